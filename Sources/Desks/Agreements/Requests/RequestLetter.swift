import Foundation
import OfficeKit
import SQLStore

/// The letter that brings a request its link, in the addressee's language.
struct RequestLetter: Sendable {
    enum Occasion: String, Sendable { case first, again, reminder }

    let site: LetterSite
    let settings: OfficeSettings
    let words: [Language: Catalogue]
    let timeZone: TimeZone

    init(of visit: Visit) {
        site = LetterSite(of: visit)
        settings = visit.settings
        words = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, visit.text(in: $0)) })
        timeZone = visit.timeZone
    }

    init(site: LetterSite, settings: OfficeSettings, words: [Language: Catalogue], timeZone: TimeZone) {
        self.site = site
        self.settings = settings
        self.words = words
        self.timeZone = timeZone
    }

    /// The day of a moment in the office's zone.
    func day(of moment: Moment) -> Day {
        let seconds = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000))
        return moment.day(secondsFromGMT: seconds)
    }

    /// Posts the letter with a link of its own.
    ///
    /// - Returns: the letter's id.
    @discardableResult
    func post(
        _ request: UpdateRequest, about targets: [RequestTarget], as occasion: Occasion, in change: Change
    ) throws -> String {
        let token = try PersonalLink.make(
            for: UpdateRequest.purpose, of: request.id, until: request.expiresAt, at: change.at, on: change.connection)
        return try post(
            request, about: targets, as: occasion, token: token, at: change.at, on: change.connection)
    }

    func post(
        _ request: UpdateRequest, about targets: [RequestTarget], as occasion: Occasion, token: String, at now: Moment,
        on connection: any SQLConnection
    ) throws -> String {
        let language = request.language
        guard let text = words[language] else { throw MailError.missing }
        let format = DayFormat(language: language, calendar: language == .fa ? .jalali : .gregorian)
        let office = settings.name(in: language)
        let lines = targets.map { target in
            let line = Self.line(target.action.title, due: target.action.due, format: format, in: text)
            return "• \(line) (\(target.agreement.agreement.title(in: language) ?? target.agreement.code))"
        }
        var values = [
            "name": DayFormat.isolated(request.name), "office": office, "actions": lines.joined(separator: "\n"),
            "link": "\(site.address)/u/\(token)", "until": format.text(day(of: request.expiresAt)),
        ]
        values["note"] = request.note.map { "\n" + DayFormat.isolated($0) + "\n" } ?? ""
        let mail = try Mail(
            from: site.mailbox, to: request.email, named: request.name, in: language,
            subject: text.text("requests.mail.\(occasion.rawValue)", ["office": office]),
            body: text.text("requests.mail.body", values))
        return try Outbox.post(mail, at: now, on: connection)
    }

    /// One action in a letter.
    static func line(_ title: String, due: Day?, format: DayFormat, in text: Catalogue) -> String {
        let day = due.map { text.text("action.dueOn", ["day": format.text($0)]) } ?? text.text("action.noDate")
        return [DayFormat.isolated(title), day].joined(separator: text.text("common.listSeparator"))
    }
}

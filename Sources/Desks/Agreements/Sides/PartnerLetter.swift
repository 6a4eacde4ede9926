import Foundation
import OfficeKit
import SQLStore

/// The letter that opens an agreement to a person of the other side, in that person's language.
struct PartnerLetter: Sendable {
    private let letter: RequestLetter

    init(of visit: Visit) { letter = RequestLetter(of: visit) }

    init(_ letter: RequestLetter) { self.letter = letter }

    func day(of moment: Moment) -> Day { letter.day(of: moment) }

    func post(
        _ access: PartnerAccess, to agreement: RegisteredAgreement, token: String, in change: Change
    ) throws {
        let language = access.language
        guard let text = letter.words[language] else { throw MailError.missing }
        let format = DayFormat(language: language, calendar: language == .fa ? .jalali : .gregorian)
        let office = letter.settings.name(in: language)
        let title = agreement.agreement.title(in: language) ?? agreement.code
        let mail = try Mail(
            from: letter.site.mailbox, to: access.email, named: access.name, in: language,
            subject: text.text("sides.mail.subject", ["office": office]),
            body: text.text(
                "sides.mail.body",
                [
                    "name": DayFormat.isolated(access.name), "office": office, "title": DayFormat.isolated(title),
                    "link": "\(letter.site.address)/p/\(token)", "until": format.text(day(of: access.expiresAt)),
                ]))
        try Outbox.post(mail, at: change.at, on: change.connection)
    }
}

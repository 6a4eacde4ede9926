import Cities
import Foundation
import Logging
import OfficeKit
import SQLStore
import ServiceLifecycle

/// Once a day: who owns an action that is near or late is written to, who has not answered is asked again, and the
/// office is told of ties that fall silent.
///
/// Every process puts the day's job into the line, and the line takes it once; and should two do it all the same, the
/// key of the table of reminders lets only one letter out.
public struct Reminding: Service {
    /// The kind of its jobs.
    public static let kind = "reminding.daily"
    /// The hour of the office's day from which it writes.
    private static let hour = 7

    private struct Payload: Codable { let day: String }

    private let office: Office
    private let keeper: RegisterKeeper
    private let words: [Language: Catalogue]

    /// - Throws: ``ResourceError``.
    init(office: Office, keeper: RegisterKeeper) throws {
        self.office = office
        self.keeper = keeper
        let folders = [try ResourceFolder.officeKit(), try AgreementsResources.folder()]
        words = try Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, try Catalogue(language: $0, folders: folders)) })
    }

    /// Looks each quarter of an hour whether the day's reminders are due, until a graceful shutdown.
    public func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                try await enqueue()
            } catch is CancellationError {
                return
            } catch {
                office.logger.error("the day's reminders were not put into the line", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(900)) }
        }
    }

    /// - Returns: whether the day's job was not yet in the line.
    @discardableResult
    func enqueue() async throws -> Bool {
        let now = office.now()
        return try await office.store.write { connection in
            let (today, seconds) = try Self.today(now, on: connection)
            guard now.clock(secondsFromGMT: seconds).hour >= Self.hour else { return false }
            return try Jobs.enqueue(
                Self.kind, payload: Payload(day: today.iso), at: now, once: "\(Self.kind).\(today.iso)", now: now,
                on: connection) != nil
        }
    }

    /// The handler for ``JobRunner``.
    public var handler: JobRunner.Handler {
        { _ in try await send() }
    }

    private static func today(_ now: Moment, on connection: any SQLConnection) throws -> (day: Day, seconds: Int) {
        let zone = TimeZone(identifier: try OfficeSettings.load(on: connection).timeZone) ?? .gmt
        let seconds = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(now.milliseconds) / 1000))
        return (now.day(secondsFromGMT: seconds), seconds)
    }

    /// One thing to remind of, and whom.
    private struct Notice: Sendable {
        let kind: Reminder.Kind
        let subject: String
        let label: String
        let due: Day?
        let agreement: String
        let isTellable: Bool
        var contact: Contact?
    }

    private struct Contact: Sendable, Hashable {
        let email: String
        let name: String
        let language: Language
    }

    /// How many things are written in one transaction.
    private static let portion = 200

    /// Sends what is due today.
    ///
    /// - Returns: how many reminders were noted now.
    @discardableResult
    func send() async throws -> Int {
        let now = office.now()
        let keeper = self.keeper
        let (today, settings, notices, requests) = try await office.read { connection in
            let today = try Self.today(now, on: connection).day
            let settings = try OfficeSettings.load(on: connection)
            let actions = try Self.actions(on: today, settings: settings, connection: connection)
            let silent = try Self.silent(keeper: keeper, on: today, settings: settings, connection: connection)
            return (
                today, settings, actions + silent, try Self.unanswered(at: now, on: today, connection: connection)
            )
        }
        var sent = 0
        // Those of one person follow one another, so that they come in one letter.
        let ordered = notices.sorted { ($0.contact?.email ?? "", $0.subject) < ($1.contact?.email ?? "", $1.subject) }
        var part: [Notice] = []
        for (place, notice) in ordered.enumerated() {
            part.append(notice)
            let isLast = place == ordered.count - 1
            let isOther = isLast || ordered[place + 1].contact != notice.contact
            guard isLast || (isOther && part.count >= Self.portion) || part.count >= 10 * Self.portion else { continue }
            let portion = part
            part = []
            sent += try await office.store.write { connection in
                try self.write(portion, settings: settings, on: today, at: now, connection: connection)
            }
        }
        for request in requests {
            sent += try await office.store.write { connection in
                try self.write(request, settings: settings, on: today, at: now, connection: connection)
            }
        }
        return sent
    }

    /// Open actions that are near or late, with whom to write to.
    private static func actions(
        on today: Day, settings: OfficeSettings, connection: any SQLConnection
    ) throws -> [Notice] {
        var found: [Notice] = []
        var bodies: [String: Contact?] = [:]
        let rows = try connection.rows(
            """
            SELECT action.id, action.title, action.due, action.owner_body, clause.agreement_id, agreement.secrecy,
                person.email, person.name_fa, person.name_en, body.is_ours
            FROM action JOIN clause ON clause.id = action.clause_id JOIN agreement ON agreement.id = clause.agreement_id
            LEFT JOIN person ON person.id = action.owner_person LEFT JOIN body ON body.id = action.owner_body
            WHERE action.due <= \(today.adding(days: ReminderPace.near)) AND action.closed IS NULL
                AND action.cancelled IS NULL AND clause.withdrawn IS NULL AND agreement.ended IS NULL
            ORDER BY action.id
            """)
        let ids = try rows.map { row -> String in try row["id"] }
        var last: [Reminder.Kind: [String: (day: Day, count: Int)]] = [:]
        for kind in [Reminder.Kind.dueSoon, .overdue] {
            last[kind] = try Reminder.last(of: ids, kind: kind, on: connection)
        }
        for row in rows {
            let id: String = try row["id"]
            let due: Day = try row["due"]
            let since = today.days(since: due)
            let kind: Reminder.Kind = since > 0 ? .overdue : .dueSoon
            let known = last[kind]?[id]
            guard ReminderPace.isDue(kind, since: since, last: known?.day, sent: known?.count ?? 0, on: today) else {
                continue
            }
            let isOurs: Bool? = try row["is_ours"]
            let language = isOurs == false ? Language.en : settings.language
            let secrecy: Secrecy = try row["secrecy"]
            let email: String? = try row["email"]
            let names: [Language: String?] = [.fa: try row["name_fa"], .en: try row["name_en"]]
            let body: String? = try row["owner_body"]
            var contact: Contact?
            if let email, Mail.isAddress(email) {
                let name = (names[language] ?? nil) ?? names.values.compactMap { $0 }.first ?? email
                contact = Contact(email: email, name: name, language: language)
            } else if let body {
                if bodies[body] == nil {
                    bodies[body] = .some(try holder(of: body, in: language, on: today, connection: connection))
                }
                contact = bodies[body] ?? nil
            }
            found.append(
                Notice(
                    kind: kind, subject: id, label: try row["title"], due: due, agreement: try row["agreement_id"],
                    isTellable: secrecy != .restricted, contact: contact))
        }
        return found
    }

    /// The first of those who hold a post at a body and can be written to.
    private static func holder(
        of body: String, in language: Language, on today: Day, connection: any SQLConnection
    ) throws -> Contact? {
        let holders = try Holder.list(at: body, for: .machine, on: connection).filter { $0.post.isHeld(on: today) }
        return Holder.ordered(holders, on: today).lazy.compactMap { holder -> Contact? in
            guard let email = holder.person.email, Mail.isAddress(email) else { return nil }
            return Contact(email: email, name: holder.person.name(in: language), language: language)
        }.first
    }

    /// Ties that are silent or soon will be; the office itself is told.
    private static func silent(
        keeper: RegisterKeeper, on today: Day, settings: OfficeSettings, connection: any SQLConnection
    ) throws -> [Notice] {
        let limits = try SilenceLimits.load(on: connection)
        let register = try keeper.register(for: .machine, on: today, connection: connection)
        let lines = register.ties.filter { line in
            DueDate.silence(of: line, on: today, limits: limits) != nil
                || line.causes.contains { $0.cause == .silent }
        }
        let last = try Reminder.last(
            of: lines.map(\.registered.agreement.id), kind: .silent, on: connection)
        let office =
            settings.mail.isEmpty
            ? nil
            : Contact(
                email: settings.mail, name: settings.name(in: settings.language), language: settings.language)
        return lines.compactMap { line in
            let agreement = line.registered.agreement
            let known = last[agreement.id]
            guard ReminderPace.isDue(.silent, since: 0, last: known?.day, sent: known?.count ?? 0, on: today) else {
                return nil
            }
            return Notice(
                kind: .silent, subject: agreement.id,
                label: "\(line.registered.code) · \(agreement.title(in: settings.language) ?? line.registered.code)",
                due: line.fallsSilent, agreement: agreement.id, isTellable: agreement.secrecy != .restricted,
                contact: office)
        }
    }

    /// Requests without an answer.
    private static func unanswered(
        at now: Moment, on today: Day, connection: any SQLConnection
    ) throws -> [UpdateRequest] {
        let open = try UpdateRequest.all(
            where: "update_request.withdrawn_at IS NULL AND update_request.expires_at > \(now)", on: connection
        ).filter { $0.state(at: now) == .waiting }
        let last = try Reminder.last(of: open.map(\.id), kind: .unanswered, on: connection)
        return open.filter { request in
            let known = last[request.id]
            return ReminderPace.isDue(
                .unanswered, since: now.seconds(since: request.askedAt) / 86_400, last: known?.day,
                sent: known?.count ?? 0, on: today)
        }
    }

    /// Notes reminders and posts one letter to each who is reminded.
    private func write(
        _ notices: [Notice], settings: OfficeSettings, on today: Day, at now: Moment, connection: any SQLConnection
    ) throws -> Int {
        var letters: [Contact: [Notice]] = [:]
        var kept = 0
        for notice in notices {
            let contact = notice.isTellable ? notice.contact : nil
            let reminder = Reminder(
                kind: notice.kind, subject: notice.subject, day: today, label: notice.label,
                agreement: notice.agreement, recipient: contact?.email)
            guard try reminder.keep(on: connection) else { continue }
            kept += 1
            if let contact { letters[contact, default: []].append(notice) }
        }
        let site = LetterSite(settings, at: "")
        for (contact, about) in letters.sorted(by: { $0.key.email < $1.key.email }) {
            guard let text = words[contact.language] else { continue }
            let format = DayFormat(
                language: contact.language, calendar: contact.language == .fa ? .jalali : .gregorian)
            let parts = Reminder.Kind.allCases.compactMap { kind -> String? in
                let lines = about.filter { $0.kind == kind }.sorted { ($0.due ?? today) < ($1.due ?? today) }
                guard !lines.isEmpty else { return nil }
                let items = lines.map { notice in
                    kind == .silent
                        ? "• " + DayFormat.isolated(notice.label)
                        : "• " + RequestLetter.line(notice.label, due: notice.due, format: format, in: text)
                }
                return ([text.text(kind.key) + ":"] + items).joined(separator: "\n")
            }
            let office = settings.name(in: contact.language)
            let mail = try Mail(
                from: site.mailbox, to: contact.email, named: contact.name, in: contact.language,
                subject: text.text("reminders.mail.subject", ["office": office]),
                body: text.text(
                    "reminders.mail.body",
                    [
                        "name": DayFormat.isolated(contact.name), "list": parts.joined(separator: "\n\n"),
                        "office": office,
                    ]))
            try Outbox.post(mail, at: now, on: connection)
        }
        return kept
    }

    /// Reminds of one request by a letter with a fresh link.
    private func write(
        _ request: UpdateRequest, settings: OfficeSettings, on today: Day, at now: Moment,
        connection: any SQLConnection
    ) throws -> Int {
        // It may have been answered since it was looked at.
        guard let request = try UpdateRequest.find(request.id, on: connection), request.state(at: now) == .waiting
        else { return 0 }
        let open = Set(request.items.filter { $0.answer == nil }.map(\.action))
        let targets = try RequestTarget.load(request.items.map(\.action), viewer: .machine, on: connection)
            .filter { $0.isTellable && open.contains($0.action.id) }
        guard let first = targets.first else { return 0 }
        let reminder = Reminder(
            kind: .unanswered, subject: request.id, day: today, label: first.action.title, agreement: nil,
            recipient: request.email)
        guard try reminder.keep(on: connection) else { return 0 }
        let site = LetterSite(settings, at: request.site)
        let zone = TimeZone(identifier: settings.timeZone) ?? .gmt
        let letter = RequestLetter(site: site, settings: settings, words: words, timeZone: zone)
        let token = try PersonalLink.make(
            for: UpdateRequest.purpose, of: request.id, until: request.expiresAt, at: now, on: connection)
        _ = try letter.post(request, about: targets, as: .reminder, token: token, at: now, on: connection)
        return 1
    }
}

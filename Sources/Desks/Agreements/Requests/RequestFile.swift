import Cities
import OfficeKit
import SQLStore

/// A request with all that its pages tell, as far as one viewer may see it.
struct RequestFile: Sendable {
    let request: UpdateRequest
    /// What is asked about and may be seen.
    let targets: [RequestTarget]
    /// The addressee; nil where the contact is hidden from these eyes.
    let name: String?
    let email: String?
    let bodyName: [Language: String]
    let askedBy: [Language: String]
    let reminders: [Reminder]

    func `as`(_ request: UpdateRequest) -> RequestFile {
        RequestFile(
            request: request, targets: targets, name: name, email: email, bodyName: bodyName, askedBy: askedBy,
            reminders: reminders)
    }

    /// The requests that meet a condition and ask about something that these eyes may see.
    static func all(
        where condition: SQL = "1 = 1", for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [RequestFile] {
        let requests = try UpdateRequest.all(where: condition, on: connection)
        guard !requests.isEmpty else { return [] }
        let targets = try RequestTarget.load(
            Array(Set(requests.flatMap { $0.items.map(\.action) })), viewer: viewer, on: connection)
        let byAction = Dictionary(targets.map { ($0.action.id, $0) }, uniquingKeysWith: { first, _ in first })
        let names = try RecordNames(
            bodies: requests.compactMap(\.body), persons: requests.compactMap(\.person),
            accounts: requests.map(\.askedBy), for: viewer, on: connection)
        let reminders = Dictionary(
            grouping: try Reminder.all(of: requests.map(\.id), kind: .unanswered, on: connection), by: \.subject)
        func both(_ name: (Language) -> String?) -> [Language: String] {
            Dictionary(uniqueKeysWithValues: Language.allCases.compactMap { one in name(one).map { (one, $0) } })
        }
        return requests.compactMap { request in
            let seen = request.items.compactMap { byAction[$0.action] }
            guard !seen.isEmpty else { return nil }
            let isKnown = request.person.map { names.person($0, in: .fa) != nil } ?? true
            return RequestFile(
                request: request, targets: seen, name: isKnown ? request.name : nil,
                email: isKnown ? request.email : nil,
                bodyName: both { language in request.body.flatMap { names.body($0, in: language) } },
                askedBy: both { names.account(request.askedBy, in: $0) }, reminders: reminders[request.id] ?? [])
        }
    }

    var href: String { "\(RequestRoutes.path)/\(request.id)" }

    /// What is asked about, in few words.
    func title(in text: Catalogue) -> String {
        guard targets.count > 1 else { return targets.first?.action.title ?? "" }
        return text.text("requests.several", count: targets.count)
    }

    /// The codes of the agreements in which they stand; of many the first three.
    func codes(in text: Catalogue) -> String {
        let codes = Set(targets.map(\.agreement.code)).sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        let shown = codes.prefix(3).joined(separator: text.text("common.listSeparator"))
        return codes.count > 3 ? shown + " …" : shown
    }

    var answered: Int { request.items.count { $0.answer != nil } }
}

extension UpdateRequest.State {
    func badge(in text: Catalogue) -> BadgeView {
        let tone: BadgeView.Tone =
            switch self {
            case .waiting: .warning
            case .answered: .success
            case .expired: .danger
            case .withdrawn: .neutral
            }
        return BadgeView(tone, text.text(key))
    }
}

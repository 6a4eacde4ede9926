import OfficeKit
import SQLStore

/// A request for updates, with what was answered.
struct UpdateRequestView: APIShape {
    static let notes: [String: FieldNote] = [
        "name": FieldNote("The addressee; left out where the contact is hidden from the account."),
        "times": FieldNote("How many times it was asked."), "reminders": FieldNote("How many reminders followed it."),
    ]

    struct Item: APIShape {
        static let schemaName = "UpdateRequestItem"
        static let notes: [String: FieldNote] = [
            "agreement": FieldNote("The agreement's code."), "clause": FieldNote("The clause's number."),
            "evidence": FieldNote("The id of the evidence that came in answer."),
            "until": FieldNote("The new date that the addressee proposes."),
            "isDateTaken": FieldNote("Whether an officer took the new date; left out while nobody has decided."),
        ]
        let action: String
        let agreement: String
        let clause: Int
        let answeredAt: String?
        let evidence: String?
        let reason: String?
        let until: Day?
        let isDateTaken: Bool?
    }

    let id: String
    let state: UpdateRequest.State
    let name: String?
    let email: String?
    let language: Language
    let askedAt: String
    let times: Int
    let expiresAt: String
    let reminders: Int
    let items: [Item]

    init(_ file: RequestFile, at now: Moment) {
        let request = file.request
        id = request.id
        state = request.state(at: now)
        name = file.name
        email = file.email
        language = request.language
        askedAt = request.askedAt.iso
        times = request.times
        expiresAt = request.expiresAt.iso
        reminders = file.reminders.count
        items = file.targets.compactMap { target in
            guard let item = request.items.first(where: { $0.action == target.action.id }) else { return nil }
            var evidence: String?
            var delay: (reason: String, until: Day)?
            switch item.answer {
            case .evidence(let id): evidence = id
            case .delay(let reason, let until): delay = (reason, until)
            case nil: break
            }
            return Item(
                action: item.action, agreement: target.agreement.code, clause: target.clause.clause.number,
                answeredAt: item.answeredAt?.iso, evidence: evidence, reason: delay?.reason, until: delay?.until,
                isDateTaken: item.isDateTaken)
        }
    }

    static func load(_ id: String, visit: Visit, on connection: any SQLConnection) throws -> UpdateRequestView {
        UpdateRequestView(try file(id, visit: visit, on: connection), at: visit.now)
    }

    static func file(_ id: String, visit: Visit, on connection: any SQLConnection) throws -> RequestFile {
        guard
            let file = try RequestFile.all(
                where: "update_request.id = \(id)", for: visit.viewer, on: connection
            ).first
        else { throw Refusal.notFound }
        return file
    }
}

/// A request as a program sends it: about actions, to one person.
struct UpdateRequestInput: APIInput {
    static let notes: [String: FieldNote] = [
        "actions": FieldNote("The ids of the actions that are asked about.", least: 1, most: UpdateRequest.mostItems),
        "name": FieldNote("The addressee.", least: 1, most: UpdateRequest.nameLimit),
        "email": FieldNote("Where the letter with the link goes.", least: 3, most: 254),
        "language": FieldNote("The language of the letter and of the page behind its link."),
        "days": FieldNote("For how many days the link is open; 14 when left out.", least: 1, most: 60),
        "note": FieldNote("What is written beside the question.", most: UpdateRequest.noteLimit),
    ]

    let actions: [String]
    let name: String
    let email: String
    let language: Language
    let days: Int?
    let note: String?
}

/// All requests, the last asked first.
struct UpdateRequestsView: APIShape {
    let items: [UpdateRequestView]
}

extension AgreementsAPI {
    var requests: [Route] {
        [
            API.get(
                "/requests", for: .askForUpdates, "Lists the requests for updates, the last asked first",
                gives: UpdateRequestsView.self
            ) { visit in
                let viewer = visit.viewer
                let now = visit.now
                return try await visit.read { connection in
                    UpdateRequestsView(
                        items: try RequestFile.all(for: viewer, on: connection).map { UpdateRequestView($0, at: now) })
                }
            },
            API.create(
                "/requests", for: .askForUpdates, "Asks a person how actions stand, by a letter with a personal link",
                takes: UpdateRequestInput.self, gives: UpdateRequestView.self
            ) { input, visit, change in
                let targets = try RequestTarget.load(input.actions, viewer: visit.viewer, on: change.connection)
                guard targets.count == Set(input.actions).count, targets.count == input.actions.count else {
                    throw Problem(field: "actions", key: "forms.errors.notInList")
                }
                guard targets.allSatisfy(\.isTellable) else {
                    throw Problem(field: "actions", key: "requests.problem.restricted")
                }
                let now = change.at
                let request = UpdateRequest(
                    id: Identifier.make(at: now), body: targets.first?.action.ownerBody, person: nil,
                    name: input.name, email: input.email, language: input.language, note: input.note,
                    site: LetterSite(of: visit).address, askedBy: visit.person?.account ?? "", askedAt: now, times: 1,
                    expiresAt: now.adding(seconds: (input.days ?? 14) * 86_400), withdrawnAt: nil, items: [])
                return try UpdateRequest.ask(
                    request, about: targets, letter: RequestLetter(of: visit), in: change
                ).id
            } show: { id, visit, connection in
                try UpdateRequestView.load(id, visit: visit, on: connection)
            },
            API.get("/requests/:id", for: .askForUpdates, "Tells a request", gives: UpdateRequestView.self) { visit in
                try await visit.read { try UpdateRequestView.load(visit.part("id"), visit: visit, on: $0) }
            },
            API.act(
                "/requests/:id/withdraw", for: .askForUpdates, "Takes a request back: its links open nothing any more",
                takes: API.Nothing.self, gives: UpdateRequestView.self
            ) { _, visit, change in
                let file = try UpdateRequestView.file(visit.part("id"), visit: visit, on: change.connection)
                try file.request.withdraw(about: file.targets, in: change)
            } show: { visit, connection in
                try UpdateRequestView.load(visit.part("id"), visit: visit, on: connection)
            },
        ]
    }
}

import Foundation
import OfficeKit
import SQLStore

/// Asking bodies how their work stands, and what became of each question.
struct RequestRoutes: Sendable {
    static let path = "/requests"

    var routes: [Route] {
        [
            .get(Self.path, for: .askForUpdates) { visit in
                try RequestList.answer(try await Self.all(visit), visit: visit)
            },
            .get("/requests/reminders", for: .askForUpdates) { visit in try await ReminderList.answer(visit) },
            .get("/requests/new", for: .askForUpdates) { visit in
                guard
                    let draft = try await RequestForm.Draft.load(
                        visit, values: visit.query["action"], visit.query["body"])
                else { return .page(try await RequestForm.choicePage(visit)) }
                return .page(RequestForm.page(draft, visit: visit))
            },
            .post("/requests/new", for: .askForUpdates, ask),
            .get("/requests/:id", for: .askForUpdates) { visit in
                .page(RequestPage.page(try await Self.load(visit), visit: visit))
            },
            .post("/requests/:id/again", for: .askForUpdates) { visit in
                try await act(visit, flash: "requests.askedAgain") { file, change in
                    try file.request.askAgain(
                        about: file.targets, letter: RequestLetter(of: visit), by: visit.person?.account ?? "",
                        in: change)
                }
            },
            .post("/requests/:id/withdraw", for: .askForUpdates) { visit in
                try await act(visit, flash: "requests.withdrawnDone") { file, change in
                    try file.request.withdraw(about: file.targets, in: change)
                }
            },
            .post("/requests/:id/link", for: .askForUpdates, handOver),
            .post("/requests/:id/dates/:action", for: .askForUpdates) { visit in
                let takes = visit.form.text("decision") == "take"
                return try await act(visit, flash: takes ? "requests.dateTaken" : "requests.dateKept") { file, change in
                    guard let target = file.targets.first(where: { $0.action.id == visit.part("action") }) else {
                        throw Refusal.notFound
                    }
                    try file.request.decide(takes: takes, about: target, on: visit.today, in: change)
                }
            },
        ]
    }

    /// Every request of which these eyes may see something.
    static func all(_ visit: Visit) async throws -> [RequestFile] {
        let viewer = visit.viewer
        return try await visit.read { try RequestFile.all(for: viewer, on: $0) }
    }

    static func load(_ visit: Visit) async throws -> RequestFile {
        let viewer = visit.viewer
        let id = visit.part("id")
        return try await visit.read { connection in
            guard let file = try RequestFile.all(where: "update_request.id = \(id)", for: viewer, on: connection).first
            else { throw Refusal.notFound }
            return file
        }
    }

    private func ask(_ visit: Visit) async throws -> Answer {
        let form = visit.form
        let action = form.text("action")
        let body = form.text("body")
        guard
            let draft = try await RequestForm.Draft.load(
                visit, values: action.isEmpty ? nil : action, body.isEmpty ? nil : body)
        else { return .page(try await RequestForm.choicePage(visit)) }
        return try await attempt(Flash(.success, "requests.asked")) {
            try await visit.createOnce { change in
                let request = try RequestForm.request(from: visit, draft, at: change.at)
                let kept = try UpdateRequest.ask(
                    request, about: draft.targets, letter: RequestLetter(of: visit), in: change)
                return "\(Self.path)/\(kept.id)"
            }
        } again: { problems in
            RequestForm.page(draft, visit: visit, problems: problems)
        }
    }

    private func act(
        _ visit: Visit, flash: String, _ work: @escaping @Sendable (RequestFile, Change) throws -> Void
    ) async throws -> Answer {
        let file = try await Self.load(visit)
        let href = "\(Self.path)/\(file.request.id)"
        do {
            try await visit.change { change in
                // Read again within the change: of two who act at once the second sees what the first did.
                guard let now = try UpdateRequest.find(file.request.id, on: change.connection) else {
                    throw Refusal.notFound
                }
                try work(file.as(now), change)
            }
            return .seeOther(href, flash: Flash(.success, flash))
        } catch let problem as Problem {
            return .seeOther(href, flash: Flash(.danger, problem.key, problem.arguments))
        }
    }

    private func handOver(_ visit: Visit) async throws -> Answer {
        let file = try await Self.load(visit)
        let account = visit.person?.account ?? ""
        do {
            let token = try await visit.change { change in
                try file.request.handOver(to: account, about: file.targets, in: change)
            }
            return .page(
                RequestPage.page(file, visit: visit, link: "\(LetterSite(of: visit).address)/u/\(token)"))
        } catch let problem as Problem {
            return .seeOther(
                "\(Self.path)/\(file.request.id)", flash: Flash(.danger, problem.key, problem.arguments))
        }
    }
}

import Foundation
import OfficeKit
import SQLStore

/// What a request's personal link opens: the request, and the forms that answer it. Nothing else, and no account.
struct AnswerRoutes: Sendable {
    private static let uploadLimit = Attachment.limit + (1 << 20)

    var routes: [Route] {
        [
            .get("/u/:token", for: .visit) { visit in
                try await opened(visit) { request, targets, visit in
                    .page(AnswerPage.page(request, about: targets, visit: visit))
                }
            },
            .get("/u/:token/:action", for: .visit) { visit in
                try await opened(visit) { request, targets, visit in
                    .page(
                        AnswerPage.page(
                            request, about: try Self.target(of: visit, among: targets), of: targets, visit: visit))
                }
            },
            .post("/u/:token/:action/done", for: .visit, bodyLimit: Self.uploadLimit) { visit in
                try await answer(visit, form: .done) { target, request, change, visit in
                    .done(try AnswerPage.submission(from: visit, about: target, of: request, in: change))
                }
            },
            .post("/u/:token/:action/delayed", for: .visit) { visit in
                try await answer(visit, form: .delayed) { _, _, _, visit in
                    try AnswerPage.delay(from: visit)
                }
            },
        ]
    }

    /// The request of the link with what may still be told of it, in the addressee's language or the one asked for.
    private func opened(
        _ visit: Visit, _ work: (UpdateRequest, [RequestTarget], Visit) async throws -> Answer
    ) async throws -> Answer {
        guard let link = try await visit.personalLink(for: UpdateRequest.purpose) else {
            return .page(.closedLink(visit))
        }
        let found = try await visit.read { connection -> (UpdateRequest, [RequestTarget])? in
            guard let request = try UpdateRequest.find(link.subject, on: connection), request.withdrawnAt == nil else {
                return nil
            }
            // A personal link sees with the eyes of who made it, but never what has become restricted since.
            let targets = try RequestTarget.load(request.items.map(\.action), viewer: .machine, on: connection)
                .filter(\.isTellable)
            return targets.isEmpty ? nil : (request, targets)
        }
        guard let (request, targets) = found else { return .page(.closedLink(visit)) }
        let wished = visit.query["language"].flatMap(Language.init(rawValue:))
        return try await work(request, targets, visit.reading(wished ?? request.language))
    }

    private static func target(of visit: Visit, among targets: [RequestTarget]) throws -> RequestTarget {
        guard let target = targets.first(where: { $0.action.id == visit.part("action") }) else {
            throw Refusal.notFound
        }
        return target
    }

    private func answer(
        _ visit: Visit, form: AnswerPage.Form,
        _ read: @escaping @Sendable (RequestTarget, UpdateRequest, Change, Visit) throws -> UpdateAnswer
    ) async throws -> Answer {
        try await opened(visit) { request, targets, visit in
            let target = try Self.target(of: visit, among: targets)
            let today = visit.today
            return try await attempt(Flash(.success, "requests.thanks")) {
                _ = try await visit.office.change(by: LinkHolder.author(named: request.name)) { change in
                    try request.keep(try read(target, request, change, visit), about: target, on: today, in: change)
                }
                return "/u/\(visit.part("token"))" + visit.query.text
            } again: { problems in
                AnswerPage.page(
                    request, about: target, of: targets, visit: visit, typed: form, problems: problems)
            }
        }
    }
}

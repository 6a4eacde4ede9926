import OfficeKit
import SQLStore

/// The office's own pages about what both sides say: side by side, with answers, and who of the other side has access.
struct SideRoutes: Sendable {
    var routes: [Route] {
        [
            .get("/agreements/:code/sides", for: .read, isKept: true) { visit in
                .page(try await SidesPage.load(visit).page(visit))
            },
            .post("/agreements/:code/sides", for: .shareAgreements, grant),
            .post("/agreements/:code/sides/access/:id/revoke", for: .shareAgreements) { visit in
                let sides = try await SidesPage.load(visit)
                let access = try Self.access(visit, in: sides)
                let registered = sides.file.registered
                try await visit.change { change in try access.revoke(in: registered, change: change) }
                return .seeOther(registered.href + "/sides#access", flash: Flash(.success, "sides.revokedDone"))
            },
            .post("/agreements/:code/sides/access/:id/link", for: .shareAgreements, handOver),
            .get("/agreements/:code/sides/:topic/:subject", for: .editAgreements) { visit in
                let sides = try await SidesPage.load(visit)
                return .page(sides.answerPage(try SidesPage.line(visit, in: sides.file.sides), visit: visit))
            },
            .post("/agreements/:code/sides/:topic/:subject", for: .editAgreements, answer),
        ]
    }

    private static func access(_ visit: Visit, in sides: SidesPage) throws -> PartnerAccess {
        guard let access = sides.accesses.first(where: { $0.id == visit.part("id") }) else { throw Refusal.notFound }
        return access
    }

    private func grant(_ visit: Visit) async throws -> Answer {
        let sides = try await SidesPage.load(visit)
        let registered = sides.file.registered
        return try await attempt(Flash(.success, "sides.granted")) {
            try await visit.createOnce { change in
                let draft = try SidesPage.access(from: visit, to: registered, at: change.at)
                _ = try PartnerAccess.grant(draft, to: registered, letter: PartnerLetter(of: visit), in: change)
                return registered.href + "/sides#access"
            }
        } again: { problems in
            sides.page(visit, problems: problems)
        }
    }

    private func handOver(_ visit: Visit) async throws -> Answer {
        let sides = try await SidesPage.load(visit)
        let access = try Self.access(visit, in: sides)
        let registered = sides.file.registered
        let account = visit.person?.account ?? ""
        do {
            let token = try await visit.change { change in
                try access.handOver(to: account, in: registered, change: change)
            }
            return .page(sides.page(visit, link: "\(LetterSite(of: visit).address)/p/\(token)"))
        } catch let problem as Problem {
            return .seeOther(registered.href + "/sides#access", flash: Flash(.danger, problem.key, problem.arguments))
        }
    }

    private func answer(_ visit: Visit) async throws -> Answer {
        let sides = try await SidesPage.load(visit)
        let line = try SidesPage.line(visit, in: sides.file.sides)
        let registered = sides.file.registered
        let account = visit.person?.account
        return try await attempt(Flash(.success, "sides.answered")) {
            try await visit.change { change in
                let comment = visit.form.text("comment")
                let statement = Statement(
                    id: Identifier.make(at: change.at), topic: line.topic, action: line.action, side: .ours,
                    access: nil, account: account, verdict: .answers, about: line.ours, value: nil,
                    comment: comment.isEmpty ? nil : comment, at: change.at)
                try statement.keep(after: line, in: registered, change: change)
                return registered.href + "/sides"
            }
        } again: { problems in
            sides.answerPage(line, visit: visit, problems: problems)
        }
    }
}

import OfficeKit

/// The home page and the lists over all agreements.
struct RegisterRoutes: Sendable {
    let keeper: RegisterKeeper

    var routes: [Route] {
        [
            // Whoever signs in comes here first; a body's representative has only the body's work.
            .get("/", for: .enter, isKept: true) { visit in
                guard visit.may(.read) else { return .seeOther("/assignments") }
                return .page(HomePage.page(try await register(visit), visit: visit))
            },
            .get("/agreements", for: .read, isKept: true) { visit in
                try RegisterPage.answer(try await register(visit), visit: visit)
            },
            .get("/work", for: .read, isKept: true) { visit in
                try WorkPage.answer(try await register(visit), visit: visit)
            },
            .get("/due", for: .read, isKept: true) { visit in
                try DuePage.answer(try await register(visit), visit: visit)
            },
            .get("/assignments", for: .seeAssignments, isKept: true) { visit in
                .page(try await AssignmentsPage.page(visit))
            },
        ]
    }

    private func register(_ visit: Visit) async throws -> Register {
        let today = visit.today
        let viewer = visit.viewer
        return try await visit.read { try keeper.register(for: viewer, on: today, connection: $0) }
    }
}

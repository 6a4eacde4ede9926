import OfficeKit

/// The measures of agreements, the agreements under each figure, and the formulas.
struct MeasureRoutes: Sendable {
    let keeper: RegisterKeeper

    var routes: [Route] {
        [
            .get(MeasuresPage.path, for: .read, isKept: true) { visit in
                let figures = try await visit.read { connection in
                    try MeasuresPage.figures(
                        try keeper.register(for: visit.viewer, on: visit.today, connection: connection), visit: visit,
                        on: connection)
                }
                return try MeasuresPage.answer(figures, visit: visit)
            },
            .get(MeasuredTiesPage.path, for: .read, isKept: true) { visit in
                let found = try await visit.read { connection in
                    try MeasuredTiesPage.find(
                        try keeper.register(for: visit.viewer, on: visit.today, connection: connection), visit: visit,
                        on: connection)
                }
                return try MeasuredTiesPage.answer(found, visit: visit)
            },
            .get(FormulasPage.path, for: .read, isKept: true) { .page(FormulasPage.page($0)) },
        ]
    }
}

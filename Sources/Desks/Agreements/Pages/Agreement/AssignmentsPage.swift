import OfficeKit
import SQLStore

/// The work of one body, for its representative: the clauses assigned to it, and where evidence of work is submitted.
enum AssignmentsPage {
    struct Group: Sendable {
        let title: String
        let code: String
        let clauses: [ClauseArticle]
    }

    private struct View: Sendable {
        let intro: String
        let groups: [Group]
        let empty: EmptyView?
    }

    static func page(_ visit: Visit) async throws -> Page {
        let text = visit.text
        var groups: [Group] = []
        if let body = visit.person?.body {
            let viewer = visit.viewer
            let today = visit.today
            let files = try await visit.read { connection in
                try Assignments.agreements(of: body, for: viewer, on: connection).map {
                    try AgreementFile($0, for: viewer, isAssigned: true, on: today, connection: connection)
                }
            }
            groups = files.map { file in
                Group(
                    title: file.title(in: visit.language), code: file.registered.code,
                    clauses: file.clauses.filter {
                        $0.isLive(on: visit.today)
                            && Assignments.isAssigned($0, actions: file.actions[$0.id] ?? [], to: body)
                    }.map { ClauseArticle($0, in: file, visit: visit) })
            }.filter { !$0.clauses.isEmpty }
        }
        return Page(
            "assignments", title: text.text("assignments.title"), section: "/assignments",
            view: View(
                intro: text.text("assignments.intro"), groups: groups,
                empty: groups.isEmpty
                    ? EmptyView(
                        title: text.text("assignments.emptyTitle"), text: text.text("assignments.emptyText")) : nil))
    }
}

import OfficeKit

/// What an executive document's draft still lacks: named, counted, with the clauses in which it lacks.
///
/// Only a document without clauses is kept from going on; the rest is shown, for whoever signs decides.
public struct DraftGap: Sendable, Hashable {
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        case noClauses, noText, noOurBody, noTheirBody, noAction, noOwner, noDue, noIndicator, noBudget, noTranslation

        /// The catalogue key of its sentence; with a count unless it is about the whole.
        public var key: String { "document.gap.\(rawValue)" }
    }

    public let cause: Cause
    /// How many clauses or actions.
    public let count: Int
    /// The numbers of the clauses, in order.
    public let clauses: [Int]

    /// - Parameters:
    ///   - clauses: those of the document, with all texts.
    ///   - actions: by clause.
    public static func gaps(of clauses: [Clause], actions: [String: [Action]], on today: Day) -> [DraftGap] {
        let live = clauses.filter { $0.isLive(on: today) }.sorted { $0.number < $1.number }
        guard !live.isEmpty else { return [DraftGap(cause: .noClauses, count: 0, clauses: [])] }
        var gaps: [DraftGap] = []
        func note(_ cause: Cause, _ numbers: [Int]) {
            guard !numbers.isEmpty else { return }
            gaps.append(DraftGap(cause: cause, count: numbers.count, clauses: Set(numbers).sorted()))
        }
        func clausesWith(_ lack: (Clause) -> Bool) -> [Int] { live.filter(lack).map(\.number) }
        let work = live.flatMap { clause in
            (actions[clause.id] ?? []).filter { $0.isLive(on: today) }.map { (clause.number, $0) }
        }
        func actionsWith(_ lack: (Action) -> Bool) -> [Int] { work.filter { lack($0.1) }.map(\.0) }
        let busy = Set(work.map(\.0))
        note(.noText, clausesWith { clause in Language.allCases.contains { (clause.texts[$0] ?? "").isEmpty } })
        note(.noOurBody, clausesWith(\.ourBodies.isEmpty))
        note(.noTheirBody, clausesWith(\.theirBodies.isEmpty))
        note(.noAction, clausesWith { !busy.contains($0.number) })
        note(.noOwner, actionsWith { !$0.hasOwner })
        note(.noDue, actionsWith { $0.due == nil })
        note(.noIndicator, actionsWith { $0.indicator == nil })
        note(.noBudget, actionsWith { $0.budgetLine == nil })
        note(
            .noTranslation,
            actionsWith { action in
                Language.allCases.contains { action.title(in: $0) == nil }
                    || action.indicator != nil && Language.allCases.contains { action.indicator(in: $0) == nil }
            })
        return gaps
    }
}

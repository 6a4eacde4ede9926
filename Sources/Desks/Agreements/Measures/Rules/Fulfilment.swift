/// Whether a promise was kept, as accepted evidence shows.
///
/// | state | holds when |
/// |---|---|
/// | fulfilled | every live action is closed and shown by accepted evidence, and there is one |
/// | lapsed | not fulfilled, and the time for it is over |
/// | partial | something is proven, but not all |
/// | unfulfilled | nothing is proven |
///
/// The first that holds decides. Words and order are those of ERPNext's contracts.
public enum Fulfilment: String, Sendable, CaseIterable, Codable {
    case unfulfilled, partial, fulfilled, lapsed

    /// - Parameters:
    ///   - live: how many actions are not given up.
    ///   - delivered: how many of them are closed and shown by accepted evidence.
    ///   - isProven: whether any accepted evidence stands under the clause.
    ///   - isOver: whether the term is over, or all that is left has a date and the last of these dates is.
    public init(live: Int, delivered: Int, isProven: Bool, isOver: Bool) {
        self =
            live > 0 && delivered == live
            ? .fulfilled : isOver ? .lapsed : delivered > 0 || isProven ? .partial : .unfulfilled
    }

    /// The catalogue key of its name.
    public var key: String { "measures.fulfilment.\(rawValue)" }

    /// How many clauses are in each state.
    public struct Counts: Sendable, Hashable {
        private var counts: [Int] = [0, 0, 0, 0]

        public subscript(_ state: Fulfilment) -> Int { counts[state.place] }
        mutating func count(_ state: Fulfilment) { counts[state.place] += 1 }
        mutating func add(_ other: Counts) { for place in 0..<4 { counts[place] += other.counts[place] } }
    }

    private var place: Int {
        switch self {
        case .unfulfilled: 0
        case .partial: 1
        case .fulfilled: 2
        case .lapsed: 3
        }
    }
}

/// What is measured of agreements beside their stage. Each is a pure function of the record; the page of formulas says
/// in words what ``TieMeasures`` computes.
public enum Measure: String, Sendable, CaseIterable, Codable {
    /// The share of clauses that somebody has to keep by some day.
    case coverage
    /// The share of clauses whose actions are all shown to be done.
    case fulfilment
    /// The days since something was last proven.
    case silence
    /// What the side that did less did, as a share of what the other did.
    case reciprocity
    /// The share of years in which something was proven.
    case continuity
    /// The documents, bodies and deeds on the way from the idea to the first proven action.
    case steps
    /// The days from the idea to the first proven action.
    case days

    /// In what it is told.
    public enum Unit: String, Sendable, CaseIterable {
        case share, days, steps

        var key: String { "measures.unit.\(rawValue)" }
    }

    public var unit: Unit {
        switch self {
        case .coverage, .fulfilment, .reciprocity, .continuity: .share
        case .silence, .days: .days
        case .steps: .steps
        }
    }

    /// Whose rule it is.
    public enum Source: Sendable, Hashable {
        /// The product's own: no published practice gives a formula that it could be taken from.
        case own
        /// Published elsewhere, with the address where it stands.
        case published(key: String, address: String)
    }

    public var source: Source {
        switch self {
        case .fulfilment:
            // Its vocabulary and its order: fulfilled, else lapsed once the deadline is over, else partly or not.
            .published(
                key: "measures.source.contract",
                address: "https://github.com/frappe/erpnext/blob/develop/erpnext/crm/doctype/contract/contract.py")
        case .coverage, .silence, .reciprocity, .continuity, .steps, .days: .own
        }
    }

    /// The catalogue key of its name.
    public var key: String { "measures.name.\(rawValue)" }
    /// The catalogue keys of what the page of formulas says of it.
    var meaningKey: String { "measures.meaning.\(rawValue)" }
    var formulaKey: String { "measures.formula.\(rawValue)" }
    var manyKey: String { "measures.many.\(rawValue)" }
    var exampleKey: String { "measures.example.\(rawValue)" }
}

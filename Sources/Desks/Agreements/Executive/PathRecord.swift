import OfficeKit

/// One line of an executive document's path: what a person recorded, with the number and date of the paper.
public struct PathRecord: Sendable, Hashable, Identifiable {
    /// Greatest lengths, in characters.
    public static let numberLimit = 80
    public static let reasonLimit = 2000

    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// It went on to a step.
        case advanced
        /// A gate was passed.
        case passed
        /// It was sent back to a step, with a reason.
        case returned
    }

    public var id: String
    public var kind: Kind
    /// Where it went, or the step of the gate.
    public var step: PathStep
    /// The gate as it was named then; nil for a step.
    public var gate: PathGate?
    public var documentNumber: String
    public var dated: Day
    public var reason: String?
    /// The account of who recorded it.
    public var by: String
    public var at: Moment

    public init(
        id: String, kind: Kind, step: PathStep, gate: PathGate? = nil, documentNumber: String, dated: Day,
        reason: String? = nil, by: String, at: Moment
    ) {
        self.id = id
        self.kind = kind
        self.step = step
        self.gate = gate
        self.documentNumber = documentNumber
        self.dated = dated
        self.reason = reason
        self.by = by
        self.at = at
    }
}

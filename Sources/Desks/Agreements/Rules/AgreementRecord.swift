import OfficeKit

/// All that the stage and the causes of dormancy of one agreement are computed from.
///
/// Clauses, actions and evidence are the agreement's own and those of the documents under it, in any order.
public struct AgreementRecord: Sendable, Hashable {
    /// What the office's path of approval says of an executive document; see ``ApprovalPath``.
    public enum Approval: Sendable, Hashable {
        /// The office does not demand the path.
        case notDemanded
        /// The path has not ended in force.
        case awaited
        /// In force by its path since that day.
        case given(Day)

        /// Whether work could start on that day, as far as the path decides it.
        public func holds(on day: Day) -> Bool {
            switch self {
            case .notDemanded: true
            case .awaited: false
            case .given(let since): since <= day
            }
        }
    }

    /// A document from which work can start: an executive document or a project contract.
    public struct ExecutiveDocument: Sendable, Hashable {
        /// The agreement's id; its own when it is itself of that level.
        public var id: String
        public var isSigned: Bool
        /// Nil when it was signed on a day not known.
        public var signed: PartialDay?
        public var expires: PartialDay?
        public var ended: Day?
        public var approval = Approval.notDemanded

        public init(
            id: String, isSigned: Bool = true, signed: PartialDay? = nil, expires: PartialDay? = nil, ended: Day? = nil
        ) {
            self.id = id
            self.isSigned = isSigned
            self.signed = signed
            self.expires = expires
            self.ended = ended
        }

        /// Whether it is signed, begun, and neither expired nor ended.
        public func isInForce(on day: Day) -> Bool {
            isSigned && signed.map { $0.earliest <= day } != false && expires.map { $0.latest >= day } != false
                && ended.map { $0 > day } != false && approval.holds(on: day)
        }
    }

    public var id: String
    public var level: InstrumentLevel
    public var isSigned: Bool
    public var signed: PartialDay?
    public var expires: PartialDay?
    public var ended: Day?
    /// The executive documents and contracts under it.
    public var documents: [ExecutiveDocument]
    public var clauses: [Clause]
    /// The ids of those clauses that stand in documents under it, which fewer people may see than itself.
    public var clausesOfDocuments: Set<String> = []
    public var actions: [Action]
    public var evidence: [Evidence]
    /// How many contradictions between its sources are not settled.
    public var openContradictions: Int
    /// Of itself, when it is an executive document.
    public var approval = Approval.notDemanded
    /// What is known around it.
    public var around = Surroundings()
    public var contacts: [PartnerContact] { around.contacts }

    public init(
        id: String, level: InstrumentLevel = .principle, isSigned: Bool? = nil, signed: PartialDay? = nil,
        expires: PartialDay? = nil, ended: Day? = nil, documents: [ExecutiveDocument] = [], clauses: [Clause] = [],
        actions: [Action] = [], evidence: [Evidence] = [], openContradictions: Int = 0
    ) {
        self.id = id
        self.level = level
        self.isSigned = isSigned ?? (signed != nil)
        self.signed = signed
        self.expires = expires
        self.ended = ended
        self.documents = documents
        self.clauses = clauses
        self.actions = actions
        self.evidence = evidence
        self.openContradictions = openContradictions
    }

    /// The record of an agreement and what lies under it.
    public init(
        _ agreement: Agreement, documents: [ExecutiveDocument] = [], clauses: [Clause] = [], actions: [Action] = [],
        evidence: [Evidence] = [], openContradictions: Int = 0
    ) {
        self.init(
            id: agreement.id, level: agreement.level, isSigned: agreement.isSigned, signed: agreement.signed,
            expires: agreement.expires, ended: agreement.ended, documents: documents, clauses: clauses,
            actions: actions, evidence: evidence, openContradictions: openContradictions)
    }

    /// Whether it was signed by that day.
    public func isSigned(on day: Day) -> Bool { isSigned && signed.map { $0.earliest <= day } != false }

    /// Whether its term was over on that day. A year alone ends with its last day.
    public func isExpired(on day: Day) -> Bool { expires.map { $0.latest < day } ?? false }

    /// Whether it had been ended by that day.
    public func isEnded(on day: Day) -> Bool { ended.map { $0 <= day } ?? false }

    /// Whether there was a document from which work could start: itself, or one under it.
    public func hasExecutiveDocument(on day: Day) -> Bool {
        level.isExecutable && approval.holds(on: day) || documents.contains { $0.isInForce(on: day) }
    }

    /// The clauses that were still promises on that day, by number.
    public func liveClauses(on day: Day) -> [Clause] {
        clauses.filter { $0.isLive(on: day) }.sorted { ($0.number, $0.id) < ($1.number, $1.id) }
    }
}

import OfficeKit

/// How far an executive document has come on its path, computed from what was recorded and the office's gates.
///
/// Nothing on the path is typed as a state: the steps follow from the records. A return takes back every gate of the
/// step it leads to and of those behind it, for what is changed has to be decided anew.
public struct ApprovalPath: Sendable, Hashable {
    /// In the order in which they were recorded.
    public let records: [PathRecord]
    public let rules: PathRules
    public let step: PathStep
    /// By gate, as far as no return has taken it back.
    public let passed: [String: PathRecord]
    /// The day from which it is in force; nil before.
    public let inForceSince: Day?

    public init(_ records: [PathRecord] = [], rules: PathRules = .usual) {
        self.records = records
        self.rules = rules
        var step = PathStep.draft
        var passed: [String: PathRecord] = [:]
        var inForceSince: Day?
        for record in records {
            switch record.kind {
            case .advanced:
                step = record.step
                if record.step == .inForce { inForceSince = record.dated }
            case .passed:
                if let gate = record.gate { passed[gate.id] = record }
            case .returned:
                step = record.step
                passed = passed.filter { $0.value.step < record.step }
                inForceSince = nil
            }
        }
        self.step = step
        self.passed = passed
        self.inForceSince = inForceSince
    }

    /// What has to be decided before it can go on. The last step before it is in force waits for every gate of the
    /// office, also for one that was added after its step was left.
    public var missing: [PathGate] {
        guard step != .inForce else { return [] }
        return rules.gates.filter { gate in
            passed[gate.id] == nil && (gate.step == step || gate.step < step)
        }
    }

    /// The gates that can be passed now.
    public func isOpen(_ gate: PathGate) -> Bool {
        step != .inForce && step != .draft && gate.step <= step && passed[gate.id] == nil
    }

    /// The way on, when nothing is missing.
    public var next: PathStep? { missing.isEmpty ? step.next : nil }

    /// The steps to which it may be returned.
    public var returns: [PathStep] {
        step == .inForce ? [] : PathStep.allCases.filter { $0 < step }
    }

    /// The latest return, while nothing has happened since.
    public var standingReturn: PathRecord? {
        records.last.flatMap { $0.kind == .returned ? $0 : nil }
    }
}

extension ApprovalPath {
    /// Why a record cannot be added; empty when it can.
    ///
    /// - Parameters:
    ///   - hasClauses: whether the document says anything: an empty one stays a draft.
    ///   - today: the day in the office's zone.
    public func problems(adding record: PathRecord, hasClauses: Bool, on today: Day) -> [Problem] {
        var problems: [Problem] = []
        switch record.kind {
        case .advanced:
            if record.step != step.next {
                problems.append(Problem(field: "", key: "forms.errors.conflict"))
            } else if step == .draft, !hasClauses {
                problems.append(Problem(field: "", key: "path.problem.noClauses"))
            } else if !missing.isEmpty {
                problems.append(Problem(field: "", key: "path.problem.gatesMissing"))
            }
            // It cannot be in force before what it needed was decided.
            if record.step == .inForce, let latest = passed.values.map(\.dated).max(), record.dated < latest {
                problems.append(Problem(field: "dated", key: "path.problem.beforeGates"))
            }
        case .passed:
            let gate = record.gate.flatMap { wanted in rules.gates.first { $0.id == wanted.id } }
            if !(gate.map(isOpen) ?? false) { problems.append(Problem(field: "", key: "forms.errors.conflict")) }
        case .returned:
            if !returns.contains(record.step) {
                problems.append(Problem(field: "step", key: "forms.errors.choose"))
            }
            if (record.reason ?? "").allSatisfy(\.isWhitespace) {
                problems.append(Problem(field: "reason", key: "path.problem.noReason"))
            }
        }
        if record.documentNumber.isEmpty {
            problems.append(Problem(field: "documentNumber", key: "forms.errors.required"))
        } else if record.documentNumber.count > PathRecord.numberLimit {
            problems.append(
                Problem(
                    field: "documentNumber", key: "forms.errors.tooLong",
                    arguments: ["limit": String(PathRecord.numberLimit)]))
        }
        if record.dated > today { problems.append(Problem(field: "dated", key: "path.problem.inFuture")) }
        if (record.reason?.count ?? 0) > PathRecord.reasonLimit {
            problems.append(
                Problem(
                    field: "reason", key: "forms.errors.tooLong",
                    arguments: ["limit": String(PathRecord.reasonLimit)]))
        }
        return problems
    }
}

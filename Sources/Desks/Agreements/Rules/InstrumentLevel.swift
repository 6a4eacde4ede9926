import OfficeKit

/// How binding an instrument is (F8): an agreement in principle is carried out by executive documents, and those by
/// project contracts.
public enum InstrumentLevel: String, Sendable, CaseIterable, Codable {
    /// A sister-city agreement, a memorandum of understanding, a letter of friendship.
    case principle
    /// «سند اجرایی»: who does what by when.
    case executive
    /// A contract for one project.
    case contract

    /// The catalogue key of its name.
    public var key: String { "agreements.level.\(rawValue)" }

    /// Whether work can start from it, without a further document.
    public var isExecutable: Bool { self != .principle }
}

extension InstrumentLevel: Comparable {
    private var height: Int {
        switch self {
        case .principle: 0
        case .executive: 1
        case .contract: 2
        }
    }

    public static func < (left: InstrumentLevel, right: InstrumentLevel) -> Bool { left.height < right.height }
}

extension InstrumentLevel {
    /// Whether an instrument of this level may stand under a parent: a child carries out what its parent promised, so
    /// it is of a higher level.
    ///
    /// - Parameters:
    ///   - child: the id of the instrument; nil for one that is not yet stored.
    ///   - parent: the id of the parent that was chosen.
    ///   - parentLevel: the parent's level.
    ///   - ancestors: the ids above the parent, nearest first.
    /// - Returns: the problem of the field `parent`; nil when it may.
    public func problem(
        of child: String?, under parent: String, of parentLevel: InstrumentLevel, ancestors: [String]
    ) -> Problem? {
        if let child, child == parent || ancestors.contains(child) {
            return Problem(field: "parent", key: "agreements.problem.parentCycle")
        }
        guard self > parentLevel else {
            return Problem(field: "parent", key: "agreements.problem.parentLevel")
        }
        return nil
    }

    /// The problem of a change of level, when the instruments below or above would no longer fit.
    ///
    /// - Parameters:
    ///   - parent: the parent's level, when there is a parent.
    ///   - children: the levels of the instruments that stand under this one.
    public func problem(under parent: InstrumentLevel?, above children: [InstrumentLevel]) -> Problem? {
        if let parent, self <= parent { return Problem(field: "level", key: "agreements.problem.parentLevel") }
        if children.contains(where: { $0 <= self }) {
            return Problem(field: "level", key: "agreements.problem.childLevel")
        }
        return nil
    }
}

import OfficeKit

/// A dated piece of work under a clause, owned by a body and a person.
public struct Action: Sendable, Hashable, Identifiable {
    /// A title's greatest length, in characters.
    public static let titleLimit = 300

    public var id: String
    public var clause: String
    public var title: String
    public var due: Day?
    public var ownerBody: String?
    public var ownerPerson: String?
    /// The day the owner called it done; whether that holds, its evidence shows.
    public var closed: Day?
    /// The day it was given up.
    public var cancelled: Day?
    /// The title in the other language, for the executive document.
    public var translation: String?
    /// By what its success is seen: "twelve trainees certified".
    public var indicator: String?
    /// The indicator in the other language.
    public var indicatorTranslation: String?
    /// The line of the budget that pays for it, as the office's books name it.
    public var budgetLine: String?

    public init(
        id: String, clause: String, title: String = "", due: Day? = nil, ownerBody: String? = nil,
        ownerPerson: String? = nil, closed: Day? = nil, cancelled: Day? = nil, translation: String? = nil,
        indicator: String? = nil, indicatorTranslation: String? = nil, budgetLine: String? = nil
    ) {
        self.id = id
        self.clause = clause
        self.title = title
        self.due = due
        self.ownerBody = ownerBody
        self.ownerPerson = ownerPerson
        self.closed = closed
        self.cancelled = cancelled
        self.translation = translation
        self.indicator = indicator
        self.indicatorTranslation = indicatorTranslation
        self.budgetLine = budgetLine
    }

    /// Whether someone answers for it: a body or a person.
    public var hasOwner: Bool { ownerBody != nil || ownerPerson != nil }

    /// Whether someone answers for it and it is known by when.
    public var isPlanned: Bool { hasOwner && due != nil }

    /// Whether it had not been given up on that day.
    public func isLive(on day: Day) -> Bool {
        guard let cancelled else { return true }
        return cancelled > day
    }

    /// Whether work on it was still wanted on that day.
    public func isOpen(on day: Day) -> Bool {
        guard isLive(on: day) else { return false }
        guard let closed else { return true }
        return closed > day
    }

    /// Whether its day had passed and it was still open.
    public func isOverdue(on day: Day) -> Bool {
        guard let due else { return false }
        return due < day && isOpen(on: day)
    }

    /// Why it cannot be kept as it is; empty when it can.
    ///
    /// An action without owner or date is kept: it is a named cause of dormancy, and better seen than refused.
    public func problems(on today: Day) -> [Problem] {
        var problems: [Problem] = []
        if title.allSatisfy(\.isWhitespace) {
            problems.append(Problem(field: "title", key: "agreements.problem.noActionTitle"))
        } else if title.count > Action.titleLimit {
            problems.append(
                Problem(
                    field: "title", key: "agreements.problem.titleTooLong",
                    arguments: ["limit": String(Action.titleLimit)]))
        }
        for (field, text) in [
            ("translation", translation), ("indicator", indicator), ("indicatorTranslation", indicatorTranslation),
            ("budgetLine", budgetLine),
        ] where (text?.count ?? 0) > Action.titleLimit {
            problems.append(
                Problem(field: field, key: "forms.errors.tooLong", arguments: ["limit": String(Action.titleLimit)]))
        }
        if let closed, closed > today {
            problems.append(Problem(field: "closed", key: "agreements.problem.closedInFuture"))
        }
        if closed != nil, cancelled != nil {
            problems.append(Problem(field: "cancelled", key: "agreements.problem.closedAndCancelled"))
        }
        return problems
    }
}

import OfficeKit

/// One numbered promise of an agreement.
public struct Clause: Sendable, Hashable, Identifiable {
    /// A text's greatest length, in characters.
    public static let textLimit = 10_000

    public var id: String
    public var number: Int
    /// The promise in each language; may be left out where only the stage is asked.
    public var texts: [Language: String]
    /// The sector's name among ``Sector/all``.
    public var sector: String?
    /// The bodies responsible on our side.
    public var ourBodies: [String]
    /// The bodies responsible on their side.
    public var theirBodies: [String]
    /// The day both sides let it go; a withdrawn clause neither helps nor hinders its agreement.
    public var withdrawn: Day?

    public init(
        id: String, number: Int, texts: [Language: String] = [:], sector: String? = nil, ourBodies: [String] = [],
        theirBodies: [String] = [], withdrawn: Day? = nil
    ) {
        self.id = id
        self.number = number
        self.texts = texts
        self.sector = sector
        self.ourBodies = ourBodies
        self.theirBodies = theirBodies
        self.withdrawn = withdrawn
    }

    /// Whether it was still a promise on that day.
    public func isLive(on day: Day) -> Bool {
        guard let withdrawn else { return true }
        return withdrawn > day
    }

    /// The text in the reader's language, else in the other.
    public func text(in language: Language) -> String? { texts[language] ?? texts[language.other] }
}

extension Clause {
    /// Why it cannot be kept as it is; empty when it can.
    ///
    /// - Parameters:
    ///   - numbers: the numbers of the agreement's other clauses.
    ///   - sectors: the sectors the office knows.
    public func problems(besides numbers: Set<Int>, sectors: Set<String>) -> [Problem] {
        var problems: [Problem] = []
        if !(1...9999).contains(number) {
            problems.append(Problem(field: "number", key: "agreements.problem.clauseNumber"))
        } else if numbers.contains(number) {
            problems.append(
                Problem(
                    field: "number", key: "agreements.problem.clauseNumberTaken", arguments: ["number": String(number)])
            )
        }
        if texts.values.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
            problems.append(Problem(field: "textPersian", key: "agreements.problem.noClauseText"))
        }
        for (language, field) in [(Language.fa, "textPersian"), (.en, "textEnglish")]
        where (texts[language]?.count ?? 0) > Clause.textLimit {
            problems.append(
                Problem(
                    field: field, key: "agreements.problem.clauseTooLong",
                    arguments: ["limit": String(Clause.textLimit)]))
        }
        if let sector, !sectors.contains(sector) {
            problems.append(Problem(field: "sector", key: "agreements.problem.unknownSector"))
        }
        if !Set(ourBodies).isDisjoint(with: theirBodies) {
            problems.append(Problem(field: "theirBodies", key: "agreements.problem.bodyOnBothSides"))
        }
        return problems
    }
}

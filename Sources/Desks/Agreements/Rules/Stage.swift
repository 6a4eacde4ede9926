import OfficeKit

/// How far an agreement has come, computed from its record alone. Nobody can type it.
///
/// Rules and their reasons: ARCHITECTURE.md, "Stage". Order of entry never matters.
public enum Stage: Int, Comparable, Sendable, CaseIterable, Codable {
    case paper, formalised, assigned, operating, delivering

    /// The name in tables, the API and style sheets.
    public var name: String {
        switch self {
        case .paper: "paper"
        case .formalised: "formalised"
        case .assigned: "assigned"
        case .operating: "operating"
        case .delivering: "delivering"
        }
    }

    /// The stage of that name.
    public init?(name: String) {
        guard let stage = Stage.allCases.first(where: { $0.name == name }) else { return nil }
        self = stage
    }

    /// The catalogue key of its name.
    public var key: String { "stages.\(name)" }

    /// Its place among the five, from 1.
    public var position: Int { rawValue + 1 }

    /// Whether work is proven: what the headline counts (F12).
    public var isOperational: Bool { self >= .operating }

    public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }

    /// - Parameters:
    ///   - record: the agreement's clauses, actions and evidence.
    ///   - today: the day of judgement, in the office's time zone. A past day gives the stage of that day, as far as
    ///     the dates in the record tell.
    ///   - limits: how long silence may last.
    /// - Returns: the stage, and the sentence that explains it.
    public static func of(
        _ record: AgreementRecord, on today: Day, limits: SilenceLimits = .usual
    ) -> Reasoned<Stage> {
        StageProof(of: record, on: today, limits: limits).stage
    }
}

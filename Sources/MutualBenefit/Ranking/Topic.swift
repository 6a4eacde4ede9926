/// What can be needed or offered: a sector in a mode, and the dimension of interest it serves.
public struct Topic: Hashable, Sendable {
    public var sector: String
    /// Consulting, know-how, investment, goods, services, software; empty where it does not matter.
    public var mode: String

    public init(sector: String, mode: String = "") {
        self.sector = sector
        self.mode = mode
    }

    public var text: String { mode.isEmpty ? sector : "\(sector) (\(mode))" }
}

/// Why an office cares: its weights for these are its policy, and are shown with every ranking.
public enum Interest: String, CaseIterable, Sendable {
    case political, ideological, strategic, economic, technical
}

/// How much each dimension counts for the office; one each unless it says otherwise.
public struct DimensionWeights: Hashable, Sendable {
    private var weights: [Interest: Double]

    /// - Parameter weights: from 0 to 4; kept in sixteenths, so that rankings are exact.
    public init(_ weights: [Interest: Double] = [:]) {
        self.weights = weights.mapValues { (min(4, max(0, $0)) * 16).rounded() / 16 }
    }

    public subscript(dimension: Interest) -> Double { weights[dimension] ?? 1 }

    var sixteenths: [Interest: Int32] {
        Dictionary(uniqueKeysWithValues: Interest.allCases.map { ($0, Int32((self[$0] * 16).rounded())) })
    }
}

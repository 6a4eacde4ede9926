/// Where an executive document stands on its way from a draft to a document in force.
public enum PathStep: String, Sendable, CaseIterable, Codable, Comparable {
    case draft, legalReview, ourApproval, theirApproval, inForce

    /// The catalogue key of its name.
    public var key: String { "path.step.\(rawValue)" }

    /// What it leads to; nil at the end.
    public var next: PathStep? {
        let all = PathStep.allCases
        guard let place = all.firstIndex(of: self), place + 1 < all.count else { return nil }
        return all[place + 1]
    }

    /// The steps at which a body decides.
    public static let guarded: [PathStep] = [.legalReview, .ourApproval, .theirApproval]

    private var place: Int { PathStep.allCases.firstIndex(of: self) ?? 0 }

    public static func < (left: PathStep, right: PathStep) -> Bool { left.place < right.place }
}

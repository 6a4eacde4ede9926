import OfficeKit

/// What has to be decided at a step of the path, and by whom: a legal opinion, a bill of the council, a consent.
///
/// The gates are data of the office. What was passed keeps the name that the gate had then.
public struct PathGate: Sendable, Hashable, Identifiable {
    /// A name's greatest length, in characters.
    public static let nameLimit = 120
    /// How many an office may have.
    public static let most = 12

    public var id: String
    public var step: PathStep
    public var namePersian: String
    public var nameEnglish: String
    /// The body that decides, as it is called in documents.
    public var deciderPersian: String
    public var deciderEnglish: String

    public init(
        id: String, step: PathStep, namePersian: String, nameEnglish: String, deciderPersian: String = "",
        deciderEnglish: String = ""
    ) {
        self.id = id
        self.step = step
        self.namePersian = namePersian
        self.nameEnglish = nameEnglish
        self.deciderPersian = deciderPersian
        self.deciderEnglish = deciderEnglish
    }

    public func name(in language: Language) -> String {
        let (own, other) = language == .fa ? (namePersian, nameEnglish) : (nameEnglish, namePersian)
        return own.isEmpty ? other : own
    }

    /// Nil when nobody is named.
    public func decider(in language: Language) -> String? {
        let (own, other) =
            language == .fa ? (deciderPersian, deciderEnglish) : (deciderEnglish, deciderPersian)
        let name = own.isEmpty ? other : own
        return name.isEmpty ? nil : name
    }

    /// The gates of an office that has set none: a first proposal for Tehran, to be checked by its own lawyers.
    public static let usual: [PathGate] = [
        PathGate(
            id: "legal-opinion", step: .legalReview, namePersian: "نظر حقوقی", nameEnglish: "Legal opinion",
            deciderPersian: "ادارهٔ کل حقوقی", deciderEnglish: "General Directorate of Legal Affairs"),
        PathGate(
            id: "council-bill", step: .ourApproval, namePersian: "مصوبهٔ لایحهٔ شورا", nameEnglish: "Council bill",
            deciderPersian: "شورای اسلامی شهر", deciderEnglish: "Islamic City Council"),
        PathGate(
            id: "ministry-consent", step: .ourApproval, namePersian: "موافقت وزارت کشور",
            nameEnglish: "Consent of the Ministry of Interior", deciderPersian: "وزارت کشور",
            deciderEnglish: "Ministry of Interior"),
        PathGate(
            id: "counterpart-approval", step: .theirApproval, namePersian: "تأیید طرف مقابل",
            nameEnglish: "Approval of the other side", deciderPersian: "مرجع ذی‌صلاح طرف مقابل",
            deciderEnglish: "Competent authority of the other side"),
    ]

    /// What is wrong with it; fields are those of the settings' form, for its place in it.
    func problems(at place: Int) -> [Problem] {
        var problems: [Problem] = []
        if namePersian.isEmpty && nameEnglish.isEmpty {
            problems.append(Problem(field: "gate\(place)-namePersian", key: "path.problem.noGateName"))
        }
        for (field, text) in [
            ("namePersian", namePersian), ("nameEnglish", nameEnglish), ("deciderPersian", deciderPersian),
            ("deciderEnglish", deciderEnglish),
        ] where text.count > PathGate.nameLimit {
            problems.append(
                Problem(
                    field: "gate\(place)-\(field)", key: "forms.errors.tooLong",
                    arguments: ["limit": String(PathGate.nameLimit)]))
        }
        if !PathStep.guarded.contains(step) {
            problems.append(Problem(field: "gate\(place)-step", key: "forms.errors.choose"))
        }
        return problems
    }
}

/// What the office demands of executive documents.
public struct PathRules: Sendable, Hashable {
    public var gates: [PathGate]
    /// Whether an executive document counts for the stage only when its path has ended in force.
    public var isDemanded: Bool
    /// Whether the gates are the first proposal, which nobody of the office has confirmed.
    public var isProposal: Bool

    public init(gates: [PathGate] = PathGate.usual, isDemanded: Bool = false, isProposal: Bool = false) {
        self.gates = gates
        self.isDemanded = isDemanded
        self.isProposal = isProposal
    }

    /// Those of an office that has set none.
    public static let usual = PathRules(isProposal: true)
}

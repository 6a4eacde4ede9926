import OfficeKit

/// A signed or proposed instrument between the office's city and others.
public struct Agreement: Sendable, Hashable {
    /// A title's greatest length, in characters.
    public static let titleLimit = 300
    /// The tables of languages hold tags of this form: `fa`, `en`, `zh`, `sr-Latn`.
    public static let languageLimit = 35

    public var id: String
    public var kind: AgreementKind
    public var level: InstrumentLevel
    /// The instrument that this one carries out.
    public var parent: String?
    public var titlePersian: String?
    public var titleEnglish: String?
    public var parties: [Party]
    public var signatories: [Signatory]
    /// Tags of the languages of the text, the prevailing one first.
    public var languages: [String]
    /// Nil while it is only planned, or the date is not known: see ``isSigned``.
    public var signed: PartialDay?
    /// Whether it was signed, be the date known or not.
    public var isSigned: Bool
    /// The last day it may be in force; nil when it has no term.
    public var expires: PartialDay?
    /// The day it was ended before its term.
    public var ended: Day?
    public var secrecy: Secrecy

    public init(
        id: String, kind: AgreementKind, level: InstrumentLevel, parent: String? = nil, titlePersian: String? = nil,
        titleEnglish: String? = nil, parties: [Party] = [], signatories: [Signatory] = [], languages: [String] = [],
        signed: PartialDay? = nil, isSigned: Bool? = nil, expires: PartialDay? = nil, ended: Day? = nil,
        secrecy: Secrecy = .office
    ) {
        self.id = id
        self.kind = kind
        self.level = level
        self.parent = parent
        self.titlePersian = titlePersian
        self.titleEnglish = titleEnglish
        self.parties = parties
        self.signatories = signatories
        self.languages = languages
        self.signed = signed
        self.isSigned = isSigned ?? (signed != nil)
        self.expires = expires
        self.ended = ended
        self.secrecy = secrecy
    }

    /// The title in the reader's language, else in the other.
    public func title(in language: Language) -> String? {
        language == .fa ? titlePersian ?? titleEnglish : titleEnglish ?? titlePersian
    }
}

extension Agreement {
    /// Why it cannot be kept as it is; empty when it can.
    ///
    /// Whether its parent fits is asked of ``InstrumentLevel/problem(of:under:of:ancestors:)``.
    ///
    /// - Parameter today: the day in the office's zone: nothing was signed after it.
    public func problems(on today: Day) -> [Problem] {
        titleProblems + dateProblems(on: today) + partyProblems + languageProblems
    }

    private var titleProblems: [Problem] {
        var problems: [Problem] = []
        if (titlePersian ?? "").isEmpty && (titleEnglish ?? "").isEmpty {
            problems.append(Problem(field: "titlePersian", key: "agreements.problem.noTitle"))
        }
        for (field, title) in [("titlePersian", titlePersian), ("titleEnglish", titleEnglish)]
        where (title?.count ?? 0) > Agreement.titleLimit {
            problems.append(
                Problem(
                    field: field, key: "agreements.problem.titleTooLong",
                    arguments: ["limit": String(Agreement.titleLimit)]))
        }
        return problems
    }

    private func dateProblems(on today: Day) -> [Problem] {
        var problems: [Problem] = []
        if let signed, signed.earliest > today {
            problems.append(Problem(field: "signed", key: "agreements.problem.signedInFuture"))
        }
        // Partial dates contradict only when no reading of them agrees: 2006 may expire in 2006.
        if let signed, let expires, expires.latest < signed.earliest {
            problems.append(Problem(field: "expires", key: "agreements.problem.expiresBeforeSigned"))
        }
        if let ended {
            if ended > today { problems.append(Problem(field: "ended", key: "agreements.problem.endedInFuture")) }
            if let signed, ended < signed.earliest {
                problems.append(Problem(field: "ended", key: "agreements.problem.endedBeforeSigned"))
            }
        }
        return problems
    }

    private var partyProblems: [Problem] {
        var problems: [Problem] = []
        if parties.contains(where: { $0.city == nil && $0.body == nil }) {
            problems.append(Problem(field: "parties", key: "agreements.problem.emptyParty"))
        }
        if !parties.contains(where: { $0.side == .theirs && ($0.city != nil || $0.body != nil) }) {
            problems.append(Problem(field: "parties", key: "agreements.problem.noParty"))
        }
        if Set(parties).count < parties.count {
            problems.append(Problem(field: "parties", key: "agreements.problem.partyTwice"))
        }
        if signatories.contains(where: { $0.name.allSatisfy(\.isWhitespace) }) {
            problems.append(Problem(field: "signatories", key: "agreements.problem.noSignatoryName"))
        }
        return problems
    }

    private var languageProblems: [Problem] {
        let areTags = languages.allSatisfy { tag in
            tag.utf8.count <= Agreement.languageLimit && tag.split(separator: "-").first.map { $0.count >= 2 } == true
                && tag.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D
                }
        }
        guard areTags, Set(languages).count == languages.count else {
            return [Problem(field: "languages", key: "agreements.problem.languages")]
        }
        return []
    }
}

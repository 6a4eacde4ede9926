import OfficeKit
import PersianText
import Synchronization

/// One agreement as lists tell of it: its stage with the reason, why it sleeps, and what is to be done when.
///
/// A line never changes, and all registers share it: a change of the agreement makes a new line.
public final class RegisterLine: Sendable {
    public let registered: RegisteredAgreement
    /// What its partners are called.
    public let partners: PartnerNames
    public let stage: Stage
    /// Why it is at that stage.
    public let reason: Reason
    /// Why it sleeps or limps, the first to be removed first.
    public let causes: [Dormancy]
    /// The open actions under its own clauses that have a date, by date. Those of the documents under it stand in their
    /// lines, for a document may be more secret than what it carries out.
    public let due: [DueAction]
    /// The day after which it counts as silent unless something is proven; nil when nothing operates.
    public let fallsSilent: Day?
    /// How many contradictions between its sources are not settled.
    public let openContradictions: Int
    /// The ends of the years, in both calendars, at which it was operational.
    let operationalAt: Set<Day>
    /// What its measures are computed from.
    let figures: WorkFigures

    private let words = Mutex(Words())

    /// An open action with its date.
    public struct DueAction: Sendable, Hashable {
        public let id: String
        public let title: String
        public let due: Day
    }

    /// The names of an agreement's partners in each language.
    public struct PartnerNames: Sendable, Hashable {
        public let persian: String
        public let english: String

        public subscript(_ language: Language) -> String? { language == .fa ? persian : english }
    }

    /// Whether it sleeps: its work, if any, is not proven.
    public var isSleeping: Bool { !stage.isOperational }

    init(
        of registered: RegisteredAgreement, partners: PartnerNames, record: AgreementRecord, on today: Day,
        limits: SilenceLimits, figures: WorkFigures? = nil
    ) {
        self.figures = figures ?? WorkFigures(of: record)
        self.registered = registered
        self.partners = partners
        let proof = StageProof(of: record, on: today, limits: limits)
        stage = proof.stage.value
        reason = proof.stage.reason
        causes = Dormancy.causes(of: record, proof: proof, on: today, limits: limits)
        openContradictions = record.openContradictions
        let live = Set(record.liveClauses(on: today).map(\.id)).subtracting(record.clausesOfDocuments)
        due = record.actions.filter { live.contains($0.clause) && $0.isOpen(on: today) }.compactMap { action in
            action.due.map { DueAction(id: action.id, title: action.title, due: $0) }
        }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        fallsSilent =
            proof.stage.value.isOperational
            ? proof.clauses.filter { $0.stage.value.isOperational }.compactMap(\.lastEvidence).max()
                .map { Day(epochDay: $0.epochDay + limits.days) }
            : nil
        operationalAt = RegisterLine.operationalYearEnds(of: record, on: today, limits: limits)
    }

    /// Only what was once proven can have operated, so that most agreements cost nothing here.
    private static func operationalYearEnds(
        of record: AgreementRecord, on today: Day, limits: SilenceLimits
    ) -> Set<Day> {
        guard let first = record.evidence.filter(\.isAccepted).map(\.dated).min(), first <= today else { return [] }
        let ends = CalendarChoice.allCases.flatMap { calendar in
            (YearSeries.year(of: first, in: calendar)...YearSeries.year(of: today, in: calendar))
                .compactMap { YearSeries.end(of: $0, in: calendar) }
        }
        return Set(
            ends.map { min($0, today) }.filter { day in
                Stage.of(record, on: day, limits: limits).value.isOperational
            })
    }
}

extension RegisterLine {
    /// What is made of its texts when a list is searched or sorted for the first time.
    private struct Words {
        var tokens: Set<String>?
        var sortKeys: [Language: [UInt8]] = [:]
    }

    /// What it is called in a list: its partners, for they tell it apart better than titles, which are all alike.
    func title(in language: Language) -> String {
        let partner = partners[language] ?? ""
        if !partner.isEmpty { return partner }
        return registered.agreement.title(in: language) ?? registered.code
    }

    /// Whether what was typed is in its code, titles or partners.
    func matches(_ typed: SearchQuery) -> Bool { typed.matches(tokens) }

    /// Whether words of its code, titles or partners begin with what was typed so far.
    func begins(with typed: SearchQuery) -> Bool { typed.matches(beginningsOf: tokens) }

    private var tokens: Set<String> {
        words.withLock { words in
            if let tokens = words.tokens { return tokens }
            let agreement = registered.agreement
            let all = [
                registered.code, agreement.titlePersian, agreement.titleEnglish, partners.persian, partners.english,
            ].compactMap { $0 }.joined(separator: " · ")
            let tokens = Set(PersianText.documentTokens(of: all))
            words.tokens = tokens
            return tokens
        }
    }

    /// Its place among lines that are sorted by what they are called.
    func sortKey(in language: Language) -> [UInt8] {
        words.withLock { words in
            if let key = words.sortKeys[language] { return key }
            let key = PersianText.sortKey(title(in: language))
            words.sortKeys[language] = key
            return key
        }
    }
}

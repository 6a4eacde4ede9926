import Cities
import OfficeKit
import SQLStore

/// Made-up agreements with real cities, for measuring and for looking around. Every title says that it is a sample.
///
/// Most sleep, as in life; all five stages occur, and each of the common causes of dormancy. The same seed, day and
/// cities make the same agreements.
public struct AgreementSample: Sendable {
    /// What was added.
    public struct Outcome: Sendable, Equatable {
        public internal(set) var agreements = 0
        public internal(set) var clauses = 0
        public internal(set) var actions = 0
        public internal(set) var evidence = 0
        public internal(set) var claims = 0
    }

    /// Why nothing can be made.
    public enum Refusal: Error, Sendable, Equatable {
        /// The office knows no city that a partner could be.
        case noCities
    }

    public let agreements: Int
    /// How many clauses each has.
    public let clauses: Int
    public let seed: UInt64

    public init(agreements: Int, clauses: Int, seed: UInt64 = 1404) {
        self.agreements = agreements
        self.clauses = clauses
        self.seed = seed
    }

    /// How many ties are made and written at a time.
    private static let portion = 500
    /// How many cities are partners; an office has several agreements with one city.
    private static let mostPartners = 400

    /// Adds them, with one journal entry for the whole.
    ///
    /// - Throws: ``Refusal``.
    public func add(on today: Day, in change: Change) throws -> Outcome {
        var random = SampleRandom(seed: seed)
        let cities = try AgreementSample.cities(on: change.connection).shuffled(using: &random)
        guard !cities.isEmpty else { throw Refusal.noCities }
        var maker = try SampleMaker(
            today: today, moment: change.at, clauses: clauses, own: try City.own(on: change.connection)?.id,
            bodies: AgreementSample.bodies(of: cities, in: change), random: random)
        let writer = SampleWriter(change: change)
        var outcome = Outcome()
        var code = try AgreementSample.codes(agreements, on: change.connection)
        while outcome.agreements < agreements {
            var ties: [SampleTie] = []
            while ties.count < Self.portion, outcome.agreements + ties.count < agreements {
                let room = agreements - outcome.agreements - ties.count
                let partner = cities[(outcome.agreements + ties.count) % cities.count]
                for tie in maker.ties(with: partner, number: code, room: room) {
                    ties.append(tie)
                    code += 1
                }
            }
            try writer.write(ties)
            outcome.add(ties)
        }
        try change.record(
            "journal.sample.added", Subject(kind: "sample", id: String(seed), label: "sample"), secrecy: .office,
            changes: [
                FieldChange("sample.field.agreements", .number, from: nil, to: String(outcome.agreements)),
                FieldChange("sample.field.clauses", .number, from: nil, to: String(outcome.clauses)),
                FieldChange("sample.field.seed", from: nil, to: String(seed)),
            ])
        return outcome
    }

    /// Cities of other countries, the most populous first.
    private static func cities(on connection: any SQLConnection) throws -> [SampleMaker.Partner] {
        try connection.rows(
            """
            SELECT id, name_fa, name_en FROM city
            WHERE is_own = 0 AND country NOT IN (SELECT country FROM city WHERE is_own = 1)
            ORDER BY population DESC, id LIMIT \(mostPartners)
            """
        ).map { row in
            SampleMaker.Partner(id: try row["id"], namePersian: try row["name_fa"], nameEnglish: try row["name_en"])
        }
    }

    /// Takes so many codes.
    ///
    /// - Returns: the number of the first.
    private static func codes(_ count: Int, on connection: any SQLConnection) throws -> Int {
        let last: Int =
            try connection.value(
                """
                INSERT INTO code_counter (kind, last) VALUES (\(Agreement.kind), \(count))
                ON CONFLICT (kind) DO UPDATE SET last = code_counter.last + \(count) RETURNING last
                """) ?? count
        return last - count + 1
    }

    /// Departments of ours and an office in each partner city, all marked as samples.
    private static func bodies(
        of cities: [SampleMaker.Partner], in change: Change
    ) throws -> SampleMaker.Bodies {
        let own = try City.own(on: change.connection)
        let ours = SampleWording.departments.map { department in
            var draft = BodyDraft()
            draft.city = own?.id
            draft.country = own?.country
            draft.kind = .department
            draft.namePersian = department.fa
            draft.nameEnglish = department.en
            draft.isOurs = true
            return draft
        }
        let theirs = cities.map { city in
            var draft = BodyDraft()
            draft.city = city.id
            draft.kind = .municipality
            let name = SampleWording.counterpart(in: city)
            draft.namePersian = name.fa
            draft.nameEnglish = name.en
            return draft
        }
        let ids = try Body.insert(theirs, in: change)
        return SampleMaker.Bodies(
            ours: try Body.insert(ours, in: change),
            theirs: Dictionary(zip(cities.map(\.id), ids), uniquingKeysWith: { first, _ in first }))
    }
}

extension AgreementSample.Outcome {
    fileprivate mutating func add(_ ties: [SampleTie]) {
        agreements += ties.count
        for tie in ties {
            clauses += tie.clauses.count
            actions += tie.actions.count
            evidence += tie.evidence.count
            claims += tie.claims.count
        }
    }
}

/// Numbers that are the same for the same seed (SplitMix64, S. Vigna).
struct SampleRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// Whether something happens that happens so many times in a hundred.
    mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &self)] }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

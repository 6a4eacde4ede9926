import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import Cities

@Suite("Bodies proposed for a clause")
struct BodyProposalTests {
    private static let clause = Clause(id: "c", number: 1, sector: "waste-management")
    private static let names = ["مدیریت پسماند", "waste management"]

    private static func precedent(
        _ body: String, clause: String, sector: String? = "waste-management", agreement: String = "other",
        isSamePartner: Bool = false
    ) -> BodyProposal.Precedent {
        BodyProposal.Precedent(
            clause: clause, body: body, sector: sector, agreement: agreement, isSamePartner: isSamePartner)
    }

    private static func proposed(
        _ candidates: [BodyProposal.Candidate], _ precedents: [BodyProposal.Precedent] = [], most: Int = 3
    ) -> [BodyProposal] {
        BodyProposal.proposals(
            for: clause, in: "this", sectorNames: names, among: candidates, precedents: precedents, most: most)
    }

    @Test("what was done for the same partner says more than a name, and a name more than a neighbouring clause")
    func order() {
        let found = Self.proposed(
            [
                .init(id: "beside", names: ["Sample office"]),
                .init(id: "named", names: ["سازمان نمونهٔ مدیریت پسماند"]),
                .init(id: "partner", names: ["Sample company"]), .init(id: "stranger", names: ["Sample parks"]),
            ],
            [
                Self.precedent("beside", clause: "b", sector: "culture", agreement: "this"),
                Self.precedent("partner", clause: "p", isSamePartner: true),
            ])
        #expect(found.map(\.body) == ["partner", "named", "beside"])
        #expect(found.map(\.score) == [4, 3, 1])
        #expect(
            found.map { $0.reasons.map(\.key) } == [
                ["agreements.proposal.partnerSector"], ["agreements.proposal.name"], ["agreements.proposal.agreement"],
            ])
    }

    @Test("without any ground nobody is proposed, and a word of the sector alone is no ground")
    func nothing() {
        #expect(Self.proposed([.init(id: "a", names: ["Management office"]), .init(id: "b", names: [])]).isEmpty)
        // The clause's own bodies are no precedent for it.
        #expect(Self.proposed([.init(id: "a", names: [])], [Self.precedent("a", clause: "c")]).isEmpty)
    }

    @Test("another precedent never lowers a body, and the order of what is known does not matter")
    func properties() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let candidates = (0..<6).map { BodyProposal.Candidate(id: "b\($0)", names: [], isParty: $0 == 3) }
            var known = (0..<Int.random(in: 0...12, using: &random)).map { number in
                Self.precedent(
                    "b\(Int.random(in: 0..<6, using: &random))", clause: "x\(number)",
                    sector: Bool.random(using: &random) ? "waste-management" : "culture",
                    agreement: Bool.random(using: &random) ? "this" : "other",
                    isSamePartner: Bool.random(using: &random))
            }
            let before = Self.proposed(candidates, known, most: 6)
            #expect(Self.proposed(candidates.reversed(), known.shuffled(using: &random), most: 6) == before)
            #expect(before.map(\.score) == before.map(\.score).sorted(by: >))
            let lucky = "b\(Int.random(in: 0..<6, using: &random))"
            known.append(Self.precedent(lucky, clause: "new", isSamePartner: true))
            let after = Self.proposed(candidates, known, most: 6)
            let old = before.first { $0.body == lucky }?.score ?? 0
            #expect((after.first { $0.body == lucky }?.score ?? -1) >= old)
        }
    }

    @Test("what is proposed is taken for all clauses in one step", arguments: OfficeUnderTest.engines)
    func page(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let parks = try await pages.body("Sample parks organisation")
            let secret = try await pages.body("Sample secret parks", secrecy: .restricted)
            let earlier = try await pages.agreement("Earlier", level: .executive)
            let document = try await pages.agreement("Document", level: .executive)
            try await pages.office.change { change in
                for (place, agreement) in [(1, earlier), (1, document), (2, document)] {
                    try RegisteredClause.add(
                        Clause(
                            id: Identifier.make(), number: place, texts: [.en: "Sample promise \(place)"],
                            sector: place == 1 ? "culture" : "tourism",
                            ourBodies: agreement.code == earlier.code ? [parks.id, secret.id] : []),
                        to: agreement, in: change)
                }
            }
            let officer = try await pages.officer(.en)
            try await officer.get(document.href)
            #expect(officer.html.contains("href=\"\(document.href)/bodies\""))
            let path = "\(document.href)/bodies"
            try await officer.get(path)
            #expect(officer.text.contains("Answers for 1 clause of this sector with the same partner."))
            #expect(!officer.text.contains("secret"))
            #expect(officer.value("ours1", of: path) == parks.id, "what was done before is chosen beforehand")
            #expect(officer.value("ours2", of: path) == "later")

            // Another body without a name, and one that was never proposed.
            #expect(try await officer.submit(path, ["theirs1": "another", "ours2": secret.id]) == 422)
            #expect(officer.error(at: "theirs1-body") != nil)
            #expect(officer.error(at: "ours2") != nil)
            #expect(
                try await officer.submit(
                    path, ["theirs1": "another", "theirs1-body-text": "Sample Seoul office", "ours2": "later"]) == 303)
            let clauses = try await pages.office.read { try Clause.all(of: document.agreement.id, on: $0) }
            #expect(clauses[0].ourBodies == [parks.id])
            #expect(clauses[0].theirBodies.count == 1)
            #expect(clauses[1].ourBodies.isEmpty)
            try await officer.get("\(document.href)/history")
            #expect(officer.text.contains("Sample parks organisation"))
        }
    }
}

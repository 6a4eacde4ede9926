import Cities
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Handing over")
struct HandoverTests {
    private static func person(_ name: String, at body: Body, in pages: PageOffice) async throws -> (Person, Post) {
        try await pages.office.change { change in
            var draft = PersonDraft()
            draft.nameEnglish = name
            let person = try Person.add(draft, in: change)
            var post = PostDraft()
            post.body = body.id
            post.titleEnglish = "Sample officer"
            return (person, try Post.add(post, to: person.id, for: .machine, in: change))
        }
    }

    @Test(
        "who leaves hands all open work to another in one step, and nothing stays behind",
        arguments: OfficeUnderTest.engines)
    func leaving(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let body = try await pages.body("Sample department")
            let (leaver, post) = try await Self.person("Sample Leaver", at: body, in: pages)
            let (heir, _) = try await Self.person("Sample Heir", at: body, in: pages)
            let document = try await pages.agreement(level: .executive)
            let clause = try await pages.clause(of: document, ours: [body.id])
            try await pages.action("First work", under: clause, owner: body.id, person: leaver.id)
            try await pages.action("Second work", under: clause, due: nil, person: leaver.id)
            let secret = try await pages.agreement("Secret", level: .executive, secrecy: .restricted)
            let hidden = try await pages.clause(of: secret)
            try await pages.action("Hidden work", under: hidden, person: leaver.id)

            let officer = try await pages.officer(.en)
            try await officer.get(leaver.href)
            #expect(officer.text.contains("2 open actions are owned by this person."))
            let end = "\(leaver.href)/posts/\(post.id)/end"
            try await officer.get(end)
            #expect(try await officer.submit(end, Browser.date("to", "2026", "11", "1")) == 303)
            let path = "\(leaver.href)/handover"
            #expect(officer.location == path)
            try await officer.get(path)
            #expect(officer.text.contains("2 open actions wait"))
            #expect(officer.text.contains("First work") && officer.text.contains("Second work"))
            #expect(!officer.text.contains("Hidden work"))
            #expect(officer.text.contains("1 more action is in an agreement that you may not see."))

            #expect(try await officer.submit(path, [:]) == 422)
            #expect(officer.error(at: "heir") != nil)
            #expect(try await officer.submit(path, ["heir": leaver.id, "heir-text": "Sample Leaver"]) == 422)
            #expect(try await officer.submit(path, ["heir": heir.id, "heir-text": "Sample Heir"]) == 303)
            let owners = try await pages.office.read { connection in
                try Action.all(of: document.agreement.id, on: connection).map(\.ownerPerson)
                    + Action.all(of: secret.agreement.id, on: connection).map(\.ownerPerson)
            }
            #expect(owners == [heir.id, heir.id, leaver.id])
            try await officer.get("\(document.href)/history")
            #expect(officer.text.contains("Sample Heir"))
            try await officer.get(path)
            #expect(officer.text.contains("No open action"))

            let viewer = try await pages.site.browser(as: .viewer)
            #expect(try await viewer.get(path) == 403)
        }
    }
}

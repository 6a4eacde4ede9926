import Foundation
import OfficeKit
import SQLStore
import Testing

@testable import Cities

@Suite("Pages of bodies and persons") struct ContactPageTests {
    /// A body in Seoul with a person in a post there.
    static func contacts(
        in office: Office, bodySecrecy: Secrecy = .office, personSecrecy: Secrecy = .office
    ) async throws -> (body: String, person: String, post: String) {
        try await office.change(by: TestOffice.author) { change in
            var body = BodyDraft()
            body.city = SampleTies.seoul
            body.kind = .chamber
            body.namePersian = "اتاق نمونهٔ سئول"
            body.nameEnglish = "Sample Chamber"
            body.web = "https://chamber.example"
            body.secrecy = bodySecrecy
            let made = try Body.add(body, in: change)
            var person = PersonDraft()
            person.nameEnglish = "Minji Sample"
            person.email = "minji@chamber.example"
            person.phone = "+82 2 0000 0000"
            person.secrecy = personSecrecy
            let who = try Person.add(person, in: change)
            var post = PostDraft()
            post.body = made.id
            post.titleEnglish = "Sample Secretary"
            post.from = PartialDay(iso: "2020")
            let everything = Viewer(account: "d", role: .deputy)
            return (made.id, who.id, try Post.add(post, to: who.id, for: everything, in: change).id)
        }
    }

    @Test("a body tells its facts, who works there and what it is responsible for")
    func body() async throws {
        try await CityBrowser.use { browser, office in
            let ids = try await Self.contacts(in: office)
            browser.become(.urbanOfficer, .en)
            try await browser.get("/bodies/\(ids.body)")
            for text in ["Sample Chamber", "Seoul", "Minji Sample", "Sample Secretary · since 2020", "Clause 7"] {
                #expect(browser.html.contains(text), "\(text)")
            }
            try await browser.get("/people/\(ids.person)")
            #expect(browser.html.contains("<a href=\"mailto:minji@chamber.example\"><bdi dir=\"ltr\">"))
            #expect(browser.html.contains("<a href=\"tel:+82200000000\"><bdi dir=\"ltr\">"))
            try await browser.get("/cities/\(SampleTies.seoul)")
            #expect(browser.html.contains("Sample Chamber") && browser.html.contains("Minji Sample"))
        }
    }

    @Test("what is restricted is nowhere to be seen for who may not see it")
    func restricted() async throws {
        try await CityBrowser.use { browser, office in
            let ids = try await Self.contacts(in: office, bodySecrecy: .restricted, personSecrecy: .restricted)
            let secrets = [
                "Sample Chamber", "اتاق نمون", "Minji", "Sample Secretary", ids.body, ids.person,
            ]
            let lists = [
                "/bodies", "/bodies?q=sample", "/bodies?city=\(SampleTies.seoul)", "/bodies/suggest?q=sample",
                "/bodies/suggest?q=%D8%A7%D8%AA%D8%A7%D9%82&side=theirs", "/people", "/people?q=minji",
                "/people?country=KR", "/people/suggest?q=minji", "/cities/\(SampleTies.seoul)",
                "/cities/\(SampleTies.seoul)/history", "/bodies?format=csv", "/people?format=csv",
            ]
            for role in [Role.urbanOfficer, .viewer] {
                for language in Language.allCases {
                    browser.become(role, language)
                    for path in lists {
                        let status = try await browser.get(path)
                        #expect(status == 200 || (role == .viewer && status == 403), "\(path)")
                        for secret in secrets { #expect(!browser.html.contains(secret), "\(path) shows \(secret)") }
                    }
                    for path in ["/bodies/\(ids.body)", "/people/\(ids.person)"] {
                        #expect(try await browser.get(path) == 404)
                        #expect(try await browser.get(path + "/history") == 404)
                        let edit = try await browser.get(path + "/edit")
                        #expect(edit == (role == .viewer ? 403 : 404))
                    }
                }
            }
            browser.become(.deputy, .en)
            for path in lists.dropLast(0) where !path.contains("%D8") {
                try await browser.get(path)
                #expect(secrets.contains { browser.html.contains($0) }, "the deputy sees it at \(path)")
            }
        }
    }

    @Test("what became restricted takes its past out of every history, and its posts off a person's page")
    func becameRestricted() async throws {
        try await CityBrowser.use { browser, office in
            let ids = try await Self.contacts(in: office)
            browser.become(.urbanOfficer, .en)
            try await browser.get("/cities/\(SampleTies.seoul)/history")
            #expect(browser.html.contains("اتاق نمون"))
            try await browser.get("/people/\(ids.person)/history")
            #expect(browser.html.contains("Sample Secretary"))
            try await office.change(by: TestOffice.author) { change in
                let deputy = Viewer(account: "d", role: .deputy)
                guard let body = try Body.find(ids.body, for: deputy, on: change.connection) else { return }
                var draft = BodyDraft(body)
                draft.secrecy = .restricted
                try Body.edit(ids.body, to: draft, for: deputy, in: change)
            }
            for path in [
                "/cities/\(SampleTies.seoul)/history", "/cities/\(SampleTies.seoul)", "/people/\(ids.person)",
                "/people/\(ids.person)/history", "/people",
            ] {
                #expect(try await browser.get(path) == 200)
                for secret in ["اتاق نمون", "Sample Chamber", "Sample Secretary", ids.body] {
                    #expect(!browser.html.contains(secret), "\(path) shows \(secret)")
                }
            }
            let post = "/people/\(ids.person)/posts/\(ids.post)"
            #expect(try await browser.get(post) == 404)
            browser.become(.deputy, .en)
            #expect(try await browser.get(post) == 200)
        }
    }

    @Test("a body is found by the beginnings of its words, on its side and in its city")
    func suggest() async throws {
        try await CityBrowser.use { browser, office in
            let ids = try await Self.contacts(in: office)
            func found(_ query: String) async throws -> [String] {
                try await browser.get("/bodies/suggest?\(query)")
                return try CityPageTests.items(browser.html).compactMap { $0["value"] }
            }
            for typed in ["sam", "chamb sample", "اتاق", "اتاق نمونه", "سئول"] {
                #expect(try await found("q=\(Query.encoded(typed))") == [ids.body], "\(typed)")
            }
            #expect(try await found("q=sam&side=theirs&city=\(SampleTies.seoul)") == [ids.body])
            #expect(try await found("q=sam&side=ours") == [])
            #expect(try await found("q=sam&city=\(CitySuggestTests.tehran)") == [])
            #expect(try await found("q=amber") == [])
            #expect(try await found("q=%25") == [])
        }
    }
}

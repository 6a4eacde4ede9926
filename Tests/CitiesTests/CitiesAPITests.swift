import HTTPTypes
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Cities

@Suite("Cities and contacts through the API")
struct CitiesAPITests {
    /// Serves an office with the sample's cities to programs.
    private static func serving(
        _ engine: Engine, _ body: @escaping @Sendable (TestSite) async throws -> Void
    ) async throws {
        try await OfficeUnderTest.use(engine, migrations: OfficeTables.migrations + CityMigrations.all) { office in
            _ = try await CityImport(folder: try TestOffice.sample.get()).run(in: office.office)
            try await office.browse(try office.server(desks: [CitiesDesk(ties: NoTies())]), body)
        }
    }

    @Test(
        "cities are found in both scripts, added and changed; a profile is written field by field",
        arguments: TestOffice.engines)
    func cities(engine: Engine) async throws {
        try await Self.serving(engine) { site in
            let officer = try await site.program()
            for query in ["q=Tehran", "q=%D8%AA%D9%87%D8%B1%D8%A7%D9%86", "q=tehr&country=IR"] {
                let found = try await officer.get("/cities?" + query)
                #expect(found.items.first?["id"] == 112_931, "\(query)")
            }
            let page = try await officer.get("/cities?limit=2&order=name&capitals=true&page=2")
            #expect(page.items.count == 2)
            #expect(page.text("next") == "/api/v1/cities?limit=2&order=name&capitals=true&page=3")
            for (query, field) in [("order=size", "order"), ("country=IRN", "country"), ("query=a", "query")] {
                let refused = try await officer.get("/cities?" + query)
                #expect(refused.wrong == [field], "\(query)")
            }

            let body = #"{"country": "IR", "name": {"en": "Newtown", "fa": "نوشهر نمونه"}, "population": 12000}"#
            let key = ["Idempotency-Key": "city-1"]
            let made = try await officer.ask(.post, "/cities", body, headers: key)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "/api/v1/cities/1000000000")
            let again = try await officer.ask(.post, "/cities", body, headers: key)
            #expect(again.headers[.location] == made.headers[.location])
            let wrong = try await officer.ask(
                .post, "/cities",
                #"{"country": "ZZ", "name": {"fa": "شهر"}, "latitude": 99, "longitude": 1, "timeZone": "Asia/Nowhere"}"#
            )
            #expect(wrong.wrong == ["name.en", "country", "latitude", "timeZone"])
            let changed = try await officer.ask(
                .put, "/cities/1000000000", #"{"country": "IR", "name": {"en": "Newtown"}, "tier": "county"}"#,
                headers: ["If-Match": made.headers[.eTag] ?? ""])
            #expect(changed.text("tier") == "county")
            let stale = try await officer.ask(
                .put, "/cities/1000000000", body, headers: ["If-Match": made.headers[.eTag] ?? ""])
            #expect(stale.status == 412)

            let profile = try await officer.ask(
                .put, "/cities/1000000000/profile/economy", #"{"text": {"en": "Fishing"}, "source": "Its council"}"#)
            #expect(profile.status == 200)
            let told = try await officer.get("/cities/1000000000/profile")
            #expect(
                told.body["statements"] == [
                    ["field": "economy", "text": ["en": "Fishing"], "source": "Its council"]
                ])
            let field = try await officer.ask(.put, "/cities/1000000000/profile/weather", #"{"text": {"en": "Mild"}}"#)
            #expect(field.status == 404)
            for path in ["/cities/1", "/cities/x", "/cities/99999999999999999999"] {
                let missing = try await officer.get(path)
                #expect(missing.status == 404, "\(path)")
            }
            let viewer = try await site.program(.viewer)
            let read = try await viewer.get("/cities/112931")
            #expect(read.status == 200)
            let write = try await viewer.ask(.post, "/cities", body)
            #expect(write.status == 403)
        }
    }

    @Test("a country's counterpart is said with its source, and taken back", arguments: TestOffice.engines)
    func countries(engine: Engine) async throws {
        try await Self.serving(engine) { site in
            let officer = try await site.program()
            let all = try await officer.get("/countries")
            #expect(all.items.count == 250)
            let unsaid = try await officer.ask(.put, "/countries/KR/counterpart", #"{"tier": "province"}"#)
            #expect(unsaid.wrong == ["source"])
            let said = try await officer.ask(
                .put, "/countries/KR/counterpart", #"{"tier": "province", "source": "The embassy"}"#)
            #expect(said.text("counterpartTier") == "province")
            let told = try await officer.get("/countries/KR")
            #expect(told.body == said.body)
            let back = try await officer.ask(.put, "/countries/KR/counterpart", "{}")
            #expect(back.text("counterpartTier") == nil)
            let unknown = try await officer.ask(.put, "/countries/ZZ/counterpart", "{}")
            #expect(unknown.status == 404)
        }
    }

    @Test(
        "bodies, persons and posts are kept; what is restricted is not there for others",
        arguments: TestOffice.engines)
    func contacts(engine: Engine) async throws {
        try await Self.serving(engine) { site in
            let officer = try await site.program()
            let deputy = try await site.program(.deputy)
            let body = try await officer.ask(
                .post, "/bodies", #"{"kind": "department", "name": {"en": "Parks"}, "city": 112931}"#)
            #expect(body.status == 201)
            #expect(body.text("country") == "IR")
            let id = body.text("id") ?? ""
            let wrong = try await officer.ask(
                .post, "/bodies", #"{"kind": "company", "name": {}, "city": 1, "web": "not a site"}"#)
            #expect(wrong.wrong == ["name.fa", "city", "web"])
            let changed = try await officer.ask(
                .put, "/bodies/\(id)", #"{"kind": "department", "name": {"en": "Parks and gardens"}, "city": 112931}"#)
            #expect(changed.body["name"] == ["en": "Parks and gardens"])
            let hidden = try await deputy.ask(
                .post, "/bodies", #"{"kind": "embassy", "name": {"en": "Hidden"}, "secrecy": "restricted"}"#)
            #expect(hidden.status == 201)
            let hiddenID = hidden.text("id") ?? ""
            let unseen = try await officer.get("/bodies/\(hiddenID)")
            #expect(unseen.status == 404)
            let list = try await officer.get("/bodies")
            #expect(list.items.compactMap { $0["id"] } == [.text(id)])
            let filtered = try await officer.get("/bodies?q=gard&side=theirs&kind=department")
            #expect(filtered.body["total"] == 1)
            let away = try await officer.ask(
                .put, "/bodies/\(id)", #"{"kind": "department", "name": {"en": "Parks"}, "secrecy": "restricted"}"#)
            #expect(away.wrong == ["secrecy"])

            let person = try await officer.ask(
                .post, "/people", #"{"name": {"fa": "شخص نمونه"}, "email": "sample@example.org"}"#)
            #expect(person.status == 201)
            let mistyped = try await officer.ask(.post, "/people", #"{"name": {"fa": "شخص"}, "email": "sample"}"#)
            #expect(mistyped.wrong == ["email"])
            let path = person.headers[.location] ?? ""
            let unknown = try await officer.ask(
                .post, path + "/posts", #"{"body": "\#(hiddenID)", "title": {"en": "Consul"}}"#)
            #expect(unknown.wrong == ["body"], "a body that may not be seen cannot be named")
            let post = try await officer.ask(
                .post, path + "/posts", #"{"body": "\#(id)", "title": {"en": "Head"}, "rank": 2, "from": "j1402"}"#)
            #expect(post.status == 201)
            #expect(post.body["isHeld"] == true)
            let ended = try await officer.ask(
                .put, post.headers[.location] ?? "",
                #"{"body": "\#(id)", "title": {"en": "Head"}, "rank": 2, "from": "j1402", "to": "2026-01"}"#)
            #expect(ended.body["isHeld"] == false)
            let reversed = try await officer.ask(
                .put, post.headers[.location] ?? "",
                #"{"body": "\#(id)", "title": {"en": "Head"}, "from": "2025", "to": "2024"}"#)
            #expect(reversed.wrong == ["to"])
            let posts = try await officer.get(path + "/posts")
            #expect(posts.items == [ended.body])
            let viewer = try await site.program(.viewer).get(path)
            #expect(viewer.status == 404, "contacts are the office's own matter")
        }
    }
}

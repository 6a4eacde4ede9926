import Foundation
import OfficeKit
import PersianText
import SQLStore
import Testing

@testable import Cities

@Suite("Cities and contacts in the office") struct CityStoreTests {
    @Test("a city that the office adds is found at once, also by a crowded beginning", arguments: TestOffice.engines)
    func addedCity(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        let added = try await office.change(by: TestOffice.author) { change in
            var draft = CityDraft()
            draft.country = "TJ"
            draft.nameEnglish = "Sanobod"
            draft.namePersian = "صنوبرآباد"
            draft.population = 90_000_000
            return try City.add(draft, in: change)
        }
        #expect(added.id == City.firstOfficeID && added.isOffices)
        for typed in ["Sanobod", "san", "s", "صنوبر آباد", "ص"] {
            let found = try await office.read { try CitySuggest.find(typed, limit: 30, on: $0) }
            #expect(found.contains { $0.city.id == added.id }, "\(typed)")
        }
        try await office.change(by: TestOffice.author) { change in
            var draft = CityDraft(added)
            draft.nameEnglish = "Nowruzobod"
            try City.edit(added.id, to: draft, in: change)
        }
        for typed in ["Nowruzobod", "Sanobod"] {
            let found = try await office.read { try CitySuggest.find(typed, on: $0) }
            #expect(found.first?.city.id == added.id, "an old name still finds the city: \(typed)")
        }
        let history = try await office.read {
            try Journal.history(of: (City.kind, String(added.id)), for: TestOffice.officer, on: $0)
        }
        #expect(history.map(\.action) == ["journal.city.edited", "journal.city.added"])
        #expect(history.first?.changes.map(\.field) == ["cities.field.name.en"])
        await office.store.close()
    }

    @Test("a city with wrong fields is refused with each field named, and nothing is written")
    func refused() async throws {
        let office = try await TestOffice.sampled()
        let failure = await #expect(throws: CityError.self) {
            try await office.change(by: TestOffice.author) { change in
                var draft = CityDraft()
                draft.country = "XX"
                draft.latitude = 91
                draft.longitude = 0
                draft.timeZone = "Mars/Olympus"
                _ = try City.add(draft, in: change)
            }
        }
        guard case .problems(let problems) = failure else {
            Issue.record("no problems were named")
            return
        }
        #expect(Set(problems.map(\.field)) == ["name-en", "country", "latitude", "timezone"])
        let count = try await office.read {
            try $0.value("SELECT COUNT(*) FROM city WHERE id >= \(City.firstOfficeID)", as: Int.self)
        }
        #expect(count == 0)
        await office.store.close()
    }

    @Test("the list filters, orders and pages, and pages together are the whole", arguments: TestOffice.engines)
    func list(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        var filter = CityFilter()
        filter.country = "IR"
        let iran = filter
        let (count, cities, rest) = try await office.read { connection in
            (
                try iran.count(on: connection), try iran.page(1, size: 10, on: connection),
                try (2...20).flatMap { try iran.page($0, size: 10, on: connection) }
            )
        }
        #expect(cities.first?.id == CitySuggestTests.tehran)
        #expect(cities.map(\.population) == cities.map(\.population).sorted(by: >))
        #expect(Set((cities + rest).map(\.id)).count == count)
        filter.order = .name
        let byName = filter
        let names = try await office.read { try byName.page(1, size: 100, on: $0).map { $0.name(in: .fa) } }
        let expected = names.map { (PersianText.sortKey($0), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
        #expect(names == expected.map(\.1))
        filter = CityFilter()
        filter.text = "تهر"
        let typed = filter
        let found = try await office.read { try typed.page(1, on: $0) }
        #expect(found.contains { $0.id == CitySuggestTests.tehran })
        filter = CityFilter()
        filter.capitalsOnly = true
        let capitals = filter
        #expect(try await office.read { try capitals.page(1, size: 30, on: $0) }.allSatisfy(\.isCapital))
        await office.store.close()
    }

    @Test(
        "a person holds several posts over time, and their history is read in one place", arguments: TestOffice.engines)
    func contacts(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        let (person, body) = try await office.change(by: TestOffice.author) { change in
            var body = BodyDraft()
            body.city = CitySuggestTests.tehran
            body.kind = .department
            body.namePersian = "ادارهٔ كل روابط"
            body.web = "tehran.ir"
            var person = PersonDraft()
            person.nameEnglish = "Sara Example"
            person.email = "sara@example.org"
            return (try Person.add(person, in: change), try Body.add(body, in: change))
        }
        #expect(body.namePersian == "ادارهٔ کل روابط")
        #expect(body.web == "https://tehran.ir" && body.country == "IR")
        let post = try await office.change(by: TestOffice.author) { change in
            var draft = PostDraft()
            draft.body = body.id
            draft.titleEnglish = "Head of protocol"
            draft.from = PartialDay(iso: "2020")
            return try Post.add(draft, to: person.id, for: TestOffice.officer, in: change)
        }
        try await office.change(by: TestOffice.author) { change in
            var ended = PostDraft(post)
            ended.to = PartialDay(iso: "2024-03")
            try Post.edit(post.id, to: ended, for: TestOffice.officer, in: change)
            var next = PostDraft()
            next.body = body.id
            next.titleEnglish = "Director"
            next.from = PartialDay(iso: "2024-04-01")
            _ = try Post.add(next, to: person.id, for: TestOffice.officer, in: change)
        }
        let (posts, history) = try await office.read { connection in
            (
                try Post.list(of: person.id, for: TestOffice.officer, on: connection),
                try Journal.history(of: (Person.recordKind, person.id), for: TestOffice.officer, on: connection)
            )
        }
        #expect(posts.count == 2)
        #expect(history.count == 4)
        await office.store.close()
    }

    @Test("contacts are the office's own matter, and restricted ones only the deputy's")
    func secrecy() async throws {
        let office = try await TestOffice.sampled()
        let ids = try await office.change(by: TestOffice.author) { change in
            try Secrecy.allCases.map { secrecy in
                var draft = PersonDraft()
                draft.namePersian = "نمونه"
                draft.secrecy = secrecy
                return try Person.add(draft, in: change).id
            }
        }
        func seen(_ viewer: Viewer) async throws -> [Bool] {
            try await office.read { connection in
                try ids.map { try Person.find($0, for: viewer, on: connection) != nil }
            }
        }
        #expect(PersonDraft().secrecy == .office)
        #expect(try await seen(Viewer(account: "v", role: .viewer)) == [true, false, false])
        #expect(try await seen(TestOffice.officer) == [true, true, false])
        #expect(try await seen(Viewer(account: "d", role: .deputy)) == [true, true, true])
        await office.store.close()
    }

    @Test("the office's wording of a place stands everywhere, and can be taken back", arguments: TestOffice.engines)
    func wording(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        let id: Int64 = 281_184
        let usual = try await office.read { try City.find(id, on: $0)?.namePersian }
        try await office.change(by: TestOffice.author) { try PlaceWording.set(city: id, .fa, to: "بیت‌المقدس", in: $0) }
        let (named, found) = try await office.read { connection in
            (try City.find(id, on: connection), try CitySuggest.find("بیت المقدس", on: connection))
        }
        #expect(named?.namePersian == "بیت‌المقدس" && named?.namePersianSource == .office)
        #expect(found.first?.city.id == id)
        try await office.change(by: TestOffice.author) { try PlaceWording.set(city: id, .fa, to: nil, in: $0) }
        let back = try await office.read { try City.find(id, on: $0) }
        #expect(back?.namePersian == usual && back?.namePersianSource == .cldr)
        try await office.change(by: TestOffice.author) {
            try PlaceWording.set(country: "TW", .en, to: "Taiwan, China", in: $0)
        }
        #expect(try await office.read { try Country.find("TW", on: $0)?.nameEnglish } == "Taiwan, China")
        #expect(try await office.read { try PlaceWording.all(on: $0).map(\.place) } == ["TW"])
        await office.store.close()
    }

    @Test("a profile keeps each field with its source, and an emptied field is gone")
    func profile() async throws {
        let office = try await TestOffice.sampled()
        let id = CitySuggestTests.tehran
        try await office.change(by: TestOffice.author) { change in
            try CityProfile.set(
                .economy, of: id, persian: "خدمات", english: nil, source: "سالنامهٔ آماری", in: change)
        }
        let profile = try await office.read { try CityProfile.of(id, on: $0) }
        #expect(profile.statement(of: .economy)?.text(in: .en)?.language == .fa)
        #expect(profile.statement(of: .economy)?.source == "سالنامهٔ آماری")
        try await office.change(by: TestOffice.author) { change in
            try CityProfile.set(.economy, of: id, persian: " ", english: "", source: "x", in: change)
        }
        #expect(try await office.read { try CityProfile.of(id, on: $0).statements.isEmpty })
        await office.store.close()
    }

    @Test("an office has one city of its own")
    func own() async throws {
        let office = try await TestOffice.sampled()
        for id in [CitySuggestTests.saoPaulo, CitySuggestTests.tehran] {
            try await office.change(by: TestOffice.author) { try City.setOwn(id, in: $0) }
            #expect(try await office.read { try City.own(on: $0)?.id } == id)
        }
        await office.store.close()
    }
}

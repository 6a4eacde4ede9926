import OfficeKit
import SQLStore
import Testing

@testable import Cities

@Suite("Contacts in the store") struct ContactStoreTests {
    private static let deputy = Viewer(account: "d", role: .deputy)

    @Test("bodies and persons are filtered, ordered and paged alike on both engines", arguments: TestOffice.engines)
    func filters(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        let names = ["سازمان نرم‌افزار", "اتاق بازرگانی", "ادارهٔ آب", "Water Board", "Chamber"]
        let ids = try await office.change(by: TestOffice.author) { change in
            try names.enumerated().map { index, name in
                var body = BodyDraft()
                if index < 3 { body.namePersian = name } else { body.nameEnglish = name }
                body.kind = index.isMultiple(of: 2) ? .department : .chamber
                body.city = index < 3 ? CitySuggestTests.tehran : SampleTies.seoul
                body.isOurs = index < 3
                body.secrecy = index == 1 ? .restricted : .office
                let made = try Body.add(body, in: change)
                var person = PersonDraft()
                person.nameEnglish = "Sample \(index)"
                let who = try Person.add(person, in: change)
                var post = PostDraft()
                post.body = made.id
                post.titleEnglish = "Post \(index)"
                _ = try Post.add(post, to: who.id, for: Self.deputy, in: change)
                return made.id
            }
        }
        func found(_ viewer: Viewer, _ change: (inout BodyFilter) -> Void) async throws -> Set<Int> {
            var filter = BodyFilter()
            change(&filter)
            let wanted = filter
            let (bodies, count) = try await office.read { connection in
                (try wanted.page(1, for: viewer, on: connection), try wanted.count(for: viewer, on: connection))
            }
            #expect(bodies.count == count)
            return Set(bodies.compactMap { ids.firstIndex(of: $0.id) })
        }
        #expect(try await found(Self.deputy) { _ in } == [0, 1, 2, 3, 4])
        #expect(try await found(TestOffice.officer) { _ in } == [0, 2, 3, 4])
        #expect(try await found(TestOffice.officer) { $0.side = .ours } == [0, 2])
        #expect(try await found(TestOffice.officer) { $0.side = .theirs } == [3, 4])
        #expect(try await found(TestOffice.officer) { $0.kind = .chamber } == [3])
        #expect(try await found(TestOffice.officer) { $0.city = SampleTies.seoul } == [3, 4])
        #expect(try await found(TestOffice.officer) { $0.country = "IR" } == [0, 2])
        // A compound is one word or two; a word is known by its beginning, in any case.
        for typed in ["نرم افزار", "نرمافزار", "نرم\u{200C}افزار", "سازمان نرم"] {
            #expect(try await found(TestOffice.officer) { $0.text = typed } == [0], "\(typed)")
        }
        #expect(try await found(TestOffice.officer) { $0.text = "WAT" } == [3])
        #expect(try await found(TestOffice.officer) { $0.text = "oard" } == [])
        #expect(try await found(TestOffice.officer) { $0.text = "%" } == [])
        #expect(try await found(TestOffice.officer) { $0.text = "اتاق" } == [])

        let order = try await office.read { connection in
            var filter = BodyFilter()
            filter.language = .fa
            let rising = try filter.page(1, for: Self.deputy, on: connection).map(\.id)
            filter.isReversed = true
            return (rising, try filter.page(1, for: Self.deputy, on: connection).map(\.id))
        }
        #expect(order.0 == order.1.reversed())
        let persons = try await office.read { connection in
            var filter = PersonFilter()
            filter.country = "IR"
            return (
                try filter.page(1, for: TestOffice.officer, on: connection).compactMap(\.nameEnglish),
                try filter.count(for: Self.deputy, on: connection)
            )
        }
        #expect(persons.0 == ["Sample 0", "Sample 2"], "a post at a hidden body says nothing of the person")
        #expect(persons.1 == 3)
        await office.store.close()
    }

    @Test("a post is as secret as the stricter of its person and its body", arguments: TestOffice.engines)
    func secrecy(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        let person = try await office.change(by: TestOffice.author) { change in
            var body = BodyDraft()
            body.nameEnglish = "Sample"
            body.secrecy = .restricted
            let made = try Body.add(body, in: change)
            var person = PersonDraft()
            person.nameEnglish = "Person"
            person.secrecy = .everyone
            let who = try Person.add(person, in: change)
            var post = PostDraft()
            post.body = made.id
            post.titleEnglish = "Hidden post"
            _ = try Post.add(post, to: who.id, for: Self.deputy, in: change)
            return who.id
        }
        func labels(_ viewer: Viewer) async throws -> [String] {
            try await office.read { connection in
                try Journal.history(of: (Person.recordKind, person), for: viewer, on: connection).map(\.subject.label)
            }
        }
        #expect(try await labels(Self.deputy) == ["Hidden post", "Person"])
        #expect(try await labels(TestOffice.officer) == ["Person"])
        let holders = try await office.read { connection in
            (
                try Holder.list(of: [person], for: TestOffice.officer, on: connection).count,
                try Holder.list(of: [person], for: Self.deputy, on: connection).count
            )
        }
        #expect(holders == (0, 1))
        await office.store.close()
    }
}

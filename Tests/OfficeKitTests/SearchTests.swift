import Foundation
import OfficeTesting
import PersianText
import SQLStore
import Testing

@testable import OfficeKit

@Suite("Search over all kinds")
struct SearchTests {
    private static func entry(
        _ id: String, kind: String = "agreement", secrecy: Secrecy = .everyone, under: Subject? = nil,
        fa: String? = nil, en: String? = nil, code: String? = nil, text: String = ""
    ) -> SearchEntry {
        SearchEntry(
            kind: kind, id: id, secrecy: secrecy, under: under, href: "/\(kind)s/\(id)", titlePersian: fa,
            titleEnglish: en, code: code, text: text)
    }

    private static func put(_ entries: [SearchEntry], into office: OfficeUnderTest) async throws {
        try await office.change { change in
            for entry in entries { try change.index(entry) }
            change.nothingChanged()
        }
    }

    private static func search(
        _ typed: String, in office: OfficeUnderTest, for viewer: Viewer = .machine, kind: String? = nil,
        window: Range<Int> = 0..<100
    ) async throws -> Search.Found {
        guard let query = SearchQuery(parsing: typed) else { return Search.Found() }
        return try await office.read {
            try Search(query: query, viewer: viewer).find(kind: kind, window: window, on: $0)
        }
    }

    private static func ids(
        _ typed: String, in office: OfficeUnderTest, for viewer: Viewer = .machine
    ) async throws -> [String] {
        try await search(typed, in: office, for: viewer).hits.map(\.id)
    }

    @Test("the query set is found with precision .95 and recall .92 at least", arguments: OfficeUnderTest.engines)
    func querySet(engine: Engine) async throws {
        let documents = try SearchVectors.documents()
        let queries = try SearchVectors.queries()
        #expect(documents.count == 70)
        #expect(queries.count == 81)
        try await OfficeUnderTest.use(engine) { office in
            try await Self.put(
                documents.enumerated().map { number, text in Self.entry("\(number)", text: text) }, into: office)
            var hits = 0
            var wrong = 0
            var missed = 0
            for (typed, relevant) in queries {
                let found = Set(try await Self.ids(typed, in: office).compactMap { Int($0) })
                hits += found.intersection(relevant).count
                wrong += found.subtracting(relevant).count
                missed += relevant.subtracting(found).count
            }
            let precision = Double(hits) / Double(hits + wrong)
            let recall = Double(hits) / Double(hits + missed)
            #expect(precision >= 0.95, "\(precision)")
            #expect(recall >= 0.92, "\(recall)")
        }
    }

    @Test("title and code go before the text, and rarer words weigh more", arguments: OfficeUnderTest.engines)
    func ranked(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            let mentions = Array(repeating: "seoul", count: 40).joined(separator: " ")
            let padding = (1...60).map { "word\($0)" }.joined(separator: " ")
            try await Self.put(
                [
                    Self.entry("text", text: mentions), Self.entry("passing", text: "seoul " + padding),
                    Self.entry("long", en: "Seoul and many more cities of one long title about " + padding),
                    Self.entry("title", en: "Seoul"),
                ] + (1...20).map { Self.entry("common\($0)", text: "metro cooperation") }
                    + [
                        Self.entry("rare", text: "metro desalination \(padding)"),
                        Self.entry("both", en: "Metro", text: "nothing else"),
                    ], into: office)
            let seoul = try await Self.ids("seoul", in: office)
            #expect(seoul == ["title", "long", "text", "passing"])
            let counts = try await Self.search("metro", in: office, window: 0..<3)
            #expect(counts.total == 22)
            #expect(counts.hits.first?.id == "both")
            #expect(counts.hits.count == 3)
            // A word that one record has outweighs one that all have.
            let rare = SearchTerms.weight(in: 1, of: 26)
            #expect(rare > 5 * SearchTerms.weight(in: 22, of: 26))
        }
    }

    @Test(
        "a code is found as people write it", arguments: OfficeUnderTest.engines,
        ["AGR-0042", "agr-0042", "AGR‑۰۰۴۲", "agr ۰۰۴۲", "agr0042", "۰۰۴۲", "AGR-42", "42"])
    func code(engine: Engine, typed: String) async throws {
        try await OfficeUnderTest.use(engine) { office in
            try await Self.put(
                (40...44).map { Self.entry("\($0)", en: "Memorandum", code: "AGR-00\($0)") }
                    + [Self.entry("other", kind: "body", text: "house 42 of the street")], into: office)
            #expect(try await Self.ids(typed, in: office).first == "42")
        }
    }

    @Test("beginnings count only where fewer than three are found", arguments: OfficeUnderTest.engines)
    func prefixes(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            try await Self.put(
                [
                    Self.entry("1", text: "port"), Self.entry("2", text: "portal"), Self.entry("3", text: "porto"),
                    Self.entry("4", text: "tram"), Self.entry("5", text: "tram"), Self.entry("6", text: "tram"),
                    Self.entry("7", text: "tramway"),
                ], into: office)
            #expect(Set(try await Self.ids("port", in: office)) == ["1", "2", "3"])
            #expect(Set(try await Self.ids("tram", in: office)) == ["4", "5", "6"])
            // One letter begins everything.
            #expect(try await Self.ids("p", in: office).isEmpty)
        }
    }

    @Test("all words must be there, in one of their forms", arguments: OfficeUnderTest.engines)
    func severalWords(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            try await Self.put(
                [
                    Self.entry("both", fa: "تفاهم‌نامهٔ شهرداری طهران", text: "حمل‌ونقل عمومی"),
                    Self.entry("one", fa: "تفاهم نامه باکو"),
                    Self.entry("split", fa: "تهران", text: "متن تفاهمنامه‌ها"),
                ], into: office)
            #expect(Set(try await Self.ids("تفاهم‌نامه تهران", in: office)) == ["both", "split"])
            #expect(try await Self.ids("تهران حمل و نقل تفاهمنامه", in: office).contains("both"))
            #expect(try await Self.ids("تهران هیچ", in: office).isEmpty)
        }
    }

    @Test(
        "whatever is typed is answered, and is never an operator", arguments: OfficeUnderTest.engines,
        [
            "'; DROP TABLE search_token; --", "\"a\" OR *", "%", "_", "\\", "a\u{0}b", "😀", "ي\u{200C}ك", "\u{FDFA}",
            String(repeating: "ب", count: 200), Array(repeating: "واژه", count: 60).joined(separator: " "),
        ])
    func hostile(engine: Engine, typed: String) async throws {
        try await OfficeUnderTest.use(engine) { office in
            try await Self.put([Self.entry("1", fa: typed.replacing("\u{0}", with: ""), text: "متن")], into: office)
            let found = try await Self.search(typed, in: office)
            #expect(found.total == (SearchQuery(parsing: typed) == nil ? 0 : 1))
        }
    }

    @Test("a record is found by its new words alone, and not at all once it is out", arguments: OfficeUnderTest.engines)
    func changed(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            try await Self.put([Self.entry("1", fa: "مسکو"), Self.entry("2", fa: "باکو")], into: office)
            try await Self.put([Self.entry("1", fa: "آنکارا")], into: office)
            #expect(try await Self.ids("مسکو", in: office).isEmpty)
            #expect(try await Self.ids("آنکارا", in: office) == ["1"])
            // The same words again, for other eyes.
            try await Self.put([Self.entry("1", secrecy: .restricted, fa: "آنکارا")], into: office)
            let officer = try await office.viewer(.urbanOfficer)
            #expect(try await Self.ids("آنکارا", in: office, for: officer).isEmpty)
            try await office.change { change in
                try change.unindex(kind: "agreement", id: "1")
                try change.unindex(kind: "agreement", id: "nothing")
                change.nothingChanged()
            }
            #expect(try await Self.ids("آنکارا", in: office).isEmpty)
            let rows: [Int?] = try await office.read { connection in
                [
                    try connection.value("SELECT COUNT(*) FROM search_entry"),
                    try connection.value("SELECT COUNT(*) FROM search_text"),
                    try connection.value("SELECT COUNT(DISTINCT entry) FROM search_token"),
                ]
            }
            #expect(rows == [1, 1, 1])
        }
    }

    @Test("no one finds or counts what they may not see", arguments: OfficeUnderTest.engines)
    func secrecy(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            let parent = Subject(kind: "agreement", id: "restricted", label: "")
            try await Self.put(
                Secrecy.allCases.map { Self.entry($0.rawValue, secrecy: $0, fa: "بندر") } + [
                    Self.entry("clause", kind: "clause", secrecy: .restricted, under: parent, fa: "بندر")
                ], into: office)
            let all: Set<String> = ["public", "office", "restricted", "clause"]
            let seen: [Role: Set<String>] = [
                .administrator: all, .deputy: all, .viewer: ["public"], .urbanOfficer: ["public", "office"],
                .editor: ["public", "office"],
            ]
            for (role, expected) in seen {
                let found = try await Self.search("بندر", in: office, for: try await office.viewer(role))
                #expect(Set(found.hits.map(\.id)) == expected, "\(role)")
                #expect(found.total == expected.count, "\(role)")
            }
            let editor = try await office.account(.editor)
            try await office.change { change in
                try change.connection.execute(
                    """
                    INSERT INTO secrecy_exception (kind, subject_id, account_id)
                    VALUES ('agreement', 'restricted', \(editor))
                    """)
                change.nothingChanged()
            }
            #expect(Set(try await Self.ids("بندر", in: office, for: try await office.viewer(.editor))) == all)
            let officer = try await office.viewer(.urbanOfficer)
            #expect(try await Self.ids("بندر", in: office, for: officer).count == 2)
        }
    }

    @Test("the search can be built anew from the desks' records", arguments: OfficeUnderTest.engines)
    func rebuilt(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            try await Self.put([Self.entry("old", fa: "کهنه")], into: office)
            let count = try await office.office.rebuildSearch(of: [SampleDesk()], by: .command("test"))
            #expect(count == 1)
            #expect(try await Self.ids("کهنه", in: office).isEmpty)
            #expect(try await Self.ids("نمونه", in: office) == ["sample"])
        }
    }
}

/// A desk with one record.
struct SampleDesk: Desk {
    static func resources() throws -> ResourceFolder { try .ofNothing() }
    static var migrations: [SchemaMigration] { [] }
    var navigation: [NavigationEntry] { [] }
    var routes: [Route] { [] }

    func reindex(in change: Change) throws {
        try change.index(
            SearchEntry(
                kind: "body", id: "sample", secrecy: .everyone, href: "/bodies/sample", titlePersian: "نهاد نمونه"))
    }
}

/// The query set beside the checkout, as the engine's own tests read it.
enum SearchVectors {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/vectors/persian").standardizedFileURL

    static func documents() throws -> [String] {
        try list("fts_corpus.json").compactMap { $0.first as? String }
    }

    static func queries() throws -> [(typed: String, relevant: Set<Int>)] {
        try list("fts_labels.json").compactMap { row in
            guard let typed = row.first as? String, row.count > 1, let relevant = row[1] as? [Int] else { return nil }
            return (typed, Set(relevant))
        }
    }

    private static func list(_ name: String) throws -> [[Any]] {
        let data = try Data(contentsOf: folder.appending(path: name))
        return try JSONSerialization.jsonObject(with: data) as? [[Any]] ?? []
    }
}

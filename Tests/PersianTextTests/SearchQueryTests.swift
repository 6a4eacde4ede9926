import Testing

@testable import PersianText

@Suite("Search")
struct SearchQueryTests {
    struct Document: Decodable {
        let text: String
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            text = try list.decode(String.self)
        }
    }

    struct Labelled: Decodable {
        let query: String
        let relevant: Set<Int>
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            query = try list.decode(String.self)
            relevant = Set(try list.decode([Int].self))
        }
    }

    @Test("the query set is found with precision .95 and recall .92 at least")
    func querySet() throws {
        let documents = try Vectors.json("fts_corpus.json", as: [Document].self)
            .map { Set(PersianText.documentTokens(of: $0.text)) }
        let queries = try Vectors.json("fts_labels.json", as: [Labelled].self)
        #expect(documents.count == 70)
        #expect(queries.count == 81)
        var hits = 0
        var wrong = 0
        var missed = 0
        for labelled in queries {
            let query = try #require(SearchQuery(parsing: labelled.query))
            let found = Set(documents.indices.filter { query.matches(documents[$0]) })
            hits += found.intersection(labelled.relevant).count
            wrong += found.subtracting(labelled.relevant).count
            missed += labelled.relevant.subtracting(found).count
        }
        let precision = Double(hits) / Double(hits + wrong)
        let recall = Double(hits) / Double(hits + missed)
        #expect(precision >= 0.95, "\(precision)")
        #expect(recall >= 0.92, "\(recall)")
    }

    @Test("what is typed is never an operator", arguments: ["\" OR *", "NEAR(", "a AND", "t:foo", "علی\"", "x' | 'y"])
    func injection(typed: String) {
        guard let query = SearchQuery(parsing: typed) else { return }
        for word in query.words { #expect(word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }) }
    }

    @Test("nothing is searched where nothing was typed", arguments: ["", "  ", "***", "\u{200C}", "(", "-"])
    func empty(typed: String) {
        #expect(SearchQuery(parsing: typed) == nil)
    }

    @Test("marked pieces are the text, and the marks are on what was found")
    func highlighting() throws {
        let query = try #require(SearchQuery(parsing: "تفاهمنامه تهران"))
        let text = "متن تفاهم‌نامهٔ شهرداری طهران، ۱۴۰۳"
        let segments = Highlighter(query).segments(of: text)
        #expect(segments.map(\.text).joined() == text)
        #expect(segments.filter(\.isHit).map(\.text) == ["تفاهم‌نامهٔ", "طهران"])
        for sample in TextTests.samples(1000) {
            let joined = Highlighter(query).segments(of: sample).map(\.text).joined()
            #expect(Array(joined.utf8) == Array(sample.utf8))
        }
    }

    @Test("a snippet holds the hit")
    func snippet() throws {
        let query = try #require(SearchQuery(parsing: "needle"))
        let text = (0..<200).map { $0 == 120 ? "needle" : "hay\($0)" }.joined(separator: " ")
        let snippet = Highlighter(query).snippet(of: text)
        #expect(snippet.contains { $0.isHit && $0.text == "needle" })
        #expect(snippet.map(\.text).joined().count < 300)
    }
}

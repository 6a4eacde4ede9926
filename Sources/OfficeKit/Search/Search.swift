import PersianText
import SQLStore

/// The search over all kinds, as a viewer may see it.
///
/// A text is found when it has all words of one reading of what was typed (``SearchQuery``). The reading's rarest word
/// is looked up first and the others are asked for the records it leads to, so that a search costs what its rarest
/// word costs. Where fewer than three records are found, words count as beginnings too.
struct Search {
    /// What a search found.
    struct Found: Sendable {
        /// How many of each kind, on all pages.
        var counts: [String: Int] = [:]
        /// One page, the best first.
        var hits: [Hit] = []

        var total: Int { counts.values.reduce(0, +) }
    }

    /// A record that was found.
    struct Hit: Sendable, RowReadable {
        let kind: String
        let id: String
        let secrecy: Secrecy
        let href: String
        let titlePersian: String?
        let titleEnglish: String?
        let code: String?
        let text: String
        let score: Int

        init(row: Row) throws {
            kind = try row["kind"]
            id = try row["subject_id"]
            secrecy = try row["secrecy"]
            href = try row["href"]
            titlePersian = try row["title_fa"]
            titleEnglish = try row["title_en"]
            code = try row["code"]
            text = try row["text"]
            score = try row["score"]
        }
    }

    /// With fewer records than these, beginnings of words are looked for too.
    private static let enough = 3
    /// A word in more records than these is simply frequent.
    private static let counted = 20_000

    let query: SearchQuery
    let viewer: Viewer

    /// - Parameters:
    ///   - kind: of the page; all kinds are counted in any case.
    ///   - window: which of the records found are wanted, by their rank from 0.
    func find(kind: String? = nil, window: Range<Int>, on connection: any SQLConnection) throws -> Found {
        let exact = try readings(isPrefix: false, on: connection)
        var found = try counts(of: exact, on: connection)
        var readings = exact
        if found.total < Self.enough {
            readings += try self.readings(isPrefix: true, on: connection)
            if readings.count > exact.count { found = try counts(of: readings, on: connection) }
        }
        let wanted = kind.map { found.counts[$0] ?? 0 } ?? found.total
        if wanted > 0, !window.isEmpty, window.lowerBound < wanted {
            let ofKind: SQL = kind.map { "AND search_entry.kind = \($0)" } ?? ""
            found.hits = try connection.rows(
                """
                SELECT search_entry.kind, search_entry.subject_id, search_entry.secrecy, href, title_fa, title_en,
                    code, text, score
                FROM (\(fragment: Self.hits(of: readings))) AS hit
                JOIN search_entry ON search_entry.number = hit.entry
                JOIN search_text ON search_text.entry = hit.entry
                WHERE \(fragment: seen) \(fragment: ofKind)
                ORDER BY score DESC, hit.entry DESC LIMIT \(window.count) OFFSET \(window.lowerBound)
                """, as: Hit.self)
        }
        return found
    }

    private var seen: SQL {
        viewer.sees(
            table: "search_entry", kindColumn: "kind", id: "subject_id", parentKind: "parent_kind",
            parentID: "parent_id")
    }

    private func counts(of readings: [Reading], on connection: any SQLConnection) throws -> Found {
        guard !readings.isEmpty else { return Found() }
        var found = Found()
        for row in try connection.rows(
            """
            SELECT search_entry.kind AS kind, COUNT(*) AS number FROM (\(fragment: Self.hits(of: readings))) AS hit
            JOIN search_entry ON search_entry.number = hit.entry
            WHERE \(fragment: seen) GROUP BY search_entry.kind
            """)
        {
            found.counts[try row["kind"]] = try row["number"] as Int
        }
        return found
    }
}

extension Search {
    /// A word in its forms, any of which will do.
    private struct Word {
        let keys: [[UInt8]]
        let isPrefix: Bool
        /// How many records have it, about.
        let frequency: Int
        let weight: Int

        /// The condition on a row of `search_token` under an alias.
        func condition(_ alias: String) -> SQL {
            guard isPrefix else { return "\(identifier: alias).token IN \(list: keys)" }
            let ranges = keys.map { key -> SQL in
                """
                (\(identifier: alias).token >= \(key) AND \(identifier: alias).token < \(Search.end(of: key)))
                """
            }
            return "(\(fragment: .joined(ranges, separator: " OR ")))"
        }
    }

    /// Words that must all be there, the rarest first.
    private typealias Reading = [Word]

    /// The readings that can find anything at all.
    private func readings(isPrefix: Bool, on connection: any SQLConnection) throws -> [Reading] {
        let words = Set(query.readings.joined())
        let forms = Array(Set(words.joined()))
        let frequencies = try frequencies(of: forms, isPrefix: isPrefix, on: connection)
        let all: Int = try connection.value("SELECT MAX(number) FROM search_entry") ?? 0
        var known: [Set<String>: Word] = [:]
        for word in words {
            let frequency = word.reduce(0) { $0 + (frequencies[$1] ?? 0) }
            known[word] = Word(
                keys: word.map { SearchTerms.key(of: $0) }, isPrefix: isPrefix, frequency: frequency,
                weight: SearchTerms.weight(in: frequency, of: all))
        }
        return query.readings.compactMap { reading in
            let words = reading.compactMap { known[$0] }.sorted { $0.frequency < $1.frequency }
            return words.contains { $0.frequency == 0 } ? nil : words
        }
    }

    /// How many records have each form, in one statement.
    private func frequencies(
        of forms: [String], isPrefix: Bool, on connection: any SQLConnection
    ) throws -> [String: Int] {
        // One letter begins too many words to mean any of them.
        let forms = isPrefix ? forms.filter { $0.unicodeScalars.count > 1 } : forms
        guard !forms.isEmpty else { return [:] }
        let parts = forms.enumerated().map { place, form -> SQL in
            let word = Word(keys: [SearchTerms.key(of: form)], isPrefix: isPrefix, frequency: 0, weight: 0)
            return """
                (SELECT COUNT(*) FROM (SELECT 1 FROM search_token AS t WHERE \(fragment: word.condition("t"))
                 LIMIT \(Self.counted)) AS counted) AS \(identifier: "n\(place)")
                """
        }
        guard let row = try connection.first("SELECT \(fragment: .joined(parts, separator: ", "))") else { return [:] }
        var frequencies: [String: Int] = [:]
        for (place, form) in forms.enumerated() { frequencies[form] = try row["n\(place)"] as Int }
        return frequencies
    }

    /// The records of all readings with their best score. All figures are whole, so that both engines rank alike.
    private static func hits(of readings: [Reading]) -> SQL {
        let parts = readings.map { reading -> SQL in
            let aliases = reading.indices.map { "g\($0)" }
            let score = zip(aliases, reading).map { alias, word -> SQL in
                "\(identifier: alias).impact * \(word.weight)"
            }
            let tables = aliases.map { alias -> SQL in "search_token AS \(identifier: alias)" }
            let conditions = zip(aliases, reading).enumerated().map { place, pair -> SQL in
                let condition = pair.1.condition(pair.0)
                return place == 0 ? condition : "\(identifier: pair.0).entry = g0.entry AND \(fragment: condition)"
            }
            // SQLite keeps the order of a CROSS JOIN, so that the rarest word leads.
            return """
                SELECT g0.entry AS entry, MAX(\(fragment: .joined(score, separator: " + "))) AS score
                FROM \(fragment: .joined(tables, separator: " CROSS JOIN "))
                WHERE \(fragment: .joined(conditions, separator: " AND ")) GROUP BY g0.entry
                """
        }
        return """
            SELECT entry, MAX(score) AS score FROM (\(fragment: .joined(parts, separator: " UNION ALL "))) AS found
            GROUP BY entry
            """
    }

    /// The first bytes after all words with this beginning. UTF-8 has no byte 0xFF, so the last can be raised.
    private static func end(of prefix: [UInt8]) -> [UInt8] {
        var end = prefix
        if let last = end.popLast() { end.append(last + 1) }
        return end
    }
}

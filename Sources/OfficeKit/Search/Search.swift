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

        init(row: Row) throws {
            kind = try row["kind"]
            id = try row["subject_id"]
            secrecy = try row["secrecy"]
            href = try row["href"]
            titlePersian = try row["title_fa"]
            titleEnglish = try row["title_en"]
            code = try row["code"]
            text = try row["text"]
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
    ///   - besides: ids of records, by kind, that are shown anyway and left out here.
    ///   - window: which of the records found are wanted, by their rank from 0.
    func find(
        kind: String? = nil, besides: [String: [String]] = [:], window: Range<Int>, on connection: any SQLConnection
    ) throws -> Found {
        let exact = try readings(isPrefix: false, on: connection)
        let found = try ranked(exact, kind: kind, besides: besides, window: window, on: connection)
        guard found.total < Self.enough else { return found }
        let prefixes = try readings(isPrefix: true, on: connection)
        guard !prefixes.isEmpty else { return found }
        return try ranked(exact + prefixes, kind: kind, besides: besides, window: window, on: connection)
    }

    /// Counts and ranks in one pass, for both cost a walk over all that is found; then reads the few of the page.
    private func ranked(
        _ readings: [Reading], kind: String?, besides: [String: [String]], window: Range<Int>,
        on connection: any SQLConnection
    ) throws -> Found {
        guard !readings.isEmpty else { return Found() }
        let ofKind: SQL = kind.map { "WHERE kind = \($0)" } ?? ""
        let seen = viewer.sees(
            table: "search_entry", kindColumn: "kind", id: "subject_id", parentKind: "parent_kind",
            parentID: "parent_id")
        let others = besides.keys.sorted().map { kind -> SQL in
            "AND NOT (search_entry.kind = \(kind) AND search_entry.subject_id IN \(list: besides[kind] ?? []))"
        }
        var found = Found()
        var order: [Int64] = []
        for row in try connection.rows(
            """
            WITH hit AS (
                SELECT found.entry AS entry, search_entry.kind AS kind, found.score AS score
                FROM (\(fragment: Self.hits(of: readings))) AS found
                JOIN search_entry ON search_entry.number = found.entry
                WHERE \(fragment: seen) \(fragment: .joined(others, separator: " "))
            ), page AS (
                SELECT entry, kind, score FROM hit \(fragment: ofKind)
                ORDER BY score DESC, entry DESC LIMIT \(window.count) OFFSET \(window.lowerBound)
            )
            SELECT 0 AS entry, kind, COUNT(*) AS number FROM hit GROUP BY kind
            UNION ALL SELECT entry, kind, score AS number FROM page ORDER BY 3 DESC, 1 DESC
            """)
        {
            let entry: Int64 = try row["entry"]
            if entry == 0 {
                found.counts[try row["kind"]] = try row["number"] as Int
            } else {
                order.append(entry)
            }
        }
        guard !order.isEmpty else { return found }
        var hits: [Int64: Hit] = [:]
        for row in try connection.rows(
            """
            SELECT search_entry.number, kind, subject_id, secrecy, href, title_fa, title_en, code, text
            FROM search_entry JOIN search_text ON search_text.entry = search_entry.number
            WHERE search_entry.number IN \(list: order)
            """)
        {
            hits[try row["number"]] = try Hit(row: row)
        }
        found.hits = order.compactMap { hits[$0] }
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
        ///
        /// - Parameter isLeading: whether it leads to the records, or is asked of those that were found by another word.
        func condition(_ alias: String, isLeading: Bool) -> SQL {
            guard isPrefix else { return "\(identifier: alias).token IN \(list: keys)" }
            let ranges = keys.map { key -> SQL in
                """
                (\(identifier: alias).token >= \(key) AND \(identifier: alias).token < \(Search.end(of: key)))
                """
            }
            let any: SQL = "(\(fragment: .joined(ranges, separator: " OR ")))"
            // SQLite would walk the whole range for each record instead of the few words of that record.
            return isLeading ? any : "CASE WHEN \(fragment: any) THEN 1 ELSE 0 END = 1"
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
                (SELECT COUNT(*) FROM (SELECT 1 FROM search_token AS t WHERE \(fragment: word.condition("t", isLeading: true))
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
                let condition = pair.1.condition(pair.0, isLeading: place == 0)
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

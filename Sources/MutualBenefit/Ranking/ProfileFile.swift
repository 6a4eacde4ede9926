import Foundation

/// Needs and offers of cities from a file, until the office has tables of its own for them.
///
/// A tab-separated file has a header and one need or offer on each line; needed columns are `city`, `side` (need or
/// offer) and `sector`, others are `name`, `country`, `mode`, `weight` (0 to 1), `dimension`, `workability` (0 to 1),
/// `goodwill` (-1 to 1), `tie` (yes or no) and `last_contact` (a date). A JSON file says the same city by city:
///
///     {"cities": [{"city": "1", "name": "…", "needs": [{"sector": "water", "mode": "know-how", "weight": 0.8}],
///                  "offers": [], "workability": 0.9, "goodwill": 0.2, "tie": true, "last_contact": "2025-04-01"}]}
public enum ProfileFile {
    /// - Parameters:
    ///   - file: its name, for errors; `.json` is read as JSON, everything else as tab-separated.
    ///   - today: the day from which the last contact is counted, as days since 1970.
    public static func book(from data: Data, file: String, today: Int) throws(MalformedMarket) -> ProfileBook {
        let bytes = try MarketText.bytes(of: data, file: file)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MalformedMarket(file: file, line: 1, reason: "This is not UTF-8 text.")
        }
        let isJSON = file.hasSuffix(".json") || file.hasSuffix(".json.gz")
        let entries =
            isJSON
            ? try JSONProfiles(file: file, today: today).entries(from: Data(bytes))
            : try TabbedProfiles(file: file, today: today).entries(from: text)
        guard !entries.isEmpty else { throw MalformedMarket(file: file, line: 1, reason: "The file has no city.") }
        return ProfileBook(entries)
    }

    /// Days since 1970 of an ISO date.
    static func day(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: "-")
        guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        // Howard Hinnant: days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    static func months(from day: Int, to today: Int) -> Double { Double(today - day) / 30.44 }
}

private struct TabbedProfiles {
    let file: String
    let today: Int

    private static let columns = [
        "city", "side", "sector", "name", "country", "mode", "weight", "dimension", "workability", "goodwill", "tie",
        "last_contact",
    ]

    func entries(from text: String) throws(MalformedMarket) -> [ProfileBook.Entry] {
        var places: [String: Int] = [:]
        var entries: [ProfileBook.Entry] = []
        var number: [String: Int] = [:]
        var line = 0
        for piece in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            line += 1
            if piece.allSatisfy(\.isWhitespace) || piece.first == "#" { continue }
            let cells = piece.split(separator: "\t", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if places.isEmpty {
                places = try header(cells, line: line)
                continue
            }
            func cell(_ name: String) -> String? {
                guard let place = places[name], place < cells.count, !cells[place].isEmpty else { return nil }
                return cells[place]
            }
            func fault(_ reason: String) -> MalformedMarket { MalformedMarket(file: file, line: line, reason: reason) }
            func bounded(_ name: String, _ range: ClosedRange<Double>) throws(MalformedMarket) -> Double? {
                guard let text = cell(name) else { return nil }
                guard let value = Double(text), range.contains(value) else {
                    throw fault("“\(text)” is no \(name): a number from \(range.lowerBound) to \(range.upperBound).")
                }
                return value
            }
            if cells.count > places.count { throw fault("There are more cells than the header has columns.") }
            guard let id = cell("city") else { throw fault("The city is missing.") }
            let index = numberOf(id, in: &number, entries: &entries)
            if let name = cell("name") { entries[index].city.name = name }
            if let country = cell("country") { entries[index].city.country = country }
            if let value = try bounded("workability", 0...1) { entries[index].standing.workability = value }
            if let value = try bounded("goodwill", -1...1) { entries[index].standing.goodwill = value }
            if let tie = cell("tie") {
                guard let value = Self.flags[tie.lowercased()] else { throw fault("“\(tie)” is neither yes nor no.") }
                entries[index].standing.hasTie = value
            }
            if let date = cell("last_contact") {
                guard let day = ProfileFile.day(date) else { throw fault("“\(date)” is no date like 2025-04-01.") }
                entries[index].standing.monthsSinceContact = ProfileFile.months(from: day, to: today)
            }
            guard let sector = cell("sector") else {
                // A line may tell of a city alone.
                if cell("side") != nil { throw fault("The sector is missing.") }
                continue
            }
            let topic = Topic(sector: sector, mode: cell("mode") ?? "")
            let weight = try bounded("weight", 0...1) ?? 1
            var dimension: Interest?
            if let text = cell("dimension") {
                dimension = Interest(rawValue: text.lowercased())
                if dimension == nil {
                    throw fault(
                        "“\(text)” is no dimension: \(Interest.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
            }
            switch cell("side")?.lowercased() {
            case "need": entries[index].needs.append((topic, weight, dimension))
            case "offer": entries[index].offers.append((topic, weight, dimension))
            case let side: throw fault("“\(side ?? "")” is no side: need or offer.")
            }
        }
        if places.isEmpty { throw MalformedMarket(file: file, line: max(1, line), reason: "The file has no header.") }
        return entries
    }

    private static let flags = ["yes": true, "true": true, "1": true, "no": false, "false": false, "0": false]

    private func header(_ cells: [String], line: Int) throws(MalformedMarket) -> [String: Int] {
        var places: [String: Int] = [:]
        for (place, name) in cells.enumerated() {
            let name = name.lowercased()
            guard Self.columns.contains(name) else {
                throw MalformedMarket(
                    file: file, line: line,
                    reason: "“\(name)” is no column; there are \(Self.columns.joined(separator: ", ")).")
            }
            guard places[name] == nil else {
                throw MalformedMarket(file: file, line: line, reason: "The column “\(name)” stands twice.")
            }
            places[name] = place
        }
        for needed in Self.columns.prefix(3) where places[needed] == nil {
            throw MalformedMarket(file: file, line: line, reason: "The column “\(needed)” is missing in the header.")
        }
        return places
    }

    private func numberOf(
        _ id: String, in number: inout [String: Int], entries: inout [ProfileBook.Entry]
    ) -> Int {
        if let known = number[id] { return known }
        number[id] = entries.count
        entries.append(.init(city: .init(id: id, name: id, country: "")))
        return entries.count - 1
    }
}

private struct JSONProfiles {
    let file: String
    let today: Int

    private struct Book: Decodable { var cities: [City] }

    private struct City: Decodable {
        var city: String
        var name: String?
        var country: String?
        var needs: [Wish]?
        var offers: [Wish]?
        var workability: Double?
        var goodwill: Double?
        var tie: Bool?
        var lastContact: String?

        enum CodingKeys: String, CodingKey {
            case city, name, country, needs, offers, workability, goodwill, tie
            case lastContact = "last_contact"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            // Numbers of cities are written as numbers by some.
            if let number = try? values.decode(Int.self, forKey: .city) {
                city = String(number)
            } else {
                city = try values.decode(String.self, forKey: .city)
            }
            name = try values.decodeIfPresent(String.self, forKey: .name)
            country = try values.decodeIfPresent(String.self, forKey: .country)
            needs = try values.decodeIfPresent([Wish].self, forKey: .needs)
            offers = try values.decodeIfPresent([Wish].self, forKey: .offers)
            workability = try values.decodeIfPresent(Double.self, forKey: .workability)
            goodwill = try values.decodeIfPresent(Double.self, forKey: .goodwill)
            tie = try values.decodeIfPresent(Bool.self, forKey: .tie)
            lastContact = try values.decodeIfPresent(String.self, forKey: .lastContact)
        }
    }

    private struct Wish: Decodable {
        var sector: String
        var mode: String?
        var weight: Double?
        var dimension: String?
    }

    func entries(from data: Data) throws(MalformedMarket) -> [ProfileBook.Entry] {
        let book: Book
        do {
            book = try JSONDecoder().decode(Book.self, from: data)
        } catch let error as DecodingError {
            throw fault(error)
        } catch {
            throw MalformedMarket(file: file, line: 1, reason: "This is no JSON.")
        }
        var seen: Set<String> = []
        var entries: [ProfileBook.Entry] = []
        for city in book.cities {
            func wrong(_ reason: String) -> MalformedMarket {
                MalformedMarket(file: file, line: 1, reason: "City “\(city.city)”: \(reason)")
            }
            guard seen.insert(city.city).inserted else { throw wrong("it stands twice.") }
            var entry = ProfileBook.Entry(
                city: .init(id: city.city, name: city.name ?? city.city, country: city.country ?? ""))
            func wishes(
                _ list: [Wish]?
            ) throws(MalformedMarket) -> [(topic: Topic, weight: Double, dimension: Interest?)] {
                var result: [(topic: Topic, weight: Double, dimension: Interest?)] = []
                for wish in list ?? [] {
                    let weight = wish.weight ?? 1
                    guard (0...1).contains(weight) else { throw wrong("a weight lies between 0 and 1.") }
                    let dimension = wish.dimension.map { Interest(rawValue: $0.lowercased()) }
                    if case .some(.none) = dimension { throw wrong("“\(wish.dimension ?? "")” is no dimension.") }
                    result.append((Topic(sector: wish.sector, mode: wish.mode ?? ""), weight, dimension ?? nil))
                }
                return result
            }
            entry.needs = try wishes(city.needs)
            entry.offers = try wishes(city.offers)
            let workability = city.workability ?? 1
            let goodwill = city.goodwill ?? 0
            guard (0...1).contains(workability) else { throw wrong("workability lies between 0 and 1.") }
            guard (-1...1).contains(goodwill) else { throw wrong("goodwill lies between -1 and 1.") }
            entry.standing = Standing(workability: workability, goodwill: goodwill, hasTie: city.tie ?? false)
            if let date = city.lastContact {
                guard let day = ProfileFile.day(date) else { throw wrong("“\(date)” is no date like 2025-04-01.") }
                entry.standing.monthsSinceContact = ProfileFile.months(from: day, to: today)
            }
            entries.append(entry)
        }
        return entries
    }

    private func fault(_ error: DecodingError) -> MalformedMarket {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        let reason: String
        switch error {
        case .keyNotFound(let key, let context): reason = "“\(key.stringValue)” is missing in \(path(context))."
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            reason = "What stands at \(path(context)) is of another kind than expected."
        default: reason = "This is no JSON of the expected form."
        }
        return MalformedMarket(file: file, line: 1, reason: reason)
    }
}

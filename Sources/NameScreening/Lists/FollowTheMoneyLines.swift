import Foundation

/// Entities of the FollowTheMoney model, one JSON object a line, as OpenSanctions and others publish them.
///
/// Read line by line, so that a file of any size can be read; entities that have no names (addresses, payments) are
/// passed over.
struct FollowTheMoneyLines {
    private struct Entity: Decodable {
        let id: String
        let schema: String
        let caption: String?
        let properties: [String: [String]]
        let datasets: [String]?
    }

    private static let kinds: [String: ListEntry.Kind] = [
        "Person": .person, "Company": .organisation, "Organization": .organisation, "LegalEntity": .organisation,
        "PublicBody": .organisation, "Vessel": .vessel, "Airplane": .aircraft,
    ]
    private static let longestLine = 8 << 20

    /// Reads a file and hands over each entry as it comes.
    static func read(_ url: URL, each body: (ListEntry) throws -> Void) throws {
        let file = url.lastPathComponent
        guard let handle = try? FileHandle(forReadingFrom: url) else {
            throw ListFault(file: file, reason: "the file cannot be read")
        }
        defer { try? handle.close() }
        let decoder = JSONDecoder()
        var rest: [UInt8] = []
        var line = 0
        while let chunk = try handle.read(upToCount: 1 << 18), !chunk.isEmpty {
            rest += chunk
            var start = 0
            while let end = rest[start...].firstIndex(of: 0x0A) {
                line += 1
                if let entry = try entry(rest[start..<end], decoder, file, line) { try body(entry) }
                start = end + 1
            }
            rest.removeFirst(start)
            guard rest.count <= longestLine else {
                throw ListFault(file: file, line: line + 1, reason: "the line is longer than 8 MB")
            }
        }
        if let entry = try entry(rest[...], decoder, file, line + 1) { try body(entry) }
    }

    private static func entry(
        _ bytes: ArraySlice<UInt8>, _ decoder: JSONDecoder, _ file: String, _ line: Int
    ) throws -> ListEntry? {
        guard bytes.contains(where: { $0 > 0x20 }) else { return nil }
        let entity: Entity
        do {
            entity = try decoder.decode(Entity.self, from: Data(bytes))
        } catch DecodingError.keyNotFound(let key, _) {
            throw ListFault(file: file, line: line, reason: "the entity has no “\(key.stringValue)”")
        } catch DecodingError.typeMismatch(_, let context) {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw ListFault(file: file, line: line, reason: "“\(path)” is of another type than the model says")
        } catch {
            throw ListFault(file: file, line: line, reason: "the line is no JSON object")
        }
        guard let kind = kinds[entity.schema] else { return nil }
        let values = entity.properties
        var names: [ListEntry.Name] = []
        for name in values["name"] ?? [entity.caption].compactMap(\.self) {
            names.append(ListEntry.Name(name, names.isEmpty ? .primary : .strong))
        }
        names += (values["alias"] ?? []).map { ListEntry.Name($0, .strong) }
        names += (values["previousName"] ?? []).map { ListEntry.Name($0, .strong) }
        names += (values["weakAlias"] ?? []).map { ListEntry.Name($0, .weak) }
        guard !names.isEmpty else { return nil }
        let countries = ["country", "nationality", "citizenship", "birthCountry", "jurisdiction", "flag"]
            .flatMap { values[$0] ?? [] }.map { $0.lowercased() }.filter { $0.utf8.count == 2 }
        return ListEntry(
            list: entity.datasets?.first ?? "ftm", number: entity.id, kind: kind, names: names,
            births: (values["birthDate"] ?? []).compactMap { BirthDate($0) }, countries: countries,
            programmes: (values["program"] ?? []) + (values["topics"] ?? []), remarks: values["notes"]?.first
        ).tidied()
    }
}

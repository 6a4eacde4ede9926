import Foundation

/// OFAC's `sdn.xml` and `consolidated.xml`.
enum OFACDocument {
    static func read(_ bytes: Data, file: String, list: String) throws -> [ListEntry] {
        var records = try XMLRecords(bytes, file: file, records: ["sdnEntry"])
        var entries: [ListEntry] = []
        while let record = try records.next() { entries.append(try entry(record, file: file, list: list)) }
        return entries
    }

    private static func entry(_ record: XMLNode, file: String, list: String) throws -> ListEntry {
        guard let number = record["uid"] else {
            throw ListFault(file: file, line: record.line, reason: "the entry has no uid")
        }
        guard let name = name(record) else {
            throw ListFault(file: file, line: record.line, reason: "the entry has no name")
        }
        var entry = ListEntry(
            list: list, number: number, kind: kind(record["sdnType"]), names: [ListEntry.Name(name, .primary)],
            programmes: record.all("program", in: "programList").map(\.trimmed), remarks: record["remarks"])
        for alias in record.all("aka", in: "akaList") {
            guard let name = self.name(alias) else { continue }
            entry.names.append(ListEntry.Name(name, alias["category"] == "weak" ? .weak : .strong))
        }
        entry.births = record.all("dateOfBirthItem", in: "dateOfBirthList")
            .compactMap { $0["dateOfBirth"].flatMap { BirthDate($0) } }
        for (item, list) in [
            ("nationality", "nationalityList"), ("citizenship", "citizenshipList"), ("address", "addressList"),
        ] {
            entry.countries += record.all(item, in: list).compactMap { $0["country"].flatMap(Countries.code) }
        }
        for place in record.all("placeOfBirthItem", in: "placeOfBirthList") {
            let country = place["placeOfBirth"]?.split(separator: ",").last.flatMap { Countries.code(of: String($0)) }
            if let country { entry.countries.append(country) }
        }
        return entry.tidied()
    }

    private static func name(_ node: XMLNode) -> String? {
        let parts = [node["lastName"], node["firstName"]].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static func kind(_ text: String?) -> ListEntry.Kind {
        switch text {
        case "Individual": .person
        case "Vessel": .vessel
        case "Aircraft": .aircraft
        default: .organisation
        }
    }
}

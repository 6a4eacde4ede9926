import Foundation

/// The consolidated list of the UN Security Council.
enum UNDocument {
    static func read(_ bytes: Data, file: String) throws -> [ListEntry] {
        var records = try XMLRecords(bytes, file: file, records: ["INDIVIDUAL", "ENTITY"])
        var entries: [ListEntry] = []
        while let record = try records.next() { entries.append(try entry(record, file: file)) }
        return entries
    }

    private static func entry(_ record: XMLNode, file: String) throws -> ListEntry {
        guard let number = record["REFERENCE_NUMBER"] ?? record["DATAID"] else {
            throw ListFault(file: file, line: record.line, reason: "the entry has no reference number")
        }
        let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].compactMap { record[$0] }
        guard !parts.isEmpty else {
            throw ListFault(file: file, line: record.line, reason: "the entry has no name")
        }
        let isPerson = record.name == "INDIVIDUAL"
        var entry = ListEntry(
            list: "un", number: number, kind: isPerson ? .person : .organisation,
            names: [ListEntry.Name(parts.joined(separator: " "), .primary)],
            programmes: [record["UN_LIST_TYPE"]].compactMap(\.self), remarks: record["COMMENTS1"])
        if let original = record["NAME_ORIGINAL_SCRIPT"] {
            // Several are given in one field, parted by a semicolon.
            for name in original.split(whereSeparator: { ";؛".contains($0) }) {
                entry.names.append(ListEntry.Name(name.trimmingCharacters(in: .whitespaces), .strong))
            }
        }
        let prefix = record.name
        for alias in record.all(prefix + "_ALIAS") {
            let quality: ListEntry.Name.Quality = alias["QUALITY"] == "Low" ? .weak : .strong
            for name in (alias["ALIAS_NAME"] ?? "").split(separator: ";") {
                entry.names.append(ListEntry.Name(name.trimmingCharacters(in: .whitespaces), quality))
            }
        }
        for birth in record.all("INDIVIDUAL_DATE_OF_BIRTH") { entry.births += births(birth) }
        for part in [prefix + "_ADDRESS", "INDIVIDUAL_PLACE_OF_BIRTH"] {
            entry.countries += record.all(part).compactMap { $0["COUNTRY"].flatMap(Countries.code) }
        }
        entry.countries += record.all("NATIONALITY").flatMap { $0.all("VALUE") }
            .compactMap { Countries.code(of: $0.trimmed) }
        return entry.tidied()
    }

    private static func births(_ node: XMLNode) -> [BirthDate] {
        let isApproximate = node["TYPE_OF_DATE"] == "APPROXIMATELY"
        if let date = node["DATE"], var birth = BirthDate(date) {
            birth.isApproximate = isApproximate
            return [birth]
        }
        if let year = node["YEAR"].flatMap({ Int($0) }) {
            return [BirthDate(year: year, isApproximate: isApproximate)].compactMap(\.self)
        }
        if let from = node["FROM_YEAR"].flatMap({ Int($0) }), let to = node["TO_YEAR"].flatMap({ Int($0) }) {
            return [BirthDate(year: (from + to) / 2, isApproximate: true)].compactMap(\.self)
        }
        return []
    }
}

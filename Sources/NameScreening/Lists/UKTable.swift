import Foundation

/// The United Kingdom's list in OFSI's CSV: one row for each name and each date, joined by the group's number.
enum UKTable {
    static func read(_ bytes: Data, file: String) throws -> [ListEntry] {
        var records = try CSVRecords.all(bytes, file: file)[...]
        if records.first?.fields.first == "Last Updated" { records.removeFirst() }
        guard let header = records.popFirst() else {
            throw ListFault(file: file, line: 1, reason: "there is no header")
        }
        var columns: [String: Int] = [:]
        // "Last Updated" names two columns; the first is as good.
        for (index, name) in header.fields.enumerated() where columns[name] == nil { columns[name] = index }
        for name in ["Name 6", "Group ID", "Group Type"] where columns[name] == nil {
            throw ListFault(file: file, line: header.line, reason: "the column “\(name)” is missing")
        }
        var order: [String] = []
        var known: [String: ListEntry] = [:]
        for record in records {
            func value(_ name: String) -> String? {
                guard let index = columns[name], index < record.fields.count else { return nil }
                let text = record.fields[index].trimmingCharacters(in: .whitespaces)
                return text.isEmpty ? nil : text
            }
            guard let number = value("Group ID") else {
                throw ListFault(file: file, line: record.line, reason: "the row has no Group ID")
            }
            // Name 6 is the family's name or the whole one.
            let parts = ["Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"].compactMap(value)
            guard !parts.isEmpty else { throw ListFault(file: file, line: record.line, reason: "the row has no name") }
            if known[number] == nil {
                order.append(number)
                let kind: ListEntry.Kind =
                    switch value("Group Type") {
                    case "Individual": .person
                    case "Ship": .vessel
                    default: .organisation
                    }
                known[number] = ListEntry(
                    list: "uk", number: number, kind: kind, names: [], remarks: value("Other Information"))
            }
            guard var entry = known[number] else { continue }
            let isPrimary = value("Alias Type").map { $0.hasPrefix("Prim") } ?? false
            let isWeak = value("Alias Quality")?.lowercased().contains("low") ?? false
            let name = ListEntry.Name(
                parts.joined(separator: " "), isWeak ? .weak : isPrimary ? .primary : .strong)
            if isPrimary { entry.names.insert(name, at: 0) } else { entry.names.append(name) }
            if let original = value("Name Non-Latin Script") { entry.names.append(ListEntry.Name(original, .strong)) }
            if let birth = value("DOB").flatMap({ BirthDate($0) }) { entry.births.append(birth) }
            entry.countries += ["Country of Birth", "Nationality", "Country"].compactMap(value)
                .compactMap(Countries.code)
            if let regime = value("Regime") { entry.programmes.append(regime) }
            known[number] = entry
        }
        return order.compactMap { known[$0]?.tidied() }
    }
}

import Foundation

/// OFAC's lists as comma-separated tables: entries, addresses, other names, and what did not fit into the remarks.
///
/// The files have no header; `-0- ` stands for nothing. Columns as in OFAC's "SDN data formats".
struct OFACTables {
    /// The entries' file, and those beside it that were found.
    let entries: URL
    let addresses: URL?
    let otherNames: URL?
    let comments: URL?
    let list: String

    func read() throws -> [ListEntry] {
        var order: [String] = []
        var known: [String: ListEntry] = [:]
        for record in try records(entries, columns: 12) {
            let fields = record.fields
            let number = try Self.number(fields[0], record, entries)
            guard known[number] == nil else {
                throw ListFault(
                    file: entries.lastPathComponent, line: record.line, reason: "the entry \(number) stands twice")
            }
            guard let name = Self.value(fields[1]) else {
                throw ListFault(file: entries.lastPathComponent, line: record.line, reason: "the entry has no name")
            }
            var entry = ListEntry(
                list: list, number: number, kind: Self.kind(Self.value(fields[2])),
                names: [ListEntry.Name(name, .primary)],
                programmes: (Self.value(fields[3]) ?? "").split(whereSeparator: { "[];".contains($0) })
                    .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty },
                remarks: Self.value(fields[11]))
            if let flag = Self.value(fields[8]), let country = Countries.code(of: flag) {
                entry.countries.append(country)
            }
            order.append(number)
            known[number] = entry
        }
        try addOtherNames(to: &known)
        try addAddresses(to: &known)
        try addComments(to: &known)
        return order.compactMap { known[$0] }.map { entry in
            var entry = entry
            OFACRemarks.read(entry.remarks ?? "", into: &entry)
            return entry.tidied()
        }
    }

    private func addOtherNames(to known: inout [String: ListEntry]) throws {
        guard let otherNames else { return }
        for record in try records(otherNames, columns: 4) {
            let number = try Self.number(record.fields[0], record, otherNames)
            guard let name = Self.value(record.fields[3]) else { continue }
            known[number]?.names.append(ListEntry.Name(name, .strong))
        }
    }

    private func addAddresses(to known: inout [String: ListEntry]) throws {
        guard let addresses else { return }
        for record in try records(addresses, columns: 5) {
            let number = try Self.number(record.fields[0], record, addresses)
            guard let country = Self.value(record.fields[4]).flatMap(Countries.code) else { continue }
            known[number]?.countries.append(country)
        }
    }

    private func addComments(to known: inout [String: ListEntry]) throws {
        guard let comments else { return }
        for record in try records(comments, columns: 2) {
            let number = try Self.number(record.fields[0], record, comments)
            guard let rest = Self.value(record.fields[1]) else { continue }
            let begun = known[number]?.remarks ?? ""
            known[number]?.remarks = begun + rest
        }
    }

    private func records(_ url: URL, columns: Int) throws -> [CSVRecords.Record] {
        let file = url.lastPathComponent
        let records = try CSVRecords.all(try ListFile.bytes(of: url), file: file)
        for record in records where record.fields.count < columns {
            throw ListFault(
                file: file, line: record.line,
                reason: "\(record.fields.count) columns where at least \(columns) are needed")
        }
        return records
    }

    private static func number(_ field: String, _ record: CSVRecords.Record, _ url: URL) throws -> String {
        let number = field.trimmingCharacters(in: .whitespaces)
        guard !number.isEmpty, number.allSatisfy(\.isASCII), Int(number) != nil else {
            throw ListFault(
                file: url.lastPathComponent, line: record.line,
                reason: "“\(number.prefix(40))” is no number of an entry")
        }
        return number
    }

    private static func value(_ field: String) -> String? {
        let text = field.trimmingCharacters(in: .whitespaces)
        return text.isEmpty || text == "-0-" ? nil : text
    }

    private static func kind(_ text: String?) -> ListEntry.Kind {
        switch text?.lowercased() {
        case "individual": .person
        case "vessel": .vessel
        case "aircraft": .aircraft
        default: .organisation
        }
    }
}

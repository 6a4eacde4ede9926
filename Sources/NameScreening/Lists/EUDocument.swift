import Foundation

/// The financial sanctions of the European Union, in the format of its FSF service.
enum EUDocument {
    static func read(_ bytes: Data, file: String) throws -> [ListEntry] {
        var records = try XMLRecords(bytes, file: file, records: ["sanctionEntity"])
        var entries: [ListEntry] = []
        while let record = try records.next() { entries.append(try entry(record, file: file)) }
        return entries
    }

    private static func entry(_ record: XMLNode, file: String) throws -> ListEntry {
        let reference = record.attributes["euReferenceNumber"].flatMap { $0.isEmpty ? nil : $0 }
        guard let number = reference ?? record.attributes["logicalId"] else {
            throw ListFault(file: file, line: record.line, reason: "the entry has neither reference nor logicalId")
        }
        var names: [ListEntry.Name] = []
        for alias in record.all("nameAlias") {
            let attributes = alias.attributes
            let parts = [attributes["firstName"], attributes["middleName"], attributes["lastName"]].compactMap(\.self)
            let whole = attributes["wholeName"] ?? ""
            let name = whole.isEmpty ? parts.filter { !$0.isEmpty }.joined(separator: " ") : whole
            guard !name.isEmpty else { continue }
            let isWeak = attributes["strong"] == "false"
            names.append(ListEntry.Name(name, isWeak ? .weak : names.isEmpty ? .primary : .strong))
        }
        guard !names.isEmpty else {
            throw ListFault(file: file, line: record.line, reason: "the entry has no name")
        }
        let code = record.all("subjectType").first?.attributes["code"]
        let countries = ["citizenship", "birthdate", "address"].flatMap { record.all($0) }
            .compactMap { $0.attributes["countryIso2Code"] }.filter { $0.count == 2 && $0 != "00" }
        let births = record.all("birthdate").compactMap { node -> BirthDate? in
            guard let year = node.attributes["year"].flatMap({ Int($0) }) else { return nil }
            return BirthDate(
                year: year, month: node.attributes["monthOfYear"].flatMap { Int($0) },
                day: node.attributes["dayOfMonth"].flatMap { Int($0) },
                isApproximate: node.attributes["circa"] == "true")
        }
        return ListEntry(
            list: "eu", number: number, kind: code == "person" ? .person : .organisation, names: names, births: births,
            countries: countries.map { $0.lowercased() },
            programmes: record.all("regulation").compactMap { $0.attributes["programme"] },
            remarks: record["remark"]
        ).tidied()
    }
}

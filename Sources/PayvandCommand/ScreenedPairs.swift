import Foundation
import NameScreening

/// A table of pairs of names, each judged, with how often the judgement agrees with what the table says.
struct ScreenedPairs {
    private struct Pair {
        let kind: NameKind
        let first: String
        let second: String
        let isMatch: Bool?
    }

    private let pairs: [Pair]

    /// - Throws: ``ListFault`` for what is no such table.
    init(reading url: URL) throws {
        let file = url.lastPathComponent
        guard let bytes = try? Data(contentsOf: url) else {
            throw ListFault(file: file, reason: "the file cannot be read")
        }
        let isTabbed = bytes.prefix { $0 != 0x0A }.contains(0x09)
        var records = try CSVRecords.all(bytes, file: file, separator: isTabbed ? "\t" : ",")[...]
        guard let header = records.popFirst() else {
            throw ListFault(file: file, line: 1, reason: "the table is empty")
        }
        func column(_ name: String) -> Int? {
            header.fields.firstIndex { $0.trimmingCharacters(in: .whitespaces) == name }
        }
        guard let first = column("name1"), let second = column("name2") else {
            throw ListFault(file: file, line: header.line, reason: "the columns name1 and name2 are needed")
        }
        let (schema, isMatch) = (column("schema"), column("is_match"))
        pairs = try records.map { record in
            guard record.fields.count == header.fields.count else {
                throw ListFault(
                    file: file, line: record.line,
                    reason: "\(record.fields.count) columns where the header has \(header.fields.count)")
            }
            let fields = record.fields
            let kind: NameKind =
                schema.map { fields[$0] == "Person" || fields[$0].isEmpty } ?? true ? .person : .organisation
            let expected: Bool? =
                switch isMatch.map({ fields[$0].lowercased() }) {
                case "true", "1": true
                case "false", "0": false
                case nil, "": nil
                default: throw ListFault(file: file, line: record.line, reason: "is_match is neither true nor false")
                }
            return Pair(kind: kind, first: fields[first], second: fields[second], isMatch: expected)
        }
    }

    /// Prints score, verdict, what the table says and the two names, and at the end how good that was.
    func print() {
        var (right, wrong, missed, judged) = (0, 0, 0, 0)
        for pair in pairs {
            let comparison = NameComparison(pair.first, pair.second, kind: pair.kind)
            let verdict = comparison.isMatch ? "match" : "other"
            let expected = pair.isMatch.map { $0 ? "match" : "other" } ?? "-"
            let score = String(format: "%.3f", comparison.score)
            Swift.print([score, verdict, expected, pair.first, pair.second].joined(separator: "\t"))
            guard let isMatch = pair.isMatch else { continue }
            judged += 1
            if comparison.isMatch, isMatch { right += 1 }
            if comparison.isMatch, !isMatch { wrong += 1 }
            if !comparison.isMatch, isMatch { missed += 1 }
        }
        guard judged > 0 else { return }
        func share(_ part: Int, _ rest: Int) -> Double { part + rest > 0 ? Double(part) / Double(part + rest) : 0 }
        let precision = share(right, wrong)
        let recall = share(right, missed)
        let f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
        Swift.print(
            "pairs=\(judged) precision=\(String(format: "%.4f", precision)) "
                + "recall=\(String(format: "%.4f", recall)) f1=\(String(format: "%.4f", f1))")
    }
}

import Foundation
import OfficeKit
import PersianText

/// Reads the fields of one row, and notes all that is wrong with it.
struct ClaimRow {
    let line: Int
    let fields: [String]
    let columns: [ClaimColumn: Int]
    private(set) var faults: [ClaimFile.Fault] = []

    /// The greatest length of any field, in characters.
    private static let limit = 2000

    init(line: Int, fields: [String], columns: [ClaimColumn: Int]) {
        self.line = line
        self.fields = fields
        self.columns = columns
    }

    /// The row; nil when something in it is wrong, which ``faults`` then tells.
    mutating func row(fileName: String) -> ClaimFile.Row? {
        let persian = text(.partnerPersian)
        let name = text(.partner) ?? persian
        if name == nil { fault("noPartner") }
        let id = number(.partnerID)
        let ownID = number(.ownID)
        let ownName = text(.own)
        let own = ownName != nil || ownID != nil ? ClaimFile.Place(id: ownID, name: ownName ?? "", country: nil) : nil

        var kind: AgreementKind?
        var status: Claim.Status?
        var level: InstrumentLevel?
        if let text = text(.kind) {
            if let known = ClaimWords.kind(text) {
                (kind, status, level) = known
            } else {
                fault("badKind", ["value": text])
            }
        }
        if let text = text(.level) {
            level = ClaimWords.level(text)
            if level == nil { fault("badLevel", ["value": text]) }
        }
        if let text = text(.status) {
            status = ClaimWords.status(text)
            if status == nil { fault("badStatus", ["value": text]) }
        }
        var sourceClass: Claim.SourceClass?
        if let text = text(.sourceClass) {
            sourceClass = ClaimWords.sourceClass(text)
            if sourceClass == nil { fault("badSourceClass", ["value": text]) }
        }
        let date = self.date(.date)
        let expires = self.date(.expires)
        if let date, let expires, expires.latest < date.earliest { fault("expiresBeforeSigned") }
        let url = text(.url)
        if let url, !ClaimRow.isAddress(url) { fault("badURL", ["value": url]) }
        let titlePersian = text(.titlePersian)
        let titleEnglish = text(.titleEnglish)
        let note = text(.note)
        let source = text(.source)
        guard faults.isEmpty, let name else { return nil }
        return ClaimFile.Row(
            line: line, own: own, partner: .init(id: id, name: name, country: text(.country)),
            titlePersian: titlePersian, titleEnglish: titleEnglish,
            content: Claim.Content(
                kind: kind, level: level ?? .principle, status: status ?? .signed, date: date, expires: expires,
                note: note, source: source ?? fileName, sourceClass: sourceClass, url: url))
    }

    private mutating func fault(_ key: String, _ arguments: [String: String] = [:]) {
        faults.append(.init(line, key, arguments))
    }

    private mutating func text(_ column: ClaimColumn) -> String? {
        guard let place = columns[column], fields.indices.contains(place) else { return nil }
        let text = PersianText.clean(fields[place], persianLetters: false)
        guard text.count <= ClaimRow.limit else {
            fault("tooLong", ["column": column.rawValue, "limit": String(ClaimRow.limit)])
            return nil
        }
        return text.isEmpty ? nil : text
    }

    private mutating func number(_ column: ClaimColumn) -> Int64? {
        guard let text = text(column) else { return nil }
        guard let number = Int64(text), number > 0 else {
            fault("badCityNumber", ["value": text])
            return nil
        }
        return number
    }

    private mutating func date(_ column: ClaimColumn) -> PartialDay? {
        guard let text = text(column) else { return nil }
        if let date = PartialDay(iso: text), date.calendar == .jalali || date.earliest.year >= 1800 { return date }
        if let date = try? DayParser.date(from: text) { return date }
        fault("badDate", ["value": text])
        return nil
    }

    private static func isAddress(_ text: String) -> Bool {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), url.host?.isEmpty == false else {
            return false
        }
        return scheme == "http" || scheme == "https"
    }
}

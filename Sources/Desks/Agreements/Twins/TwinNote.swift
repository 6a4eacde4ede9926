import DocumentReading
import OfficeKit

/// What a pair of texts differs in, as a clause and the agreement's page of pairs show it.
struct TwinNote: Sendable {
    struct Line: Sendable {
        let label: String
        let persian: String?
        let english: String?
    }

    let id: String
    let heading: String
    let href: String
    /// Its place on the page of pairs.
    let pairHref: String
    let badge: BadgeView
    /// Which text went ahead.
    let ahead: String?
    let lines: [Line]
    let persianLabel: String
    let englishLabel: String
    let confirmAction: String?
    let confirmLabel: String
    let editHref: String?
    let editLabel: String

    init(_ pair: TwinCheck.Pair, in file: AgreementFile, visit: Visit) {
        let text = visit.text
        let number = visit.shown(pair.clause.number)
        let registered = RegisteredClause(agreement: file.registered, clause: pair.clause)
        let mayEdit = visit.may(.editAgreements)
        id = "pair-\(pair.clause.number)"
        heading = text.text("clause.heading", ["number": number])
        href = registered.href
        pairHref = "\(file.registered.href)/twins#\(id)"
        badge =
            pair.ahead != nil
            ? BadgeView(.warning, text.text("twins.stale"))
            : pair.differences.isEmpty
                ? BadgeView(.success, text.text("twins.equal")) : BadgeView(.danger, text.text("twins.different"))
        ahead = pair.ahead.map { text.text($0 == .fa ? "twins.persianAhead" : "twins.englishAhead") }
        persianLabel = text.text("twins.persian")
        englishLabel = text.text("twins.english")
        lines = Twins.Difference.Kind.allCases.compactMap { kind in
            func words(_ language: DocumentLanguage) -> String? {
                let found = pair.differences.filter { $0.kind == kind && $0.language == language }.map(\.text)
                return found.isEmpty ? nil : found.joined(separator: language == .fa ? "، " : ", ")
            }
            let (persian, english) = (words(.fa), words(.en))
            guard persian != nil || english != nil else { return nil }
            return Line(label: text.text("twins.kind.\(kind.rawValue)"), persian: persian, english: english)
        }
        confirmAction = mayEdit && pair.ahead != nil ? "\(registered.path)/in-step" : nil
        confirmLabel = text.text("twins.callInStep")
        editHref = mayEdit && !pair.isEqual ? "\(registered.path)/edit" : nil
        editLabel = text.text("clause.edit", ["number": number])
    }
}

/// A sentence of a document from which a clause's text came, with the way to it.
struct SourceNote: Sendable {
    let text: String
    let href: String

    init(_ source: ClauseSource, number: Int, in file: AgreementFile, visit: Visit) {
        let text = visit.text
        let label = source.label.isEmpty ? source.name : source.label
        self.text = text.text(
            "reading.sourceOf",
            [
                "language": text.text(source.language == .fa ? "twins.persian" : "twins.english"), "label": label,
                "page": visit.shown(source.page), "name": source.name,
            ])
        href = "\(file.registered.href)/readings/\(source.reading)/text#clause-\(number)-\(source.language.rawValue)"
    }
}

import DocumentReading
import OfficeKit

/// The proposed split beside the document's words: what an officer merges, splits, edits and confirms.
enum DraftPage {
    struct PartView: Sendable {
        let id: String
        let place: String
        let heading: String
        let sourceHref: String?
        let number: FieldView
        let texts: [FieldView]
        let merge: String?
        let split: String
        let remove: String
        let mergeLabel: String
        let splitLabel: String
        let removeLabel: String
    }

    private struct View: Sendable {
        let action: String
        let version: String
        let intro: String
        let keys: String
        let problems: [ProblemView]
        let problemsTitle: String?
        let parts: [PartView]
        let facts: FactsView
        let text: SourceText
    }

    static func page(
        _ document: ReadDocument, in file: AgreementFile, visit: Visit, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        var lines: [ProblemView] = []
        var errors: [String: String] = [:]
        for problem in problems {
            let message = text.text(problem.key, problem.arguments)
            errors[problem.field] = message
            lines.append(
                ProblemView(text: message, href: problem.field.isEmpty ? nil : "#field-\(problem.field)"))
        }
        let parts = document.split.parts.enumerated().map { place, part in
            view(of: part, at: place + 1, errors: errors, visit: visit)
        }
        var marks: [SourceText.Mark] = []
        for (place, part) in document.split.parts.enumerated() {
            let label = text.text("reading.part", ["number": visit.shown(place + 1)])
            for language in Language.allCases {
                for (order, piece) in (part[language]?.pieces ?? []).enumerated() {
                    let isFirst = order == 0 && !marks.contains { $0.id == "source-\(place + 1)" }
                    marks.append(
                        SourceText.Mark(
                            piece: piece, id: isFirst ? "source-\(place + 1)" : nil, label: label,
                            href: "#part-\(place + 1)"))
                }
            }
        }
        return Page(
            "reading-draft", title: "\(text.text("reading.draft")): \(document.name)",
            heading: text.text("reading.draft"), eyebrow: file.registered.code, subtitle: document.name,
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("reading.draft"), visit: visit),
            section: "/agreements", status: Page.status(of: problems),
            view: View(
                action: document.href(in: file.registered), version: String(document.version),
                intro: text.text("reading.draftIntro", count: parts.count), keys: text.text("reading.keys"),
                problems: lines, problemsTitle: nil, parts: parts, facts: facts(Reading(document.text), visit: visit),
                text: SourceText(document.text, marks: marks, visit: visit)))
    }

    private static func view(
        of part: ClauseSplit.Part, at number: Int, errors: [String: String], visit: Visit
    ) -> PartView {
        let text = visit.text
        let shown = visit.shown(number)
        func field(_ language: Language, _ key: String) -> FieldView {
            let words = part[language]?.text ?? ""
            let lines = words.split(whereSeparator: \.isNewline).reduce(0) { $0 + 1 + $1.count / 60 }
            return FieldView(
                "\(language.rawValue)-\(number)", label: text.text(key),
                .textarea(rows: min(14, max(3, lines + 1)), language: language), value: words,
                error: errors["\(language.rawValue)-\(number)"])
        }
        let hasSource = Language.allCases.contains { part[$0]?.pieces.isEmpty == false }
        return PartView(
            id: "part-\(number)", place: String(number),
            heading: part.label.isEmpty ? text.text("reading.part", ["number": shown]) : part.label,
            sourceHref: hasSource ? "#source-\(number)" : nil,
            number: FieldView(
                "number-\(number)", label: text.text("clause.field.number"),
                .input(dir: "ltr", maxlength: 4, inputmode: "numeric"), value: visit.shown(part.number),
                error: errors["number-\(number)"]),
            texts: [field(.fa, "clause.field.textPersian"), field(.en, "clause.field.textEnglish")],
            merge: number > 1 ? "merge-\(number)" : nil, split: "split-\(number)", remove: "remove-\(number)",
            mergeLabel: text.text("reading.mergeLabel", ["number": shown]),
            splitLabel: text.text("reading.splitLabel", ["number": shown]),
            removeLabel: text.text("reading.removeLabel", ["number": shown]))
    }

    /// What else was recognised: parties, dates, term, renewal, the text that prevails.
    private static func facts(_ reading: Reading, visit: Visit) -> FactsView {
        let text = visit.text
        let separator = text.text("common.listSeparator")
        func joined(_ parts: [String]) -> String? {
            parts.isEmpty
                ? nil
                : parts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                    .joined(separator: separator)
        }
        func length(_ provision: Provision) -> String? {
            guard let length = provision.length, let period = provision.period else { return nil }
            return text.text("reading.period.\(period.rawValue)", ["length": visit.shown(length)])
        }
        func lengths(_ kind: Provision.Kind) -> String? {
            joined(reading.provisions.filter { $0.kind == kind }.compactMap(length))
        }
        let renewals = reading.provisions.compactMap(\.renewal).map { text.text("reading.renewal.\($0.rawValue)") }
        let prevailing = reading.provisions.filter { $0.kind == .prevailing }.map { provision in
            let names = provision.languages.map { AgreementLanguage.name(of: $0, in: text) }
            return text.text(
                provision.prevails == true ? "reading.prevails" : "reading.equal",
                ["languages": names.joined(separator: separator)])
        }
        let dates = reading.dates.map { date -> String in
            let day = date.iso.flatMap { PartialDay(iso: $0) }.map { visit.dayFormat.text($0) }
            let shown = day ?? text.text("reading.noSuchDay", ["text": date.text])
            return date.role.map { text.text("reading.role.\($0.rawValue)", ["day": shown]) } ?? shown
        }
        return FactsView([
            FactsView.Fact(text.text("reading.parties"), joined(reading.parties.map(\.name))),
            FactsView.Fact(text.text("reading.dates"), joined(dates)),
            FactsView.Fact(text.text("reading.term"), lengths(.term)),
            FactsView.Fact(text.text("reading.renewalTitle"), joined(renewals)),
            FactsView.Fact(text.text("reading.notice"), lengths(.notice)),
            FactsView.Fact(text.text("reading.prevailingTitle"), joined(prevailing)),
        ])
    }
}

import OfficeKit

/// The words of a document that was read, with a mark at each clause's sentences.
enum SourcePage {
    private struct View: Sendable {
        let intro: String
        let file: ActionView?
        let text: SourceText
    }

    static func page(_ document: ReadDocument, in file: AgreementFile, visit: Visit) -> Page {
        let text = visit.text
        let numbers = Dictionary(file.clauses.map { ($0.id, $0.number) }) { one, _ in one }
        let marks = file.sources.values.flatMap { $0 }.filter { $0.reading == document.id }.flatMap { source in
            let number = numbers[source.clause] ?? 0
            return source.pieces.enumerated().map { place, piece in
                SourceText.Mark(
                    piece: piece, id: place == 0 ? "clause-\(number)-\(source.language.rawValue)" : nil,
                    label: text.text("clause.heading", ["number": visit.shown(number)]),
                    href: "\(file.registered.href)#clause-\(number)")
            }
        }
        let attachment = file.attachments.first { $0.id == document.attachment }
        return Page(
            "reading-text", title: "\(document.name) · \(file.registered.code)", heading: document.name,
            eyebrow: file.registered.code, subtitle: file.title(in: visit.language),
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("reading.words"), visit: visit),
            section: "/agreements",
            view: View(
                intro: text.text("reading.wordsIntro"),
                file: attachment.map {
                    ActionView(text.text("reading.openFile"), href: "\(file.registered.href)/files/\($0.id)")
                }, text: SourceText(document.text, marks: marks, visit: visit)))
    }
}

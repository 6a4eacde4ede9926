import OfficeKit

/// Where a document is handed in to be read, with those that wait and those that were read.
enum ReadPage {
    static func page(
        _ file: AgreementFile, readings: [ReadDocument], visit: Visit, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        let values = FormValues(visit)
        let readable: Set<MediaType> = [.docx, .odt, .pdf, .text]
        let stored = file.attachments.filter { readable.contains($0.mediaType) }
        var fields = [
            FieldView(
                "file", label: text.text("reading.file"), .file(accept: ".docx,.odt,.pdf,.txt"),
                hint: text.text("reading.fileHint"))
        ]
        if !stored.isEmpty {
            fields.append(
                .select(
                    "attachment", label: text.text("reading.attachment"), stored.map { ($0.id, $0.fileName) },
                    values: values, empty: text.text("common.none")))
        }
        fields.append(
            FieldView(
                "paste", label: text.text("reading.paste"), .textarea(rows: 12), value: values["paste"],
                hint: text.text("reading.pasteHint")))
        var form = FormView(
            action: file.registered.href + "/read", fields: fields, submit: text.text("reading.readIt"),
            cancelHref: file.registered.href)
        form.hasFile = true
        form.creates = true
        form.show(problems, in: text)
        var panels: [PanelView] = []
        let drafts = readings.filter { $0.state == .draft }
        if !drafts.isEmpty {
            panels.append(
                PanelView(
                    title: text.text("reading.waiting"), text: text.text("reading.waitingText"),
                    items: drafts.map { item($0, href: $0.href(in: file.registered), visit: visit) }))
        }
        panels.append(PanelView(title: text.text("reading.new"), text: text.text("reading.intro"), form: form))
        let done = readings.filter { $0.state == .confirmed }
        if !done.isEmpty {
            panels.append(
                PanelView(
                    title: text.text("reading.done"),
                    items: done.map { item($0, href: $0.textHref(in: file.registered), visit: visit) }))
        }
        let title = text.text("reading.read")
        return Page(
            "panels", title: "\(title): \(file.title(in: visit.language))", heading: title,
            eyebrow: file.registered.code, subtitle: file.title(in: visit.language),
            breadcrumbs: AgreementPage.crumbs(file, to: title, visit: visit), section: "/agreements",
            status: Page.status(of: problems), view: PanelsView(panels))
    }

    private static func item(_ document: ReadDocument, href: String, visit: Visit) -> PanelView.Item {
        PanelView.Item(
            title: document.name, href: href,
            meta: visit.text.text(
                "reading.meta",
                ["day": visit.shown(document.createdAt) ?? "", "count": visit.shown(document.split.parts.count)]))
    }
}

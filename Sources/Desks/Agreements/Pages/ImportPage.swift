import OfficeKit

/// The form of an import, and what it did or would do, row by row.
enum ImportPage {
    struct Result: Sendable {
        let outcome: ClaimImport.Outcome
        let isTrial: Bool
        /// The file's name, as it was sent.
        let name: String
    }

    private struct View: Sendable {
        let intro: String
        let resultTitle: String?
        let isRefused: Bool
        let summary: FactsView?
        let next: String?
        let faultsTitle: String?
        let faults: TableView?
        let newTitle: String?
        let new: TableView?
        let form: FormView
    }

    static func page(_ result: Result?, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let mode = visit.isPost ? visit.form.text("mode") : "trial"
        var form = FormView(
            action: "/agreements/import",
            fields: [
                FieldView(
                    "file", label: text.text("import.file"), .file(accept: ".csv,.tsv,.txt"),
                    hint: text.text("import.fileHint"), isRequired: true),
                FieldView(
                    "mode", label: text.text("import.mode"),
                    .choices(
                        ["trial", "import"].map { choice in
                            OptionView(
                                choice, label: text.text("import.modeName.\(choice)"),
                                isSelected: mode == choice || choice == "trial" && mode.isEmpty,
                                hint: text.text("import.modeHint.\(choice)"))
                        }, many: false)),
                FieldView(
                    "strict", label: text.text("import.strict"),
                    .checkbox(checked: visit.isPost && visit.form.isOn("strict")), value: "yes"),
            ], submit: text.text("verbs.continue"), cancelHref: "/agreements")
        form.hasFile = true
        form.warnUnsaved = false
        form.show(problems, in: text)
        let outcome = result?.outcome
        let isRefused = result.map { !$0.isTrial && visit.form.isOn("strict") && !$0.outcome.faults.isEmpty } ?? false
        return Page(
            "agreements-import", title: text.text("import.title"),
            breadcrumbs: [
                Crumb(text.text("navigation.agreements"), href: "/agreements"), Crumb(text.text("import.title")),
            ], section: "/agreements", status: Page.status(of: problems),
            view: View(
                intro: text.text("import.intro"),
                resultTitle: result.map { result in
                    text.text(
                        isRefused ? "import.refused" : result.isTrial ? "import.trialDone" : "import.done",
                        ["name": result.name])
                },
                isRefused: isRefused, summary: outcome.map { summary($0, visit: visit) },
                next: result.map { $0.isTrial ? text.text("import.trialNext") : nil } ?? nil,
                faultsTitle: outcome.flatMap {
                    $0.faults.isEmpty ? nil : text.text("import.faults", count: $0.faults.count)
                },
                faults: outcome.flatMap { $0.faults.isEmpty ? nil : faults($0, visit: visit) },
                newTitle: outcome.flatMap {
                    $0.registered.isEmpty ? nil : text.text("import.registered", count: $0.registered.count)
                },
                new: result.flatMap { $0.outcome.registered.isEmpty ? nil : registered($0, visit: visit) }, form: form))
    }

    private static func summary(_ outcome: ClaimImport.Outcome, visit: Visit) -> FactsView {
        func fact(_ key: String, _ count: Int) -> FactsView.Fact {
            FactsView.Fact(visit.text.text("import.count.\(key)"), visit.shown(count))
        }
        return FactsView([
            fact("registered", outcome.registered.count), fact("added", outcome.added), fact("known", outcome.known),
            fact("others", outcome.others), fact("faults", outcome.faults.count),
        ])
    }

    private static func faults(_ outcome: ClaimImport.Outcome, visit: Visit) -> TableView {
        let text = visit.text
        let labels = [text.text("import.line"), text.text("import.fault")]
        return TableView(
            id: "faults", caption: text.text("import.faults", count: outcome.faults.count), summary: "",
            columns: [.init(labels[0], isNumber: true), .init(labels[1])],
            rows: outcome.faults.prefix(500).map { fault in
                TableRow([
                    TableCell(labels[0], visit.shown(fault.line), isHeader: true, isNumber: true),
                    TableCell(labels[1], text.text(fault.key, fault.arguments)),
                ])
            })
    }

    private static func registered(_ result: Result, visit: Visit) -> TableView {
        let text = visit.text
        // Codes are given when the list is imported.
        let hasCodes = !result.isTrial
        let labels = ["agreement.partner", "common.code", "import.line"].map { text.text($0) }
        var columns = [TableView.Column(labels[0]), .init(labels[1]), .init(labels[2], isNumber: true)]
        if !hasCodes { columns.remove(at: 1) }
        return TableView(
            id: "new", caption: text.text("import.registered", count: result.outcome.registered.count), summary: "",
            columns: columns,
            rows: result.outcome.registered.prefix(500).map { new in
                var cells = [
                    TableCell(
                        labels[0], new.partner, href: hasCodes ? "/agreements/\(new.code)" : nil, isHeader: true),
                    TableCell(labels[1], new.code),
                    TableCell(labels[2], visit.shown(new.line), isNumber: true),
                ]
                if !hasCodes { cells.remove(at: 1) }
                return TableRow(cells)
            })
    }
}

import OfficeKit

/// An executive document as a page: its path, what its draft lacks, and its wording in both languages.
enum DocumentPage {
    struct Line: Sendable {
        let label: String?
        let text: String
        let isMissing: Bool
    }

    struct Row: Sendable {
        let isHeading: Bool
        let heading: String?
        let headingEnglish: String?
        let persian: [Line]
        let english: [Line]
    }

    struct Gap: Sendable {
        let text: String
        let href: String
        let linkLabel: String
    }

    private struct View: Sendable {
        let tabs: [AgreementTabs.Tab]
        let path: PathPanel
        let gapsTitle: String
        let gapsIntro: String
        let gaps: [Gap]
        let gapsEmpty: String?
        let wordingTitle: String
        let wordingIntro: String
        let titlePersian: String
        let titleEnglish: String
        let statePersian: String
        let stateEnglish: String
        let rows: [Row]
        let recordsTitle: String
        let records: TimelineView?
        let recordsEmpty: String?
    }

    static func page(_ executive: ExecutiveFile, visit: Visit) -> Page {
        let text = visit.text
        let file = executive.file
        let document = ExecutiveText(executive, visit: visit).document()
        let records = executive.path.records.reversed().map { entry($0, executive, visit: visit) }
        let view = View(
            tabs: AgreementTabs.tabs(of: file, current: .document, visit: visit),
            path: PathPanel(executive.path, of: file.registered, isLinked: false, visit: visit),
            gapsTitle: text.text("document.gaps"), gapsIntro: text.text("document.gapsIntro"),
            gaps: executive.gaps.map { gap($0, executive, visit: visit) },
            gapsEmpty: executive.gaps.isEmpty ? text.text("document.noGaps") : nil,
            wordingTitle: text.text("document.wording"), wordingIntro: text.text("document.wordingIntro"),
            titlePersian: document.words(document.title, in: .fa).text,
            titleEnglish: document.words(document.title, in: .en).text,
            statePersian: document.words(document.state, in: .fa).text,
            stateEnglish: document.words(document.state, in: .en).text,
            rows: document.rows.map { row($0, of: document) },
            recordsTitle: text.text("path.records"),
            records: records.isEmpty ? nil : TimelineView(entries: records),
            recordsEmpty: records.isEmpty ? text.text("path.noRecords") : nil)
        return Page(
            "agreement-document", title: text.text("document.pageTitle", ["name": file.title(in: visit.language)]),
            heading: text.text("agreements.level.executive"),
            eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("document.tab"), visit: visit),
            actions: [
                ActionView(text.text("document.docx"), href: file.registered.href + "/document.docx"),
                ActionView(text.text("document.pdf"), href: file.registered.href + "/document.pdf"),
            ], section: "/agreements", view: view)
    }

    private static func row(_ one: BilingualDocument.Row, of document: BilingualDocument) -> Row {
        func line(_ pair: BilingualDocument.Pair, _ language: Language, label: String? = nil) -> Line {
            let (text, isMissing) = document.words(pair, in: language)
            return Line(label: label, text: text, isMissing: isMissing)
        }
        func row(
            _ lines: (Language) -> [Line], isHeading: Bool = false, under heading: BilingualDocument.Pair? = nil
        ) -> Row {
            Row(
                isHeading: isHeading, heading: heading.map { document.words($0, in: .fa).text },
                headingEnglish: heading.map { document.words($0, in: .en).text }, persian: lines(.fa),
                english: lines(.en))
        }
        switch one {
        case .heading(let pair): return row({ [line(pair, $0)] }, isHeading: true)
        case .text(let pair): return row { [line(pair, $0)] }
        case .facts(let facts, let heading):
            return row(
                { language in
                    facts.map { line($0.value, language, label: document.words($0.label, in: language).text) }
                }, under: heading)
        }
    }

    private static func gap(_ gap: DraftGap, _ executive: ExecutiveFile, visit: Visit) -> Gap {
        let text = visit.text
        let home = executive.source.registered
        let numbers = gap.clauses.map { visit.shown($0) }.joined(separator: text.text("common.listSeparator"))
        let sentence =
            gap.cause == .noClauses
            ? text.text(gap.cause.key) : text.text(gap.cause.key, count: gap.count, ["clauses": numbers])
        return Gap(
            text: sentence,
            href: gap.clauses.first.map { "\(home.href)#clause-\($0)" } ?? executive.file.registered.href,
            linkLabel: text.text("document.gapLink"))
    }

    private static func entry(
        _ record: PathRecord, _ executive: ExecutiveFile, visit: Visit
    ) -> TimelineView.Entry {
        let text = visit.text
        let what =
            switch record.kind {
            case .advanced: text.text("path.entry.advanced", ["step": text.text(record.step.key)])
            case .passed: text.text("path.entry.passed", ["gate": record.gate?.name(in: visit.language) ?? ""])
            case .returned: text.text("path.entry.returned", ["step": text.text(record.step.key)])
            }
        var lines = [
            TimelineView.Line(
                label: text.text("path.field.documentNumber"), before: nil, after: record.documentNumber),
            TimelineView.Line(label: text.text("path.field.dated"), before: nil, after: visit.shown(record.dated)),
        ]
        if let decider = record.gate?.decider(in: visit.language) {
            lines.append(TimelineView.Line(label: text.text("path.field.decider"), before: nil, after: decider))
        }
        if let reason = record.reason, !reason.isEmpty {
            lines.append(TimelineView.Line(label: text.text("path.field.reason"), before: nil, after: reason))
        }
        return TimelineView.Entry(
            who: executive.names.account(record.by, in: visit.language) ?? text.text("common.unknown"), what: what,
            when: visit.shown(record.at) ?? "", datetime: record.at.iso, changes: lines)
    }
}

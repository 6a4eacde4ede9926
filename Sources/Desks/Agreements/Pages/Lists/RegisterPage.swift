import OfficeKit
import PersianText

/// The register as a table: filtered by words, stage, kind and level, sorted, fifty lines a page, and as a file.
enum RegisterPage {
    static func answer(_ register: Register, visit: Visit) throws -> Answer {
        let text = visit.text
        let query = visit.query
        var actions: [ActionView] = []
        if visit.may(.importRecords) {
            actions.append(ActionView(text.text("import.title"), href: "/agreements/import"))
        }
        if visit.may(.editAgreements) {
            actions.append(ActionView(text.text("agreement.newTitle"), href: "/agreements/new", isPrimary: true))
        }
        let listing = Listing<RegisterLine>(
            id: "agreements", path: "/agreements", title: text.text("navigation.agreements"),
            columns: columns(visit), filters: filters(visit),
            empty: EmptyView(
                title: text.text("home.emptyTitle"), text: text.text("home.emptyText"), action: actions.last))
        return try listing.answer(filtered(register, by: query), visit: visit, actions: actions)
    }

    private static func columns(_ visit: Visit) -> [Listing<RegisterLine>.Column] {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        @Sendable func named(_ line: RegisterLine) -> String { line.title(in: language) }
        return [
            .init(
                "code", label: text.text("common.code"),
                cell: { TableCell("", $0.registered.code, href: $0.registered.href) },
                value: { .text($0.registered.code) },
                isBefore: {
                    ($0.registered.code.utf8.count, $0.registered.code)
                        < ($1.registered.code.utf8.count, $1.registered.code)
                }),
            .init(
                "partner", label: text.text("agreement.partner"),
                cell: { line in
                    let title = line.registered.agreement.title(in: language)
                    return TableCell(
                        "", named(line), href: line.registered.href, detail: title == named(line) ? nil : title,
                        isHeader: true)
                },
                value: { .text(named($0)) },
                isBefore: { $0.sortKey(in: language).lexicographicallyPrecedes($1.sortKey(in: language)) }),
            .init(
                "title", label: text.text("common.title"), cell: nil,
                value: { Sheet.Cell($0.registered.agreement.title(in: language)) }),
            .init(
                "kind", label: text.text("common.kind"),
                cell: { line in
                    let level = line.registered.agreement.level
                    return TableCell(
                        "", text.text(line.registered.agreement.kind.key),
                        detail: level == .principle ? nil : text.text(level.key))
                },
                value: { .text(text.text($0.registered.agreement.kind.key)) },
                isBefore: { $0.registered.agreement.kind.rawValue < $1.registered.agreement.kind.rawValue }),
            .init(
                "level", label: text.text("register.field.level"), cell: nil,
                value: { .text(text.text($0.registered.agreement.level.key)) }),
            .init(
                "signed", label: text.text("register.field.signed"),
                cell: { TableCell("", $0.registered.agreement.signed.map { format.text($0) }) },
                value: { Sheet.Cell($0.registered.agreement.signed) },
                isBefore: {
                    ($0.registered.agreement.signed?.earliest.epochDay ?? .max)
                        < ($1.registered.agreement.signed?.earliest.epochDay ?? .max)
                }),
            .init(
                "expires", label: text.text("register.field.expires"), cell: nil,
                value: { Sheet.Cell($0.registered.agreement.expires) }),
            .init(
                "stage", label: text.text("common.stage"),
                cell: { line in
                    TableCell(
                        "", nil, detail: line.reason.sentence(in: text) { format.text($0) },
                        stage: line.stageView(in: text, format: format))
                },
                value: { .text(text.text($0.stage.key)) }, isBefore: { $0.stage < $1.stage }),
            .init(
                "reason", label: text.text("common.reason"), cell: nil,
                value: { line in .text(line.reason.sentence(in: text) { format.text($0) }) }),
            .init(
                "claims", label: text.text("register.openContradictions"), isNumber: true, cell: nil,
                value: { .integer(Int64($0.openContradictions)) }),
        ]
    }

    private static func filters(_ visit: Visit) -> [FieldView] {
        let text = visit.text
        let query = visit.query
        func select(_ name: String, _ label: String, _ options: [(String, String)]) -> FieldView {
            FieldView(
                name, label: text.text(label),
                .select(
                    [OptionView("", label: text.text("common.all"), isSelected: query[name] == nil)]
                        + options.map { OptionView($0.0, label: text.text($0.1), isSelected: query[name] == $0.0) }))
        }
        return [
            FieldView("q", label: text.text("verbs.search"), .input(type: "search"), value: query["q"]),
            select(
                "stage", "common.stage",
                [("operational", "home.operational"), ("sleeping", "register.sleeping")]
                    + Stage.allCases.map { ($0.name, $0.key) }),
            select("kind", "common.kind", AgreementKind.allCases.map { ($0.rawValue, $0.key) }),
            select("level", "register.field.level", InstrumentLevel.allCases.map { ($0.rawValue, $0.key) }),
        ]
    }

    /// The lines that pass the filters of the address.
    static func filtered(_ register: Register, by query: Query) -> [RegisterLine] {
        // Of the ties alone, for those are what the headline counts.
        var lines = query["of"] == "ties" ? register.ties : register.lines
        switch query["stage"] {
        case "operational"?: lines = lines.filter { $0.stage.isOperational }
        case "sleeping"?: lines = lines.filter(\.isSleeping)
        case let name?: if let stage = Stage(name: name) { lines = lines.filter { $0.stage == stage } }
        case nil: break
        }
        if let kind = query["kind"].flatMap(AgreementKind.init(rawValue:)) {
            lines = lines.filter { $0.registered.agreement.kind == kind }
        }
        if let level = query["level"].flatMap(InstrumentLevel.init(rawValue:)) {
            lines = lines.filter { $0.registered.agreement.level == level }
        }
        if let typed = query["q"].flatMap(SearchQuery.init(parsing:)) { lines = lines.filter { $0.matches(typed) } }
        return lines
    }
}

import OfficeKit

/// The form above figures: what is measured, in which time, told apart by what.
enum MeasureFields {
    /// - Parameter names: of the city and the body that the address names by their ids.
    static func filters(_ question: MeasureQuestion, names: MeasureNames, visit: Visit) -> [FieldView] {
        let text = visit.text
        let query = visit.query
        var fields = [
            FieldView(
                "city", label: text.text("common.city"),
                .suggest(
                    source: "/cities/suggest",
                    text: query["city-text"] ?? query["city"].flatMap { Int64($0) }.flatMap { names.city($0) } ?? ""),
                value: query["city"]),
            select(
                "sector", "clause.field.sector",
                Sector.all.map { ($0.key, $0.name(in: visit.language)) }, visit),
            FieldView(
                "body", label: text.text("measures.by.body"),
                .suggest(
                    source: "/bodies/suggest",
                    text: query["body-text"] ?? query["body"].flatMap { names.body($0) } ?? ""),
                value: query["body"]),
            select(
                "directorate", "measures.by.directorate", Directorate.allCases.map { ($0.rawValue, text.text($0.key)) },
                visit),
            year("from", "measures.from", visit), year("to", "measures.to", visit),
        ]
        if let signed = query["signed"] { fields.append(FieldView("signed", label: "", .hidden, value: signed)) }
        return fields
    }

    /// A choice that is never empty.
    static func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ label: String, chosen: Choice, key: (Choice) -> String, visit: Visit
    ) -> FieldView where Choice.RawValue == String {
        FieldView(
            name, label: visit.text.text(label),
            .select(
                Choice.allCases.map {
                    OptionView(
                        $0.rawValue, label: visit.text.text(key($0)), isSelected: $0.rawValue == chosen.rawValue)
                }))
    }

    /// A choice that may be left open; "without one" is among the choices where the address asks for it.
    static func select(
        _ name: String, _ label: String, _ options: [(String, String)], _ visit: Visit
    ) -> FieldView {
        let text = visit.text
        let chosen = visit.query[name]
        var all = [OptionView("", label: text.text("common.all"), isSelected: chosen == nil)]
        all += options.map { OptionView($0.0, label: $0.1, isSelected: chosen == $0.0) }
        if chosen == MeasureQuestion.nothing {
            all.append(OptionView(MeasureQuestion.nothing, label: text.text("common.none"), isSelected: true))
        }
        return FieldView(name, label: text.text(label), .select(all))
    }

    private static func year(_ name: String, _ label: String, _ visit: Visit) -> FieldView {
        FieldView(
            name, label: visit.text.text(label), .input(dir: "ltr", maxlength: 4, inputmode: "numeric"),
            value: visit.query[name])
    }
}

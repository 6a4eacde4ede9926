import OfficeKit

/// What stands in a form's fields: what was typed when the form comes back, else what is stored.
struct FormValues: Sendable {
    let typed: FormData?
    var stored: [String: String]

    /// - Parameter stored: the fields as the record has them, by name.
    init(_ visit: Visit, stored: [String: String] = [:]) {
        typed = visit.isPost ? visit.form : nil
        self.stored = stored
    }

    subscript(_ name: String) -> String { typed?.text(name) ?? stored[name] ?? "" }

    /// What is chosen of several.
    func all(_ name: String) -> [String] {
        typed?.all(name) ?? (stored[name] ?? "").split(separator: " ").map(String.init)
    }

    func isOn(_ name: String) -> Bool { typed?.isOn(name) ?? !(stored[name] ?? "").isEmpty }
}

extension FieldView {
    /// A choice found as one types.
    static func suggest(
        _ name: String, label: String, source: String, values: FormValues, text: String = "", hint: String? = nil,
        isRequired: Bool = false
    ) -> FieldView {
        FieldView(
            name, label: label, .suggest(source: source, text: values.typed?.text(name + "-text") ?? text),
            value: values[name], hint: hint, isRequired: isRequired)
    }

    /// A select of named choices.
    static func select(
        _ name: String, label: String, _ options: [(value: String, label: String)], values: FormValues,
        empty: String? = nil, hint: String? = nil, isRequired: Bool = false
    ) -> FieldView {
        let chosen = values[name]
        let all = (empty.map { [("", $0)] } ?? []) + options
        return FieldView(
            name, label: label,
            .select(all.map { OptionView($0.0, label: $0.1, isSelected: $0.0 == chosen) }), hint: hint,
            isRequired: isRequired)
    }
}

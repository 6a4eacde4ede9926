import OfficeKit

/// What the desk's forms have in common.
enum DeskForm {
    /// A page with a form: fresh, or refused with everything that was typed.
    ///
    /// - Parameter version: the record's version now; nil for a form that makes something new.
    static func page(
        _ form: FormView, version: Int64? = nil, refusedBy problems: [Problem] = [], title: String,
        breadcrumbs: [Crumb], section: String, visit: Visit
    ) -> Answer {
        var form = form
        if !visit.form.fields.isEmpty { form.keep(visit.form) }
        if let version {
            // After a conflict the form goes on from the record as it is now, and saving again is a decision.
            form.sections[0].fields.append(RecordVersion.field(version))
        }
        // The summary names the problems in the order of the fields.
        let names = form.sections.flatMap(\.fields).map(\.name)
        func place(_ problem: Problem) -> Int { names.firstIndex(of: problem.field) ?? names.count }
        form.show(problems.sorted { place($0) < place($1) }, in: visit.text)
        return .page(.form(form, title: title, breadcrumbs: breadcrumbs, section: section))
    }

    /// Who may see a record, with what each level means.
    static func secrecy(_ chosen: Secrecy, _ text: Catalogue) -> FieldView {
        FieldView(
            "secrecy", label: text.text("common.confidentiality"),
            .choices(
                Secrecy.allCases.map { secrecy in
                    OptionView(
                        secrecy.rawValue, label: text.text("confidentiality.\(secrecy.rawValue)"),
                        isSelected: secrecy == chosen, hint: text.text("confidentiality.\(secrecy.rawValue)Hint"))
                }, many: false))
    }

    /// A select with an empty choice first.
    static func options<Value: RawRepresentable<String> & CaseIterable>(
        _ type: Value.Type, chosen: Value?, none: String, label: (Value) -> String
    ) -> [OptionView] {
        [OptionView("", label: none, isSelected: chosen == nil)]
            + type.allCases.map {
                OptionView($0.rawValue, label: label($0), isSelected: $0.rawValue == chosen?.rawValue)
            }
    }

    /// All countries in the order of the page's language, an empty choice first.
    static func options(_ countries: [Country], chosen: String?, none: String, in language: Language) -> [OptionView] {
        [OptionView("", label: none, isSelected: chosen == nil)]
            + countries.map { country in
                OptionView(country.code, label: country.name(in: language), isSelected: country.code == chosen)
            }
    }

    /// A name in Persian or in English.
    static func name(
        _ name: String, label: String, value: String?, in language: Language, isRequired: Bool = false,
        hint: String? = nil
    ) -> FieldView {
        FieldView(
            name, label: label, .input(dir: language.direction, maxlength: 200), value: value, hint: hint,
            isRequired: isRequired)
    }
}

extension Secrecy {
    /// The badge of a record that not everybody sees; nil for what is public.
    func badge(in text: Catalogue) -> BadgeView? {
        switch self {
        case .everyone: nil
        case .office: BadgeView(.office, text.text("confidentiality.office"))
        case .restricted: BadgeView(.restricted, text.text("confidentiality.restricted"))
        }
    }
}

import Mustache

/// One field of a form, as the `field` partial shows it.
public struct FieldView: Sendable, MustacheParent {
    /// What kind of control it is.
    public enum Control: Sendable {
        case input(type: String = "text", dir: String = "auto", maxlength: Int? = nil, inputmode: String? = nil)
        case password(autocomplete: String)
        case textarea(rows: Int = 4, language: Language? = nil, maxlength: Int? = nil)
        case select([OptionView])
        case choices([OptionView], many: Bool)
        case date(day: String, months: [OptionView], year: String, calendar: CalendarChoice)
        case file(accept: String?)
        case checkbox(checked: Bool)
        case suggest(source: String, text: String)
        case hidden
    }

    public var name: String
    public var label: String
    public var control: Control
    public var value: String?
    public var hint: String?
    public var error: String?
    public var isRequired: Bool
    public var autocomplete: String?

    public init(
        _ name: String, label: String, _ control: Control, value: String? = nil, hint: String? = nil,
        error: String? = nil, isRequired: Bool = false, autocomplete: String? = nil
    ) {
        self.name = name
        self.label = label
        self.control = control
        self.value = value
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.autocomplete = autocomplete
    }

    /// The id of the control, to which the error summary leads.
    public var id: String { "field-\(name)" }

    private var describedBy: String? {
        let parts = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    public func child(named key: String) -> Any? {
        switch key {
        case "id": return id
        case "name": return name
        case "label": return label
        case "hint": return hint
        case "error": return error
        case "describedBy": return describedBy
        case "required": return isRequired
        case "autocomplete": if case .password(let kind) = control { return kind } else { return autocomplete }
        case "value": if case .file = control { return value } else { return value ?? "" }
        default: return controlChild(named: key)
        }
    }

    private func controlChild(named key: String) -> Any? {
        switch (control, key) {
        case (.input, "isInput"), (.password, "isPassword"), (.textarea, "isTextarea"), (.select, "isSelect"),
            (.choices, "isChoices"), (.choices, "isGroup"), (.date, "isDate"), (.date, "isGroup"),
            (.file, "isFile"), (.checkbox, "isCheckbox"), (.suggest, "isSuggest"), (.hidden, "isHidden"):
            return true
        case (.input(let type, _, _, _), "type"): return type
        case (.input(_, let dir, _, _), "dir"): return dir
        case (.input(_, _, let maxlength, _), "maxlength"): return maxlength.map(String.init)
        case (.input(_, _, _, let inputmode), "inputmode"): return inputmode
        case (.textarea(let rows, _, _), "rows"): return String(rows)
        case (.textarea(_, let language, _), "lang"): return language?.rawValue
        case (.textarea(_, let language, _), "dir"): return language?.direction ?? "auto"
        case (.textarea(_, _, let maxlength), "maxlength"): return maxlength.map(String.init)
        case (.select(let options), "options"): return options
        case (.select, "groups"): return [OptionView]()
        case (.choices(let options, _), "options"):
            return options.enumerated().map { index, option in option.identified("\(id)-\(index)") }
        case (.choices(_, let many), "type"): return many ? "checkbox" : "radio"
        case (.date(_, let months, _, _), "options"): return months
        case (.date(let day, _, _, _), "day"): return day
        case (.date(_, _, let year, _), "year"): return year
        case (.date(_, _, _, let calendar), "calendar"): return calendar.rawValue
        case (.file(let accept), "accept"): return accept
        case (.checkbox(let checked), "checked"): return checked
        case (.suggest(let source, _), "source"): return source
        case (.suggest(_, let text), "text"): return text
        default: return key.hasPrefix("is") ? false : nil
        }
    }
}

/// One choice of a select or of a group.
public struct OptionView: Sendable, MustacheParent {
    public var value: String
    public var label: String
    public var isSelected: Bool
    public var hint: String?
    private var id: String?

    public init(_ value: String, label: String, isSelected: Bool = false, hint: String? = nil) {
        self.value = value
        self.label = label
        self.isSelected = isSelected
        self.hint = hint
    }

    func identified(_ id: String) -> OptionView {
        var option = self
        option.id = id
        return option
    }

    public func child(named key: String) -> Any? {
        switch key {
        case "value": value
        case "label": label
        case "selected": isSelected
        case "hint": hint
        case "id": id
        default: nil
        }
    }
}

/// A form as the `form` partial shows it.
public struct FormView: Sendable {
    /// Fields under a title.
    public struct Section: Sendable {
        public var title: String?
        public var intro: String?
        public var fields: [FieldView]

        public init(title: String? = nil, intro: String? = nil, fields: [FieldView]) {
            self.title = title
            self.intro = intro
            self.fields = fields
        }
    }

    public var action: String
    public var hasFile = false
    /// Whether it makes something new, so that sending it twice must not make it twice.
    public var creates = false
    public var isWide = false
    public var warnUnsaved = true
    public var problems: [ProblemView] = []
    public var problemsTitle: String?
    public var sections: [Section]
    public var submit: String
    public var isDanger = false
    public var confirm: String?
    public var cancelHref: String?

    public init(action: String, sections: [Section], submit: String, cancelHref: String? = nil) {
        self.action = action
        self.sections = sections
        self.submit = submit
        self.cancelHref = cancelHref
    }

    public init(action: String, fields: [FieldView], submit: String, cancelHref: String? = nil) {
        self.init(action: action, sections: [Section(fields: fields)], submit: submit, cancelHref: cancelHref)
    }

    /// Puts each problem beside its field and all of them into the summary.
    public mutating func show(_ problems: [Problem], in text: Catalogue) {
        self.problems = problems.map { problem in
            let message = text.text(problem.key, problem.arguments)
            var line = message
            var href: String?
            for section in sections.indices {
                for field in sections[section].fields.indices
                where sections[section].fields[field].name == problem.field {
                    sections[section].fields[field].error = message
                    href = "#" + sections[section].fields[field].id
                    // In the summary "this field" could be any.
                    if problem.key == "forms.errors.required" {
                        line = text.text(
                            "forms.errors.requiredNamed", ["label": sections[section].fields[field].label])
                    }
                }
            }
            return ProblemView(text: line, href: href)
        }
    }
}

/// One line of the error summary.
public struct ProblemView: Sendable {
    public let text: String
    public let href: String?

    public init(text: String, href: String?) {
        self.text = text
        self.href = href
    }
}

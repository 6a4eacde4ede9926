extension FormView {
    /// Puts what was typed back into the fields, so that a form that is refused loses nothing.
    ///
    /// Passwords and files are left empty: browsers do not take them back.
    public mutating func keep(_ typed: FormData) {
        for section in sections.indices {
            for index in sections[section].fields.indices { sections[section].fields[index].keep(typed) }
        }
    }
}

extension FieldView {
    fileprivate mutating func keep(_ typed: FormData) {
        switch control {
        case .input, .textarea, .hidden: value = typed.text(name)
        case .select(let options):
            let chosen = typed.text(name)
            control = .select(options.map { $0.chosen($0.value == chosen) })
        case .choices(let options, let many):
            let chosen = Set(typed.all(name))
            control = .choices(options.map { $0.chosen(chosen.contains($0.value)) }, many: many)
        case .checkbox: control = .checkbox(checked: typed.isOn(name))
        case .suggest(let source, _):
            value = typed.text(name)
            control = .suggest(source: source, text: typed.text("\(name)-text"))
        case .date(_, let months, _, let calendar):
            let month = typed.text("\(name)-month")
            control = .date(
                day: typed.text("\(name)-day"), months: months.map { $0.chosen($0.value == month) },
                year: typed.text("\(name)-year"), calendar: calendar)
        case .password, .file: break
        }
    }
}

extension OptionView {
    fileprivate func chosen(_ isSelected: Bool) -> OptionView {
        var option = self
        option.isSelected = isSelected
        return option
    }
}

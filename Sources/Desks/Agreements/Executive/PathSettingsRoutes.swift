import OfficeKit
import PersianText
import SQLStore

/// `/settings/path`: which bodies decide about executive documents, at which step, and whether the path is demanded.
struct PathSettingsRoutes: Sendable {
    static let path = "/settings/path"
    static let navigation = NavigationEntry(
        .administration, "path.settings.title", href: path, for: .manageOffice)

    /// How many empty rows the form offers.
    private static let spare = 2

    var routes: [Route] {
        [
            .get(Self.path, for: .manageOffice) { visit in
                .page(Self.page(try await visit.read { try PathRules.load(on: $0) }, visit: visit))
            },
            .post(Self.path, for: .manageOffice, bodyLimit: 65_536, save),
        ]
    }

    private func save(_ visit: Visit) async throws -> Answer {
        let standing = try await visit.read { try PathRules.load(on: $0) }
        let (rules, problems) = Self.rules(of: visit.form, before: standing)
        guard problems.isEmpty else { return .page(Self.page(standing, visit: visit, problems: problems)) }
        try await visit.change { change in try rules.save(in: change) }
        return .seeOther(Self.path, flash: Flash(.success, "settings.saved"))
    }

    /// How many rows the form has: what was sent decides when it comes back.
    private static func rows(_ rules: PathRules, _ form: FormData?) -> Int {
        let sent = form.flatMap { Int($0.text("rows")) } ?? 0
        return min(PathGate.most, max(rules.gates.count + spare, sent))
    }

    private static func rules(of form: FormData, before: PathRules) -> (rules: PathRules, problems: [Problem]) {
        var gates: [PathGate] = []
        var problems: [Problem] = []
        for place in 1...rows(before, form) {
            func text(_ field: String, isPersian: Bool) -> String {
                PersianText.clean(form.text("gate\(place)-\(field)"), persianLetters: isPersian)
            }
            let typed = form.text("gate\(place)-id")
            let gate = PathGate(
                // Only an id that the office has is kept: the form could send any.
                id: before.gates.contains { $0.id == typed } ? typed : Identifier.make(at: .now),
                step: PathStep(rawValue: form.text("gate\(place)-step")) ?? .draft,
                namePersian: text("namePersian", isPersian: true), nameEnglish: text("nameEnglish", isPersian: false),
                deciderPersian: text("deciderPersian", isPersian: true),
                deciderEnglish: text("deciderEnglish", isPersian: false))
            let isEmpty = [gate.namePersian, gate.nameEnglish, gate.deciderPersian, gate.deciderEnglish]
                .allSatisfy(\.isEmpty)
            if isEmpty || form.isOn("gate\(place)-remove") { continue }
            problems += gate.problems(at: place)
            gates.append(gate)
        }
        gates.sort { ($0.step, 0) < ($1.step, 0) }
        return (PathRules(gates: gates, isDemanded: form.isOn("isDemanded")), problems)
    }

    private static func page(_ rules: PathRules, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let typed = visit.isPost ? visit.form : nil
        let count = rows(rules, typed)
        var stored = ["isDemanded": rules.isDemanded ? "yes" : ""]
        for (index, gate) in rules.gates.enumerated() {
            let place = index + 1
            stored["gate\(place)-id"] = gate.id
            stored["gate\(place)-step"] = gate.step.rawValue
            stored["gate\(place)-namePersian"] = gate.namePersian
            stored["gate\(place)-nameEnglish"] = gate.nameEnglish
            stored["gate\(place)-deciderPersian"] = gate.deciderPersian
            stored["gate\(place)-deciderEnglish"] = gate.deciderEnglish
        }
        let values = FormValues(visit, stored: stored)
        var sections = [
            FormView.Section(
                intro: text.text(rules.isProposal ? "path.settings.proposal" : "path.settings.intro"),
                fields: [
                    FieldView(
                        "isDemanded", label: text.text("path.field.isDemanded"),
                        .checkbox(checked: values.isOn("isDemanded")), value: "yes",
                        hint: text.text("path.hint.isDemanded")),
                    FieldView("rows", label: "", .hidden, value: String(count)),
                ])
        ]
        for place in 1...count {
            func input(_ field: String, dir: String) -> FieldView {
                FieldView(
                    "gate\(place)-\(field)", label: text.text("path.settings.\(field)"),
                    .input(dir: dir, maxlength: PathGate.nameLimit), value: values["gate\(place)-\(field)"])
            }
            let isStored = place <= rules.gates.count
            var fields = [
                FieldView("gate\(place)-id", label: "", .hidden, value: values["gate\(place)-id"]),
                input("namePersian", dir: "rtl"), input("nameEnglish", dir: "ltr"),
                input("deciderPersian", dir: "rtl"), input("deciderEnglish", dir: "ltr"),
                .select(
                    "gate\(place)-step", label: text.text("path.settings.step"),
                    PathStep.guarded.map { ($0.rawValue, text.text($0.key)) }, values: values),
            ]
            if isStored {
                fields.append(
                    FieldView(
                        "gate\(place)-remove", label: text.text("path.settings.remove"),
                        .checkbox(checked: values.isOn("gate\(place)-remove")), value: "yes"))
            }
            let number = ["number": visit.shown(place)]
            sections.append(
                FormView.Section(
                    title: text.text(isStored ? "path.settings.gate" : "path.settings.newGate", number),
                    fields: fields))
        }
        var form = FormView(action: path, sections: sections, submit: text.text("verbs.saveChanges"))
        form.isWide = true
        form.show(problems, in: text)
        return Page.form(
            form, title: text.text("path.settings.title"),
            breadcrumbs: [Crumb(text.text("path.settings.title"))], section: path)
    }
}

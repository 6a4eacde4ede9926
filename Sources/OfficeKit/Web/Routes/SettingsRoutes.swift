import Foundation
import PersianText

/// `/settings`: what the office says about itself, and how long a tie may be silent.
struct SettingsRoutes: Sendable {
    static let path = "/settings"
    static let navigation = NavigationEntry(
        .administration, "navigation.settings", href: path, for: .manageOffice)

    var routes: [Route] {
        [
            .get(Self.path, for: .manageOffice) { visit in .page(Self.page(visit.settings, nil, [], visit)) },
            .post(Self.path, for: .manageOffice, bodyLimit: 32_768) { visit in try await save(visit) },
            .get(Self.path + "/history", for: .manageOffice) { visit in .page(try await history(visit)) },
        ]
    }

    private func save(_ visit: Visit) async throws -> Answer {
        let (settings, wrong) = Self.settings(of: visit.form, before: visit.settings)
        // A number that cannot be read is not also out of range.
        let problems = wrong + settings.problems.filter { problem in !wrong.contains { $0.field == problem.field } }
        guard problems.isEmpty else { return .page(Self.page(settings, visit.form, problems, visit)) }
        if settings == visit.settings { return .seeOther(Self.path, flash: Flash(.info, "forms.nothingChanged")) }
        try await visit.change { change in try settings.save(in: change) }
        return .seeOther(Self.path, flash: Flash(.success, "settings.saved"))
    }

    private static func settings(
        of form: FormData, before: OfficeSettings
    ) -> (settings: OfficeSettings, problems: [Problem]) {
        var settings = before
        var problems: [Problem] = []
        settings.nameFa = PersianText.clean(form.text("name_fa"), persianLetters: true)
        settings.nameEn = PersianText.clean(form.text("name_en"))
        settings.timeZone = form.text("time_zone")
        settings.mail = form.text("mail")
        settings.address = form.text("address")
        while settings.address.hasSuffix("/") { settings.address.removeLast() }
        if let language = Language(rawValue: form.text("language")) {
            settings.language = language
        } else {
            problems.append(Problem(field: "language", key: "forms.errors.choose"))
        }
        if let calendar = CalendarChoice(rawValue: form.text("calendar")) {
            settings.calendar = calendar
        } else {
            problems.append(Problem(field: "calendar", key: "forms.errors.choose"))
        }
        for (field, place) in [
            ("silence_days", \OfficeSettings.silenceDays), ("silence_warning", \OfficeSettings.silenceWarning),
        ] {
            if let number = Int(anyDigits: form.text(field)) {
                settings[keyPath: place] = number
            } else {
                problems.append(Problem(field: field, key: "forms.errors.notANumber"))
            }
        }
        return (settings, problems)
    }

    private static func page(
        _ settings: OfficeSettings, _ typed: FormData?, _ problems: [Problem], _ visit: Visit
    ) -> Page {
        let text = visit.text
        func label(_ name: String) -> String { text.text("settings.field.\(name)") }
        func value(_ name: String, _ stored: String) -> String { typed?.text(name) ?? stored }
        func number(_ stored: Int) -> String { Numerals.inDigits(String(stored), of: visit.language) }
        var form = FormView(
            action: path,
            sections: [
                .init(
                    title: text.text("settings.names"),
                    fields: [
                        FieldView(
                            "name_fa", label: label("name_fa"), .input(dir: "rtl", maxlength: 120),
                            value: value("name_fa", settings.nameFa), isRequired: true),
                        FieldView(
                            "name_en", label: label("name_en"), .input(dir: "ltr", maxlength: 120),
                            value: value("name_en", settings.nameEn), isRequired: true),
                    ]),
                .init(
                    title: text.text("settings.usage"), intro: text.text("settings.usageText"),
                    fields: [
                        FieldView(
                            "time_zone", label: label("time_zone"),
                            .select(timeZones(value("time_zone", settings.timeZone))),
                            hint: text.text("settings.timeZoneHint")),
                        FieldView(
                            "language", label: label("language"),
                            .select(
                                Language.allCases.map { language in
                                    OptionView(
                                        language.rawValue, label: text.text("language.\(language.rawValue)"),
                                        isSelected: value("language", settings.language.rawValue) == language.rawValue)
                                })),
                        FieldView(
                            "calendar", label: label("calendar"),
                            .select(
                                [(CalendarChoice.jalali, "calendarJalali"), (.gregorian, "calendarGregorian")].map {
                                    choice, key in
                                    OptionView(
                                        choice.rawValue, label: text.text("preferences.\(key)"),
                                        isSelected: value("calendar", settings.calendar.rawValue) == choice.rawValue)
                                }), hint: text.text("settings.calendarHint")),
                    ]),
                .init(
                    title: text.text("settings.letters"), intro: text.text("settings.lettersText"),
                    fields: [
                        FieldView(
                            "address", label: label("address"), .input(type: "url", dir: "ltr", maxlength: 200),
                            value: value("address", settings.address), hint: text.text("settings.addressHint")),
                        FieldView(
                            "mail", label: label("mail"), .input(type: "email", dir: "ltr", maxlength: 254),
                            value: value("mail", settings.mail), hint: text.text("settings.mailHint")),
                    ]),
                .init(
                    title: text.text("settings.silence"), intro: text.text("settings.silenceText"),
                    fields: [
                        FieldView(
                            "silence_days", label: label("silence_days"), .input(inputmode: "numeric"),
                            value: value("silence_days", number(settings.silenceDays)), isRequired: true),
                        FieldView(
                            "silence_warning", label: label("silence_warning"),
                            .input(inputmode: "numeric"),
                            value: value("silence_warning", number(settings.silenceWarning)), isRequired: true),
                    ]),
            ],
            submit: text.text("verbs.saveChanges"))
        form.show(problems.map { shown($0, visit) }, in: text)
        var page = Page.form(
            form, title: text.text("navigation.settings"), breadcrumbs: [Crumb(text.text("navigation.settings"))],
            section: path)
        page.actions = [ActionView(text.text("common.history"), href: path + "/history")]
        return page
    }

    /// The numbers of a sentence in the reader's digits.
    private static func shown(_ problem: Problem, _ visit: Visit) -> Problem {
        Problem(
            field: problem.field, key: problem.key,
            arguments: problem.arguments.mapValues { Numerals.inDigits($0, of: visit.language) })
    }

    private static func timeZones(_ chosen: String) -> [OptionView] {
        let known = Set(TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") })
        // A name that is only another one's alias is kept as long as nobody chooses anew.
        return known.union(TimeZone(identifier: chosen) == nil ? [] : [chosen]).sorted().map {
            OptionView($0, label: $0.replacing("_", with: " "), isSelected: $0 == chosen)
        }
    }

    private func history(_ visit: Visit) async throws -> Page {
        let viewer = visit.viewer
        let entries = try await visit.read { connection in
            try Journal.history(of: (OfficeSettings.kind, "office"), for: viewer, on: connection)
        }
        let title = visit.text.text("navigation.settings")
        return HistoryPage.page(
            of: entries, label: title,
            breadcrumbs: [Crumb(title, href: Self.path), Crumb(visit.text.text("history.title"))],
            section: Self.path, visit: visit, moment: { visit.shown($0) ?? "" }, day: { visit.dayFormat.text($0) })
    }
}

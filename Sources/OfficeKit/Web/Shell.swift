/// What stands around every page. The keys are those of `shell.mustache`.
struct ShellView: Sendable {
    struct Person: Sendable {
        let name: String
        let role: String
        let profileHref: String
        let sessionsHref: String?
    }

    struct LanguageView: Sendable {
        let value: String
        let lang: String
        let label: String
        let current: Bool
    }

    struct Preference: Sendable {
        struct Option: Sendable {
            let value: String
            let label: String
            let lang: String?
            let current: Bool
        }

        let name: String
        let label: String
        let options: [Option]
    }

    struct Group: Sendable {
        struct Entry: Sendable {
            let label: String
            let href: String
            let current: Bool
            let count: String?
        }

        let label: String?
        let entries: [Entry]
    }

    struct Breadcrumb: Sendable {
        let label: String
        let href: String?
        let lang: String?
    }

    struct Message: Sendable {
        let tone: String
        let text: String
        let isAlert: Bool
        let href: String?
        let linkLabel: String?
    }

    let lang: String
    let dir: String
    let isRightToLeft: Bool
    let theme: String
    let assetVersion: String
    let title: String
    let officeName: String
    let path: String
    let query: String
    let person: Person?
    let languages: [LanguageView]
    let preferences: [Preference]
    let navigation: [Group]
    let breadcrumbs: [Breadcrumb]
    let flashes: [Message]
    let heading: String
    var headingLang: String?
    let eyebrow: String?
    let subtitle: String?
    let actions: [ActionView]
}

extension ShellView {
    init(
        for page: Page, visit: Visit, navigation entries: [NavigationEntry], flash: Flash?, officeName: String,
        assetVersion: String
    ) {
        let text = visit.text
        lang = visit.language.rawValue
        dir = visit.language.direction
        isRightToLeft = visit.language == .fa
        theme = visit.theme
        self.assetVersion = assetVersion
        title = page.title
        self.officeName = officeName
        // After a form that was refused, the way back is the page of the form's address.
        path = visit.path + visit.query.text
        query = page.searched
        person = visit.person.map { person in
            Person(
                name: person.name(in: visit.language), role: text.text("roles.\(person.role.rawValue)"),
                profileHref: "/account", sessionsHref: nil)
        }
        languages = Language.allCases.map { language in
            LanguageView(
                value: language.rawValue, lang: language.rawValue, label: text.text("language.\(language.rawValue)"),
                current: language == visit.language)
        }
        preferences = [
            Preference(
                name: "theme", label: text.text("preferences.theme"),
                options: [("auto", "themeAuto"), ("light", "themeLight"), ("dark", "themeDark")].map { value, key in
                    Preference.Option(
                        value: value, label: text.text("preferences.\(key)"), lang: nil, current: visit.theme == value)
                }),
            Preference(
                name: "calendar", label: text.text("preferences.calendar"),
                options: [(CalendarChoice.jalali, "calendarJalali"), (.gregorian, "calendarGregorian")].map {
                    value, key in
                    Preference.Option(
                        value: value.rawValue, label: text.text("preferences.\(key)"), lang: nil,
                        current: visit.calendar == value)
                }),
        ]
        navigation = NavigationEntry.Group.allCases.compactMap { group in
            let seen = entries.filter { $0.group == group && visit.may($0.permission) }
            guard !seen.isEmpty else { return nil }
            return Group(
                label: group == .home ? nil : text.text("navigation.\(group.rawValue)"),
                entries: seen.map { entry in
                    Group.Entry(
                        label: text.text(entry.key), href: entry.href, current: entry.href == page.section,
                        count: nil)
                })
        }
        breadcrumbs = page.breadcrumbs.map { Breadcrumb(label: $0.label, href: $0.href, lang: $0.lang) }
        flashes = [flash].compactMap { $0 }.map { flash in
            Message(
                tone: flash.tone.rawValue, text: text.text(flash.key, flash.values),
                isAlert: flash.tone == .danger || flash.tone == .warning, href: nil, linkLabel: nil)
        }
        heading = page.heading ?? page.title
        headingLang = page.headingLanguage == visit.language ? nil : page.headingLanguage?.rawValue
        eyebrow = page.eyebrow
        subtitle = page.subtitle
        actions = page.actions
    }
}

/// The value that a layout is rendered with.
struct RootView: Sendable {
    let shell: ShellView
    let csrf: String
    let idempotency: String
    let page: any Sendable
}

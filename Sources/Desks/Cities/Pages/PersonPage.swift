import OfficeKit

/// A person: how to reach them, and the posts they hold and held.
enum PersonPage {
    private struct View: Sendable {
        let facts: FactsView
        let note: String?
        let email: String?
        /// The number as a telephone dials it.
        let dial: String?
        let phone: String?
        let posts: [PostView]
        let former: [PostView]
        let postsNew: ActionView?
        /// What somebody has to take over when the person leaves.
        let work: WorkView?
    }

    private struct WorkView: Sendable {
        let text: String
        let action: ActionView?
        /// Whether its owner holds no post any more.
        let isOrphaned: Bool
    }

    /// One post with what can be done about it.
    private struct PostView: Sendable {
        let title: String
        let lang: String?
        let body: String
        let bodyLang: String?
        let href: String
        let meta: String?
        let actions: [ActionView]
    }

    static func page(_ person: Person, _ holders: [Holder], _ work: OpenWork?, visit: Visit) -> Page {
        let text = visit.text
        let name = person.shown(on: visit.language)
        let canEdit = visit.may(.editContacts)
        var actions: [ActionView] = []
        if canEdit {
            actions.append(ActionView(text.text("cities.person.edit"), href: "\(person.href)/edit", isPrimary: true))
        }
        actions.append(ActionView(text.text("common.history"), href: "\(person.href)/history"))
        let ordered = Holder.ordered(holders, on: visit.today)
        let first = ordered.first { $0.post.isHeld(on: visit.today) }
        var page = Page(
            "cities-person", title: name.text, eyebrow: text.text("common.person"),
            subtitle: first?.line(in: text),
            breadcrumbs: [PersonList.crumb(text), Crumb(name.text, lang: name.lang)], actions: actions,
            section: "/people",
            view: View(
                facts: facts(person, visit: visit), note: person.note, email: person.email,
                dial: person.phone.map(dial), phone: person.phone,
                posts: ordered.filter { $0.post.isHeld(on: visit.today) }.map { post($0, canEdit, visit) },
                former: ordered.filter { !$0.post.isHeld(on: visit.today) }.map { post($0, canEdit, visit) },
                postsNew: canEdit
                    ? ActionView(text.text("cities.post.new"), href: "\(person.href)/posts/new") : nil,
                work: work.map { work in
                    WorkView(
                        text: text.text("cities.person.openWork", count: work.count),
                        action: visit.may(.editAgreements)
                            ? ActionView(text.text("cities.person.handOver"), href: work.href) : nil,
                        isOrphaned: !holders.isEmpty && first == nil)
                }))
        page.headingLanguage = name.lang.flatMap(Language.init(rawValue:))
        return page
    }

    private static func facts(_ person: Person, visit: Visit) -> FactsView {
        let text = visit.text
        let isPersian = visit.language == .fa
        return FactsView([
            .init(text.text("cities.field.name.fa"), person.namePersian, lang: isPersian ? nil : "fa"),
            .init(text.text("cities.field.name.en"), person.nameEnglish, lang: isPersian ? "en" : nil),
            .init(text.text("cities.field.languages"), person.languages),
            .init(
                text.text("common.confidentiality"), text.text("confidentiality.\(person.secrecy.rawValue)"),
                detail: text.text("confidentiality.\(person.secrecy.rawValue)Hint")),
        ])
    }

    private static func post(_ holder: Holder, _ canEdit: Bool, _ visit: Visit) -> PostView {
        let text = visit.text
        let title = holder.post.shown(on: visit.language)
        let body = holder.body.shown(on: visit.language)
        let href = "\(holder.person.href)/posts/\(holder.post.id)"
        let rank = holder.post.rank.map { text.text("cities.post.rank", ["rank": visit.shown($0)]) }
        let meta = [PostWords.span(holder.post, visit: visit), rank].compactMap { $0 }
        var actions: [ActionView] = []
        if canEdit {
            actions.append(ActionView(text.text("verbs.edit"), href: href))
            if holder.post.to == nil { actions.append(ActionView(text.text("cities.post.end"), href: "\(href)/end")) }
        }
        return PostView(
            title: title.text, lang: title.lang, body: body.text, bodyLang: body.lang, href: holder.body.href,
            meta: meta.isEmpty ? nil : meta.joined(separator: " · "), actions: actions)
    }

    /// RFC 3966 leaves digits, a plus in front, and little else.
    private static func dial(_ phone: String) -> String {
        let latin = Numerals.latin(phone)
        let digits = latin.filter { $0.isASCII && $0.isNumber }
        return (latin.contains("+") ? "+" : "") + digits
    }
}

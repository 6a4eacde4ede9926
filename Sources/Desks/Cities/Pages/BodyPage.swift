import OfficeKit
import SQLStore

/// All that a body's page tells, read from one snapshot.
struct BodyRecord: Sendable {
    let body: Body
    let city: City?
    let country: Country?
    let holders: [Holder]
    let duties: [BodyDuty]

    /// - Throws: `Refusal.notFound`, also for a body that is hidden from the visitor.
    init(_ id: String, ties: any CityTies, visit: Visit, on connection: any SQLConnection) throws {
        let viewer = visit.viewer
        guard let body = try Body.find(id, for: viewer, on: connection) else { throw Refusal.notFound }
        self.body = body
        city = try body.city.flatMap { try City.find($0, on: connection) }
        country = try body.country.flatMap { try Country.find($0, on: connection) }
        holders = Holder.ordered(try Holder.list(at: id, for: viewer, on: connection), on: visit.today)
        duties = try ties.duties(of: id, for: viewer, text: visit.text, today: visit.today, on: connection)
    }
}

/// A body: where it belongs, who works there, and what it is responsible for.
enum BodyPage {
    private struct View: Sendable {
        let facts: FactsView
        let web: WebView?
        let posts: [CityPage.LineView]
        let former: [CityPage.LineView]
        let postsNew: ActionView?
        let duties: [CityPage.LineView]
    }

    /// A page of the body's own on the web.
    private struct WebView: Sendable {
        let href: String
        let label: String
    }

    static func page(_ record: BodyRecord, visit: Visit) -> Page {
        let text = visit.text
        let body = record.body
        let name = body.shown(on: visit.language)
        var actions: [ActionView] = []
        if visit.may(.editContacts) {
            actions.append(ActionView(text.text("cities.body.edit"), href: "\(body.href)/edit", isPrimary: true))
        }
        actions.append(ActionView(text.text("common.history"), href: "\(body.href)/history"))
        var page = Page(
            "cities-body", title: name.text, eyebrow: text.text(body.kind.key),
            breadcrumbs: [BodyList.crumb(text), Crumb(name.text, lang: name.lang)], actions: actions,
            section: "/bodies",
            view: View(
                facts: facts(record, visit: visit), web: body.web.map { WebView(href: $0, label: Self.bare($0)) },
                posts: record.holders.filter { $0.post.isHeld(on: visit.today) }.map { line($0, visit: visit) },
                former: record.holders.filter { !$0.post.isHeld(on: visit.today) }.map { line($0, visit: visit) },
                postsNew: visit.may(.editContacts)
                    ? ActionView(text.text("cities.person.new"), href: "/people/new?body=\(body.id)") : nil,
                duties: record.duties.map {
                    CityPage.LineView(title: $0.title, lang: nil, href: $0.href, meta: $0.detail, badge: nil)
                }))
        page.headingLanguage = name.lang.flatMap(Language.init(rawValue:))
        return page
    }

    private static func facts(_ record: BodyRecord, visit: Visit) -> FactsView {
        let text = visit.text
        let body = record.body
        let city = record.city?.shown(on: visit.language)
        let isPersian = visit.language == .fa
        var facts = [
            FactsView.Fact(text.text("cities.field.name.fa"), body.namePersian, lang: isPersian ? nil : "fa"),
            FactsView.Fact(text.text("cities.field.name.en"), body.nameEnglish, lang: isPersian ? "en" : nil),
            FactsView.Fact(text.text("common.kind"), text.text(body.kind.key)),
            FactsView.Fact(text.text("common.city"), city?.text, href: record.city?.href, lang: city?.lang),
            FactsView.Fact(
                text.text("common.country"), record.country?.name(in: visit.language), href: record.country?.href),
            FactsView.Fact(text.text("cities.field.side"), text.text(body.side.key)),
        ]
        facts.append(
            FactsView.Fact(
                text.text("common.confidentiality"), text.text("confidentiality.\(body.secrecy.rawValue)"),
                detail: text.text("confidentiality.\(body.secrecy.rawValue)Hint")))
        return FactsView(facts)
    }

    private static func line(_ holder: Holder, visit: Visit) -> CityPage.LineView {
        let name = holder.person.shown(on: visit.language)
        let meta = [holder.post.title(in: visit.language), PostWords.span(holder.post, visit: visit)]
            .compactMap { $0 }.filter { !$0.isEmpty }
        return CityPage.LineView(
            title: name.text, lang: name.lang, href: holder.person.href,
            meta: meta.joined(separator: " · "),
            badge: holder.person.secrecy == .restricted ? holder.person.secrecy.badge(in: visit.text) : nil)
    }

    private static func bare(_ address: String) -> String {
        var bare = address.replacing("https://", with: "").replacing("http://", with: "")
        if bare.hasSuffix("/") { bare.removeLast() }
        return bare
    }
}

/// From when to when a post is held.
enum PostWords {
    /// «از ۱۴۰۱», "2020 to March 2024"; nil when no date is known.
    static func span(_ post: Post, visit: Visit) -> String? {
        switch (visit.shown(post.from), visit.shown(post.to)) {
        case (let from?, let to?): visit.text.text("cities.post.span", ["from": from, "to": to])
        case (let from?, nil): visit.text.text("cities.post.since", ["from": from])
        case (nil, let to?): visit.text.text("cities.post.until", ["to": to])
        case (nil, nil): nil
        }
    }
}

import HTTPTypes

/// A page behind a personal link, as `guest-panels.mustache` shows it: panels, and no way to any other page.
public struct GuestView: Sendable {
    /// The same page in the other language.
    public struct OtherLanguage: Sendable {
        public let href: String
        public let lang: String
        public let label: String

        /// - Parameter visit: in the language in which the page is written.
        public init(of visit: Visit) {
            let other: Language = visit.language == .fa ? .en : .fa
            href = visit.path + visit.query.with("language", other.rawValue).text
            lang = other.rawValue
            label = visit.text.text("language.\(other.rawValue)")
        }
    }

    public let lead: String?
    public let panels: [PanelView]
    public let otherLanguage: OtherLanguage?

    public init(lead: String? = nil, panels: [PanelView], otherLanguage: OtherLanguage? = nil) {
        self.lead = lead
        self.panels = panels
        self.otherLanguage = otherLanguage
    }
}

extension Page {
    /// A page behind a personal link.
    ///
    /// - Parameter visit: in the language in which the page is written.
    public static func guest(
        title: String, eyebrow: String? = nil, lead: String? = nil, breadcrumbs: [Crumb] = [],
        panels: [PanelView], problems: [Problem] = [], visit: Visit
    ) -> Page {
        var page = Page(
            "guest-panels", title: title, eyebrow: eyebrow, breadcrumbs: breadcrumbs,
            status: Page.status(of: problems),
            view: GuestView(
                lead: lead, panels: panels, otherLanguage: GuestView.OtherLanguage(of: visit)))
        page.language = visit.language
        page.isPersonal = true
        return page
    }

    /// What a link says that opens nothing, be it unknown, over or revoked: the three look the same.
    public static func closedLink(_ visit: Visit) -> Page {
        let text = visit.text
        var page = Page.guest(
            title: text.text("links.closedTitle"), lead: text.text("links.closedText"), panels: [], visit: visit)
        page.status = .notFound
        return page
    }
}

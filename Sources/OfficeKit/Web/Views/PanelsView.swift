/// A page of panels, as `panels.mustache` shows it.
public struct PanelsView: Sendable {
    public var panels: [PanelView]

    public init(_ panels: [PanelView]) { self.panels = panels }
}

/// One panel: whatever of facts, codes, items, a form, buttons and links it has, in this order.
public struct PanelView: Sendable {
    /// One line with a name, a note and perhaps a button.
    public struct Item: Sendable {
        public var title: String
        public var href: String?
        public var meta: String
        public var badge: BadgeView?
        public var button: Button?

        public init(
            title: String, href: String? = nil, meta: String, badge: BadgeView? = nil, button: Button? = nil
        ) {
            self.title = title
            self.href = href
            self.meta = meta
            self.badge = badge
            self.button = button
        }
    }

    /// A form that is one button.
    public struct Button: Sendable {
        public var action: String
        public var label: String
        public var isDanger: Bool
        /// Asked before it is sent.
        public var confirm: String?

        public init(action: String, label: String, isDanger: Bool = false, confirm: String? = nil) {
            self.action = action
            self.label = label
            self.isDanger = isDanger
            self.confirm = confirm
        }
    }

    public var id: String?
    public var title: String
    public var text: String?
    public var facts: FactsView?
    /// Secrets that are shown once.
    public var codes: [String] = []
    public var items: [Item] = []
    public var form: FormView?
    public var buttons: [Button] = []
    public var links: [ActionView] = []

    public init(
        id: String? = nil, title: String, text: String? = nil, facts: FactsView? = nil, codes: [String] = [],
        items: [Item] = [], form: FormView? = nil, buttons: [Button] = [], links: [ActionView] = []
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.facts = facts
        self.codes = codes
        self.items = items
        self.form = form
        self.buttons = buttons
        self.links = links
    }
}

import Mustache

/// A stage's mark.
public struct StageView: Sendable {
    public var name: String
    public var label: String
    public var position: String
    public var href: String?
    public var reason: String?

    public init(name: String, label: String, position: String, href: String? = nil, reason: String? = nil) {
        self.name = name
        self.label = label
        self.position = position
        self.href = href
        self.reason = reason
    }
}

/// A word in a coloured frame.
public struct BadgeView: Sendable {
    public enum Tone: String, Sendable {
        case neutral, info, success, warning, danger, restricted, office, `public`
    }

    public var tone: String
    public var label: String

    public init(_ tone: Tone, _ label: String) {
        self.tone = tone.rawValue
        self.label = label
    }
}

/// A link that looks like a button.
public struct ActionView: Sendable {
    public var label: String
    public var href: String
    public var primary: Bool

    public init(_ label: String, href: String, isPrimary: Bool = false) {
        self.label = label
        self.href = href
        primary = isPrimary
    }
}

/// What stands where nothing is.
public struct EmptyView: Sendable {
    public var title: String
    public var text: String?
    public var action: ActionView?

    public init(title: String, text: String? = nil, action: ActionView? = nil) {
        self.title = title
        self.text = text
        self.action = action
    }
}

/// A number that opens down to its proof.
public struct FigureView: Sendable {
    public var value: String
    public var label: String
    public var href: String
    public var detail: String?
    public var tone: String?

    public init(value: String, label: String, href: String, detail: String? = nil, tone: String? = nil) {
        self.value = value
        self.label = label
        self.href = href
        self.detail = detail
        self.tone = tone
    }
}

/// A record in a list of cards.
public struct CardView: Sendable {
    public var title: String
    public var href: String?
    public var eyebrow: String?
    public var text: String?
    public var stage: StageView?
    public var badges: [BadgeView]
    public var meta: String?

    public init(
        title: String, href: String? = nil, eyebrow: String? = nil, text: String? = nil, stage: StageView? = nil,
        badges: [BadgeView] = [], meta: String? = nil
    ) {
        self.title = title
        self.href = href
        self.eyebrow = eyebrow
        self.text = text
        self.stage = stage
        self.badges = badges
        self.meta = meta
    }
}

/// Facts of a record; one without text reads "not recorded".
public struct FactsView: Sendable {
    public struct Fact: Sendable {
        public var label: String
        public var text: String?
        public var href: String?
        public var detail: String?
        public var badge: BadgeView?
        /// The language of `text` where it is not the page's.
        public var lang: String?
        /// The direction of `text` where it is known, as that of numbers and addresses.
        public var dir: String?

        public init(
            _ label: String, _ text: String?, href: String? = nil, detail: String? = nil, badge: BadgeView? = nil,
            lang: String? = nil, dir: String? = nil
        ) {
            self.label = label
            self.text = text
            self.href = href
            self.detail = detail
            self.badge = badge
            self.lang = lang
            self.dir = dir
        }
    }

    public var facts: [Fact]

    public init(_ facts: [Fact]) { self.facts = facts }
}

/// What happened to a record, newest first.
public struct TimelineView: Sendable {
    public struct Entry: Sendable {
        public var who: String
        public var what: String
        public var when: String
        public var datetime: String
        public var changes: [Line]
        /// The record, where the page tells of several.
        public var subject: Link?

        public init(who: String, what: String, when: String, datetime: String, changes: [Line] = []) {
            self.who = who
            self.what = what
            self.when = when
            self.datetime = datetime
            self.changes = changes
        }
    }

    /// A record that an entry is about.
    public struct Link: Sendable {
        public var kind: String
        public var label: String
        public var href: String?
    }

    public struct Line: Sendable {
        public var label: String
        public var before: String?
        public var after: String?

        public init(label: String, before: String?, after: String?) {
            self.label = label
            self.before = before
            self.after = after
        }
    }

    public var entries: [Entry]

    public init(entries: [Entry]) { self.entries = entries }
}

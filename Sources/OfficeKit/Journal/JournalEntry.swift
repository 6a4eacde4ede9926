/// Who changed something, and through what door.
public struct Author: Sendable, Hashable, Codable {
    /// How the change came in.
    public enum Door: String, Sendable, Codable {
        /// `link` is a personal link: its author has a name and no account.
        case page, api, command, job, link
    }

    /// The account; nil when the machine itself acted.
    public let account: String?
    /// The name as it was then, so that history stays readable after an account is renamed.
    public let name: String
    public let door: Door

    public init(account: String?, name: String, door: Door) {
        self.account = account
        self.name = name
        self.door = door
    }

    /// A command run on the machine.
    public static func command(_ name: String) -> Author { Author(account: nil, name: name, door: .command) }
}

/// What a change is about.
public struct Subject: Sendable, Hashable, Codable {
    /// The kind in the vocabulary: `agreement`, `clause`, `city`, `account` …
    public let kind: String
    /// The record's id.
    public let id: String
    /// What people call it: its code or title at that time.
    public let label: String

    public init(kind: String, id: String, label: String) {
        self.kind = kind
        self.id = id
        self.label = label
    }
}

/// One field before and after. Texts are as stored; `field` is a catalogue key, `agreement.field.signed`.
public struct FieldChange: Sendable, Hashable, Codable {
    /// How the values are to be shown.
    public enum Style: String, Sendable, Codable {
        /// As typed.
        case text
        /// An ISO day, month or year, shown in the reader's calendar.
        case day
        /// A catalogue key.
        case key
        /// A whole number.
        case number
    }

    public let field: String
    public let style: Style
    public let before: String?
    public let after: String?
    /// The records whose names stand in the values: who may not see one of them now reads "…" instead. Nil when none.
    public let names: [Mention]?

    /// A record that is named.
    public struct Mention: Sendable, Hashable, Codable {
        public let kind: String
        public let id: String

        public init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    public init(
        _ field: String, _ style: Style = .text, from before: String?, to after: String?, naming names: [Mention] = []
    ) {
        self.field = field
        self.style = style
        self.before = before
        self.after = after
        self.names = names.isEmpty ? nil : names
    }

    /// The change without its values, for who may not see a record that they name.
    var masked: FieldChange { FieldChange(field, from: before.map { _ in "…" }, to: after.map { _ in "…" }) }

    /// The fields that differ.
    public static func differences(_ changes: FieldChange...) -> [FieldChange] {
        changes.filter { $0.before != $0.after }
    }
}

/// One line of the journal.
public struct JournalEntry: Sendable, Hashable {
    /// Its place, from 1 without gaps.
    public let number: Int64
    public let at: Moment
    public let author: Author
    /// What the author's account is called in Persian now; nil when there is none, or nobody has looked.
    ///
    /// The journal keeps one name, the English one, for its chain is the same in every language.
    public internal(set) var authorPersian: String?
    /// What happened, a catalogue key: `journal.agreement.created`.
    public let action: String
    public let subject: Subject
    /// The record under which it is read, when it is part of a larger one: a clause's agreement.
    public let parent: Subject?
    /// The secrecy of the record at that time; a reader needs to see both it and the record as it is now.
    public let secrecy: Secrecy
    public internal(set) var changes: [FieldChange]
    /// Why, in the author's words.
    public let reason: String?
    /// SHA-256 over the previous hash and this entry's canonical form, in hexadecimal.
    public let hash: String

    /// Who did it, for a reader; nil when it was a command.
    public func author(in language: Language) -> String? {
        if author.door == .command { return nil }
        return language == .fa ? authorPersian ?? author.name : author.name
    }

    /// The same entry with its changes worded for a reader: ids of records as their names.
    public func worded(_ changes: [FieldChange]) -> JournalEntry {
        var entry = self
        entry.changes = changes
        return entry
    }
}

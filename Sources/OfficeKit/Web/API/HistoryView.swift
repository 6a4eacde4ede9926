import SQLStore

/// The history of a record, the latest first.
public struct HistoryView: APIShape {
    /// One entry of the journal.
    public struct Entry: APIShape {
        public static let schemaName = "HistoryEntry"
        public static let notes: [String: FieldNote] = [
            "number": FieldNote("Its place in the journal."),
            "at": FieldNote(format: "date-time"),
            "author": FieldNote("The name as it was then."),
            "door": FieldNote(
                "Whether it came from a page, this interface, a command or a job.",
                choices: ["page", "api", "command", "job"]),
            "action": FieldNote("What happened, as a name that does not change with the language."),
            "sentence": FieldNote("What happened, in words."),
            "hash": FieldNote("SHA-256 over the entry before and this one."),
        ]

        let number: Int64
        let at: String
        let author: String
        let door: String
        let action: String
        let sentence: String
        let subject: SubjectView
        let reason: String?
        let changes: [FieldChangeView]
        let hash: String
    }

    /// What an entry is about.
    public struct SubjectView: APIShape {
        let kind: String
        let id: String
        let label: String
    }

    /// A field before and after.
    public struct FieldChangeView: APIShape {
        let field: String
        let label: String
        let before: String?
        let after: String?
    }

    public let items: [Entry]

    public init(_ entries: [JournalEntry], in text: Catalogue) {
        items = entries.map { entry in
            Entry(
                number: entry.number, at: entry.at.iso, author: entry.author.name, door: entry.author.door.rawValue,
                action: entry.action, sentence: text.text(entry.action, ["label": entry.subject.label]),
                subject: SubjectView(kind: entry.subject.kind, id: entry.subject.id, label: entry.subject.label),
                reason: entry.reason,
                changes: entry.changes.map { change in
                    FieldChangeView(
                        field: change.field, label: text.text(change.field), before: change.before,
                        after: change.after)
                }, hash: entry.hash)
        }
    }

    /// How many entries are asked for.
    public struct Filter: APIShape {
        public static let notes: [String: FieldNote] = [
            "limit": FieldNote("How many at most; 200 when left out.", least: 1, most: 200)
        ]
        public let limit: Int?
    }
}

import OfficeKit
import SQLStore

extension Reminder {
    static let migration = SchemaMigration(
        id: "agreements-043-reminders",
        statements: """
            CREATE TABLE reminder (
                kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                day TEXT NOT NULL,
                label TEXT NOT NULL,
                agreement_id TEXT REFERENCES agreement (id),
                recipient TEXT,
                PRIMARY KEY (kind, subject_id, day)
            );
            CREATE INDEX reminder_day ON reminder (day);
            """)

    /// Notes that one is reminded.
    ///
    /// - Returns: whether nobody had been reminded of it on that day.
    func keep(on connection: any SQLConnection) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO reminder (kind, subject_id, day, label, agreement_id, recipient)
            VALUES (\(kind.rawValue), \(subject), \(day), \(label), \(agreement.sqlValue), \(recipient.sqlValue))
            ON CONFLICT (kind, subject_id, day) DO NOTHING
            """) == 1
    }

    /// The reminders of some things, the latest first.
    static func all(
        of subjects: [String], kind: Kind, on connection: any SQLConnection
    ) throws -> [Reminder] {
        try subjects.chunked(by: 500).flatMap { part in
            try connection.rows(
                """
                SELECT * FROM reminder WHERE kind = \(kind.rawValue) AND subject_id IN \(list: part)
                ORDER BY day DESC, subject_id
                """, as: Reminder.self)
        }
    }

    /// The last reminders of agreements that these eyes may see, and of requests.
    static func latest(
        for viewer: Viewer, limit: Int, on connection: any SQLConnection
    ) throws -> [(reminder: Reminder, code: String?)] {
        try connection.rows(
            """
            SELECT reminder.*, agreement.code FROM reminder LEFT JOIN agreement ON agreement.id = reminder.agreement_id
            WHERE (reminder.agreement_id IS NULL AND NOT EXISTS (
                    SELECT 1 FROM update_request_item JOIN agreement AS asked
                        ON asked.id = update_request_item.agreement_id
                    WHERE update_request_item.request_id = reminder.subject_id
                        AND NOT \(fragment: viewer.sees(table: "asked", kind: Agreement.kind))))
                OR (reminder.agreement_id IS NOT NULL
                    AND \(fragment: viewer.sees(table: "agreement", kind: Agreement.kind)))
            ORDER BY reminder.day DESC, reminder.kind, reminder.label LIMIT \(limit)
            """
        ).map { (try Reminder(row: $0), try $0["code"]) }
    }

    /// When each of some things was last reminded of, and how many times.
    static func last(
        of subjects: [String], kind: Kind, on connection: any SQLConnection
    ) throws -> [String: (day: Day, count: Int)] {
        var found: [String: (day: Day, count: Int)] = [:]
        for part in subjects.chunked(by: 500) {
            for row in try connection.rows(
                """
                SELECT subject_id, MAX(day) AS last, COUNT(*) AS count FROM reminder
                WHERE kind = \(kind.rawValue) AND subject_id IN \(list: part) GROUP BY subject_id
                """)
            {
                found[try row[0]] = (try row[1], try row[2])
            }
        }
        return found
    }
}

extension Reminder: RowReadable {
    init(row: Row) throws {
        let kind: String = try row["kind"]
        self.init(
            kind: Kind(rawValue: kind) ?? .dueSoon, subject: try row["subject_id"], day: try row["day"],
            label: try row["label"], agreement: try row["agreement_id"], recipient: try row["recipient"])
    }
}

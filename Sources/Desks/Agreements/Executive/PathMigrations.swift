import SQLStore

extension AgreementMigrations {
    /// What the executive document says of an action beyond owner and date, and the path to its being in force.
    static let executive = SchemaMigration(
        id: "agreements-020-executive",
        statements: """
            ALTER TABLE action ADD COLUMN title_other TEXT;
            ALTER TABLE action ADD COLUMN indicator TEXT;
            ALTER TABLE action ADD COLUMN indicator_other TEXT;
            ALTER TABLE action ADD COLUMN budget_line TEXT;
            CREATE TABLE path_gate (
                id TEXT PRIMARY KEY,
                place BIGINT NOT NULL,
                step TEXT NOT NULL,
                name_fa TEXT NOT NULL,
                name_en TEXT NOT NULL,
                decider_fa TEXT NOT NULL,
                decider_en TEXT NOT NULL
            );
            CREATE TABLE path_record (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                place BIGINT NOT NULL,
                kind TEXT NOT NULL,
                step TEXT NOT NULL,
                gate_id TEXT,
                name_fa TEXT,
                name_en TEXT,
                decider_fa TEXT,
                decider_en TEXT,
                document_number TEXT NOT NULL,
                dated TEXT NOT NULL,
                reason TEXT,
                recorded_by TEXT NOT NULL,
                recorded_at TEXT NOT NULL,
                UNIQUE (agreement_id, place)
            );
            """)
}

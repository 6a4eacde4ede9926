import SQLStore

/// The desk's tables.
public enum AgreementMigrations {
    /// In the order in which they build on one another.
    public static let all: [SchemaMigration] = [
        instruments, claims, settlers, ReadDocument.migration, TwinState.migration, executive, autopsy,
        Recurrence.migration,
        EvidenceReference.migration, UpdateRequest.migration, Reminder.migration, PartnerAccess.migration,
    ]

    static let instruments = SchemaMigration(
        id: "agreements-001-instruments",
        statements: """
            CREATE TABLE code_counter (
                kind TEXT PRIMARY KEY,
                last BIGINT NOT NULL
            );
            CREATE TABLE agreement (
                id TEXT PRIMARY KEY,
                code TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                level TEXT NOT NULL,
                parent_id TEXT REFERENCES agreement (id),
                title_fa TEXT,
                title_en TEXT,
                languages TEXT NOT NULL,
                signed TEXT,
                is_signed BIGINT NOT NULL,
                expires TEXT,
                ended TEXT,
                secrecy TEXT NOT NULL,
                created_at TEXT NOT NULL
            );
            CREATE INDEX agreement_parent ON agreement (parent_id);
            CREATE TABLE agreement_party (
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                place BIGINT NOT NULL,
                side TEXT NOT NULL,
                city_id BIGINT REFERENCES city (id),
                body_id TEXT REFERENCES body (id),
                PRIMARY KEY (agreement_id, place)
            );
            CREATE INDEX agreement_party_city ON agreement_party (city_id, agreement_id);
            CREATE TABLE agreement_signatory (
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                place BIGINT NOT NULL,
                side TEXT NOT NULL,
                person_id TEXT REFERENCES person (id),
                name TEXT NOT NULL,
                post TEXT,
                PRIMARY KEY (agreement_id, place)
            );
            CREATE TABLE clause (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                number BIGINT NOT NULL,
                text_fa TEXT,
                text_en TEXT,
                sector TEXT,
                withdrawn TEXT,
                UNIQUE (agreement_id, number)
            );
            CREATE TABLE clause_body (
                clause_id TEXT NOT NULL REFERENCES clause (id),
                side TEXT NOT NULL,
                body_id TEXT NOT NULL REFERENCES body (id),
                PRIMARY KEY (clause_id, body_id)
            );
            CREATE INDEX clause_body_body ON clause_body (body_id, clause_id);
            CREATE TABLE action (
                id TEXT PRIMARY KEY,
                clause_id TEXT NOT NULL REFERENCES clause (id),
                title TEXT NOT NULL,
                due TEXT,
                owner_body TEXT REFERENCES body (id),
                owner_person TEXT REFERENCES person (id),
                closed TEXT,
                cancelled TEXT
            );
            CREATE INDEX action_clause ON action (clause_id);
            CREATE INDEX action_due ON action (due);
            CREATE TABLE evidence (
                id TEXT PRIMARY KEY,
                clause_id TEXT NOT NULL REFERENCES clause (id),
                action_id TEXT REFERENCES action (id),
                title TEXT NOT NULL,
                link TEXT,
                submitted_by TEXT NOT NULL,
                submitted_on TEXT NOT NULL,
                dated TEXT NOT NULL,
                state TEXT NOT NULL,
                decided_by TEXT,
                decided_on TEXT,
                reason TEXT
            );
            CREATE INDEX evidence_clause ON evidence (clause_id);
            """)
}

import SQLStore

/// The office's accounts: who may sign in, as what, and by which proofs.
///
/// Secrets never stand in the database as they are shown to people: passwords are Argon2id, the tokens of sessions,
/// programs and recovery are SHA-256 of at least 80 random bits. The one exception is the key of the time-based
/// codes, which the server must know to compute them.
public enum Accounts {
    public static let migration = SchemaMigration(
        id: "office-010-accounts",
        statements: """
            CREATE TABLE account (
                id TEXT PRIMARY KEY,
                username TEXT NOT NULL UNIQUE,
                name_fa TEXT NOT NULL,
                name_en TEXT NOT NULL,
                email TEXT UNIQUE,
                role TEXT NOT NULL,
                body_id TEXT,
                password_hash TEXT NOT NULL,
                must_change BIGINT NOT NULL,
                totp_secret BYTEA,
                totp_pending BYTEA,
                totp_last_step BIGINT,
                language TEXT NOT NULL,
                calendar TEXT NOT NULL,
                theme TEXT NOT NULL,
                signed_in_at TEXT,
                disabled_at TEXT,
                created_at TEXT NOT NULL
            );
            CREATE TABLE session (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id),
                form_secret TEXT NOT NULL,
                created_at TEXT NOT NULL,
                seen_at TEXT NOT NULL,
                expires_at TEXT NOT NULL,
                second_factor_done BIGINT NOT NULL,
                address TEXT,
                user_agent TEXT
            );
            CREATE INDEX session_account ON session (account_id);
            CREATE INDEX session_expires ON session (expires_at);
            CREATE TABLE sign_in_attempt (
                id TEXT PRIMARY KEY,
                failures BIGINT NOT NULL,
                started_at TEXT NOT NULL,
                last_at TEXT NOT NULL
            );
            CREATE INDEX sign_in_attempt_last ON sign_in_attempt (last_at);
            CREATE TABLE access_token (
                id TEXT PRIMARY KEY,
                hash TEXT NOT NULL UNIQUE,
                account_id TEXT NOT NULL REFERENCES account (id),
                name TEXT NOT NULL,
                created_at TEXT NOT NULL,
                expires_at TEXT,
                last_used_at TEXT,
                revoked_at TEXT
            );
            CREATE INDEX access_token_account ON access_token (account_id);
            CREATE TABLE recovery_code (
                account_id TEXT NOT NULL REFERENCES account (id),
                hash TEXT NOT NULL,
                used_at TEXT,
                PRIMARY KEY (account_id, hash)
            );
            """)
}

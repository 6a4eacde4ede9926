import SQLStore

/// The desk's tables.
public enum CityMigrations {
    /// In the order in which they build on one another.
    public static let all: [SchemaMigration] = [places, names, contacts, contactTexts]

    static let places = SchemaMigration(
        id: "cities-001-places",
        statements: """
            CREATE TABLE country (
                code TEXT PRIMARY KEY,
                name_en TEXT NOT NULL,
                name_fa TEXT NOT NULL,
                languages TEXT NOT NULL,
                languages_fa TEXT NOT NULL,
                weekend TEXT NOT NULL,
                weekend_other TEXT,
                counterpart_tier TEXT,
                counterpart_source TEXT,
                calling_code TEXT,
                sort_en BYTEA NOT NULL,
                sort_fa BYTEA NOT NULL
            );
            CREATE TABLE city (
                id BIGINT PRIMARY KEY,
                country TEXT NOT NULL REFERENCES country (code),
                name_en TEXT NOT NULL,
                name_fa TEXT,
                name_fa_source TEXT,
                name_local TEXT,
                admin TEXT,
                latitude DOUBLE PRECISION,
                longitude DOUBLE PRECISION,
                population BIGINT NOT NULL,
                timezone TEXT,
                tier TEXT,
                is_capital BIGINT NOT NULL,
                is_own BIGINT NOT NULL,
                is_edited BIGINT NOT NULL,
                sort_en BYTEA NOT NULL,
                sort_fa BYTEA NOT NULL
            );
            CREATE INDEX city_population ON city (population, id);
            CREATE INDEX city_country ON city (country, population, id);
            CREATE INDEX city_sort_en ON city (sort_en, id);
            CREATE INDEX city_sort_fa ON city (sort_fa, id);
            CREATE TABLE city_profile (
                city_id BIGINT NOT NULL REFERENCES city (id),
                field TEXT NOT NULL,
                text_fa TEXT,
                text_en TEXT,
                source TEXT,
                PRIMARY KEY (city_id, field)
            );
            CREATE TABLE holiday (
                country TEXT NOT NULL REFERENCES country (code),
                day TEXT NOT NULL,
                name_en TEXT NOT NULL,
                name_fa TEXT,
                name_local TEXT,
                local_language TEXT,
                is_provisional BIGINT NOT NULL,
                PRIMARY KEY (country, day)
            );
            CREATE TABLE map_outline (
                number BIGINT PRIMARY KEY,
                layer TEXT NOT NULL,
                path TEXT NOT NULL
            );
            CREATE TABLE place_wording (
                kind TEXT NOT NULL,
                place TEXT NOT NULL,
                language TEXT NOT NULL,
                wording TEXT NOT NULL,
                usual TEXT,
                usual_source TEXT,
                PRIMARY KEY (kind, place, language)
            );
            CREATE TABLE city_import (
                phase TEXT PRIMARY KEY,
                digest TEXT NOT NULL,
                row_count BIGINT NOT NULL,
                at TEXT NOT NULL
            );
            """)

    static let names = SchemaMigration(
        id: "cities-002-names",
        statements: """
            CREATE TABLE city_name (
                key BYTEA NOT NULL,
                grade BIGINT NOT NULL,
                population BIGINT NOT NULL,
                city_id BIGINT NOT NULL
            );
            CREATE INDEX city_name_key ON city_name (key, grade, population, city_id);
            CREATE INDEX city_name_city ON city_name (city_id);
            CREATE TABLE city_prefix (
                prefix BYTEA NOT NULL,
                grade BIGINT NOT NULL,
                population BIGINT NOT NULL,
                city_id BIGINT NOT NULL
            );
            CREATE INDEX city_prefix_key ON city_prefix (prefix, grade, population, city_id);
            CREATE INDEX city_prefix_city ON city_prefix (city_id);
            """)

    static let contacts = SchemaMigration(
        id: "cities-003-contacts",
        statements: """
            CREATE TABLE body (
                id TEXT PRIMARY KEY,
                city_id BIGINT REFERENCES city (id),
                country TEXT REFERENCES country (code),
                kind TEXT NOT NULL,
                name_fa TEXT,
                name_en TEXT,
                web TEXT,
                is_ours BIGINT NOT NULL,
                secrecy TEXT NOT NULL,
                sort_fa BYTEA NOT NULL,
                sort_en BYTEA NOT NULL
            );
            CREATE INDEX body_city ON body (city_id, id);
            CREATE TABLE person (
                id TEXT PRIMARY KEY,
                name_fa TEXT,
                name_en TEXT,
                languages TEXT,
                email TEXT,
                phone TEXT,
                note TEXT,
                secrecy TEXT NOT NULL,
                sort_fa BYTEA NOT NULL,
                sort_en BYTEA NOT NULL
            );
            CREATE TABLE post (
                id TEXT PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES person (id),
                body_id TEXT NOT NULL REFERENCES body (id),
                title_fa TEXT,
                title_en TEXT,
                protocol_rank BIGINT,
                from_day TEXT,
                to_day TEXT
            );
            CREATE INDEX post_person ON post (person_id, id);
            CREATE INDEX post_body ON post (body_id, id);
            """)

    static let contactTexts = SchemaMigration(
        id: "cities-004-contact-texts",
        statements: """
            ALTER TABLE body ADD COLUMN found_by TEXT NOT NULL DEFAULT '';
            ALTER TABLE person ADD COLUMN found_by TEXT NOT NULL DEFAULT '';
            """)
}

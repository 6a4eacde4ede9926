import SQLStore

/// The kit's own tables, in the order of growth. Desks append theirs.
public enum OfficeTables {
    public static let migrations: [SchemaMigration] = [
        Journal.migration,
        Visit.migration,
        OfficeSettings.migration,
        Accounts.migration,
        Attachment.migration,
        Jobs.migration,
        SearchIndex.migration,
        Submission.digests,
        Journal.readingMigration,
        PersonalLink.migration,
    ]
}

import OfficeKit
import SQLStore

/// What a person is, where, and from when to when. A person holds several over time, and may hold two at once.
public struct Post: Sendable, Hashable, Identifiable {
    public let id: String
    public let person: String
    public let body: String
    public let titlePersian: String?
    public let titleEnglish: String?
    /// The place in the protocol's order, 1 first; nil when nobody has said.
    public let rank: Int?
    /// As exactly as it is known.
    public let from: PartialDay?
    /// The last day; nil while the person holds the post, as far as is known.
    public let to: PartialDay?

    /// The title in the reader's language, else in the other.
    public func title(in language: Language) -> String {
        (language == .fa ? titlePersian ?? titleEnglish : titleEnglish ?? titlePersian) ?? ""
    }

    /// The record's kind in the journal.
    public static let recordKind = "post"

    /// Whether the person holds it on a day, as far as the dates tell.
    public func isHeld(on day: Day) -> Bool {
        if let from, from.earliest > day { return false }
        if let to, to.latest < day { return false }
        return true
    }

    /// Posts held on the day first, the higher rank before the lower, then the newer before the older.
    public static func ordered(_ posts: [Post], on day: Day) -> [Post] {
        posts.sorted { left, right in
            let held = (left.isHeld(on: day), right.isHeld(on: day))
            if held.0 != held.1 { return held.0 }
            if left.rank != right.rank { return (left.rank ?? .max) < (right.rank ?? .max) }
            let starts = (left.from?.earliest.epochDay ?? .min, right.from?.earliest.epochDay ?? .min)
            return starts.0 == starts.1 ? left.id < right.id : starts.0 > starts.1
        }
    }
}

/// A post as a form gives it.
public struct PostDraft: Sendable, Hashable {
    public var body = ""
    public var titlePersian: String?
    public var titleEnglish: String?
    public var rank: Int?
    public var from: PartialDay?
    public var to: PartialDay?

    public init() {}

    /// What is known of a post, to be changed.
    public init(_ post: Post) {
        body = post.body
        titlePersian = post.titlePersian
        titleEnglish = post.titleEnglish
        rank = post.rank
        from = post.from
        to = post.to
    }

    func checked(for viewer: Viewer, on connection: any SQLConnection) throws -> PostDraft {
        var draft = self
        draft.titlePersian = TextInput.name(titlePersian, in: .fa)
        draft.titleEnglish = TextInput.name(titleEnglish)
        var problems: [Problem] = []
        if draft.titlePersian == nil, draft.titleEnglish == nil {
            problems.append(Problem(field: "title-fa", key: "cities.problem.titleMissing"))
        }
        if try Body.find(body, for: viewer, on: connection) == nil {
            problems.append(Problem(field: "body", key: "cities.problem.bodyMissing"))
        }
        if let rank, !(1...999).contains(rank) {
            problems.append(Problem(field: "rank", key: "cities.problem.rank"))
        }
        if let from, let to, to.latest < from.earliest {
            problems.append(Problem(field: "to", key: "cities.problem.endBeforeStart"))
        }
        guard problems.isEmpty else { throw CityError.problems(problems) }
        return draft
    }

    func changes(from before: PostDraft?) -> [FieldChange] {
        FieldChange.differences(
            FieldChange("cities.field.body", from: before?.body, to: body),
            FieldChange("cities.field.title.fa", from: before?.titlePersian, to: titlePersian),
            FieldChange("cities.field.title.en", from: before?.titleEnglish, to: titleEnglish),
            FieldChange("cities.field.rank", .number, from: before?.rank.map(String.init), to: rank.map(String.init)),
            FieldChange("cities.field.from", .day, from: before?.from?.iso, to: from?.iso),
            FieldChange("cities.field.to", .day, from: before?.to?.iso, to: to?.iso))
    }
}

extension Post: RowReadable {
    public init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        body = try row["body_id"]
        titlePersian = try row["title_fa"]
        titleEnglish = try row["title_en"]
        rank = try row["protocol_rank"]
        from = try row["from_day"]
        to = try row["to_day"]
    }

    /// A person's posts at bodies that the viewer may see.
    public static func list(
        of person: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Post] {
        try connection.rows(
            """
            SELECT post.* FROM post JOIN body ON body.id = post.body_id
            WHERE post.person_id = \(person) AND \(fragment: viewer.sees(table: "body", kind: Body.recordKind))
            ORDER BY post.id
            """, as: Post.self)
    }

    /// The posts at a body whose holders the viewer may see.
    public static func list(
        at body: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Post] {
        try connection.rows(
            """
            SELECT post.* FROM post JOIN person ON person.id = post.person_id
            WHERE post.body_id = \(body) AND \(fragment: viewer.sees(table: "person", kind: Person.recordKind))
            ORDER BY post.id
            """, as: Post.self)
    }

    /// Gives a person a post.
    ///
    /// - Throws: ``CityError/unknownPerson(_:)``, ``CityError/problems(_:)``.
    public static func add(_ draft: PostDraft, to person: String, for viewer: Viewer, in change: Change) throws -> Post
    {
        let connection = change.connection
        guard let holder = try Person.find(person, for: viewer, on: connection) else {
            throw CityError.unknownPerson(person)
        }
        let draft = try draft.checked(for: viewer, on: connection)
        let id = Identifier.make(at: change.at)
        try connection.execute(
            """
            INSERT INTO post (id, person_id, body_id, title_fa, title_en, protocol_rank, from_day, to_day)
            VALUES (\(id), \(person), \(draft.body), \(draft.titlePersian), \(draft.titleEnglish), \(draft.rank),
                \(draft.from), \(draft.to))
            """)
        let post = Post(id: id, person: person, draft: draft)
        try change.record(
            "journal.post.added", Subject(kind: Post.recordKind, id: id, label: post.title(in: .fa)),
            under: holder.subject,
            secrecy: try secrecy(holder, draft, on: connection), changes: draft.changes(from: nil))
        return post
    }

    /// Changes a post; giving it an end day is how a person leaves it.
    ///
    /// - Throws: ``CityError/unknownPost(_:)``, ``CityError/problems(_:)``.
    public static func edit(_ id: String, to draft: PostDraft, for viewer: Viewer, in change: Change) throws {
        let connection = change.connection
        guard let post = try connection.first("SELECT * FROM post WHERE id = \(id)", as: Post.self),
            let holder = try Person.find(post.person, for: viewer, on: connection)
        else { throw CityError.unknownPost(id) }
        let draft = try draft.checked(for: viewer, on: connection)
        let before = PostDraft(post)
        if before == draft { return change.nothingChanged() }
        try connection.execute(
            """
            UPDATE post SET body_id = \(draft.body), title_fa = \(draft.titlePersian),
                title_en = \(draft.titleEnglish), protocol_rank = \(draft.rank), from_day = \(draft.from),
                to_day = \(draft.to)
            WHERE id = \(id)
            """)
        let edited = Post(id: id, person: post.person, draft: draft)
        try change.record(
            "journal.post.edited", Subject(kind: Post.recordKind, id: id, label: edited.title(in: .fa)),
            under: holder.subject, secrecy: try secrecy(holder, draft, on: connection),
            changes: draft.changes(from: before))
    }

    /// A post tells of the person and of the body, so that the stricter of the two decides who reads of it.
    private static func secrecy(
        _ holder: Person, _ draft: PostDraft, on connection: any SQLConnection
    ) throws -> Secrecy {
        let body: Secrecy? = try connection.value("SELECT secrecy FROM body WHERE id = \(draft.body)")
        return Secrecy.allCases.last { $0 == holder.secrecy || $0 == body } ?? holder.secrecy
    }

    private init(id: String, person: String, draft: PostDraft) {
        self.init(
            id: id, person: person, body: draft.body, titlePersian: draft.titlePersian,
            titleEnglish: draft.titleEnglish, rank: draft.rank, from: draft.from, to: draft.to)
    }
}

import OfficeKit
import SQLStore

/// What a person is, where, and from when to when.
struct PostView: APIVersioned {
    static let notes: [String: FieldNote] = [
        "body": FieldNote("The body's id."),
        "rank": FieldNote("The place in the protocol's order, 1 first."),
        "from": FieldNote("As exactly as it is known."),
        "to": FieldNote("The last day; left out while the person holds the post."),
        "isHeld": FieldNote("Whether the person holds it today, as far as the dates tell."),
    ]

    let id: String
    let version: String
    let body: String
    let bodyName: Wording
    let title: Wording
    let rank: Int?
    let from: PartialDay?
    let to: PartialDay?
    let isHeld: Bool

    private init(_ holder: Holder, version: String, on today: Day) {
        let post = holder.post
        id = post.id
        self.version = version
        body = post.body
        bodyName = Wording(fa: holder.body.namePersian, en: holder.body.nameEnglish)
        title = Wording(fa: post.titlePersian, en: post.titleEnglish)
        rank = post.rank
        from = post.from
        to = post.to
        isHeld = post.isHeld(on: today)
    }

    /// The posts of the address's person, at bodies that these eyes may see.
    ///
    /// - Throws: ``Refusal/notFound`` when there is no such person for these eyes.
    static func all(of visit: Visit, on connection: any SQLConnection) throws -> [PostView] {
        let person = visit.part("id")
        guard try Person.find(person, for: visit.viewer, on: connection) != nil else { throw Refusal.notFound }
        let holders = Holder.ordered(
            try Holder.list(of: [person], for: visit.viewer, on: connection), on: visit.today)
        let versions = try Journal.versions(of: Post.recordKind, ids: holders.map(\.post.id), on: connection)
        return holders.map { PostView($0, version: versions[$0.post.id] ?? "0", on: visit.today) }
    }

    static func load(_ id: String, visit: Visit, on connection: any SQLConnection) throws -> PostView {
        guard let post = try all(of: visit, on: connection).first(where: { $0.id == id }) else {
            throw Refusal.notFound
        }
        return post
    }
}

/// All posts of a person.
struct PostsView: APIShape {
    let items: [PostView]
}

/// A post as a program sends it.
struct PostInput: APIInput {
    static let fieldNames = ["title-fa": "title.fa", "title-en": "title.en"]
    static let notes: [String: FieldNote] = [
        "body": FieldNote("The body's id.", most: 64),
        "rank": FieldNote("The place in the protocol's order, 1 first.", least: 1, most: 999),
        "from": FieldNote("As exactly as it is known."),
        "to": FieldNote("The last day; giving it is how a person leaves a post."),
    ]

    let body: String
    let title: Wording
    let rank: Int?
    let from: PartialDay?
    let to: PartialDay?

    var draft: PostDraft {
        var draft = PostDraft()
        draft.body = body
        draft.titlePersian = title[.fa]
        draft.titleEnglish = title[.en]
        draft.rank = rank
        draft.from = from
        draft.to = to
        return draft
    }
}

extension CitiesAPI {
    static var posts: [Route] {
        [
            API.get("/people/:id/posts", for: .read, "Lists a person's posts", gives: PostsView.self) { visit in
                try await visit.read { PostsView(items: try PostView.all(of: visit, on: $0)) }
            },
            API.create(
                "/people/:id/posts", for: .editContacts, "Gives a person a post", takes: PostInput.self,
                gives: PostView.self
            ) { input, visit, change in
                try keeping {
                    try Post.add(input.draft, to: visit.part("id"), for: visit.viewer, in: change).id
                }
            } show: { id, visit, connection in
                try PostView.load(id, visit: visit, on: connection)
            },
            API.get("/people/:id/posts/:post", for: .read, "Tells a post", gives: PostView.self) { visit in
                try await visit.read { try PostView.load(visit.part("post"), visit: visit, on: $0) }
            },
            API.replace(
                "/people/:id/posts/:post", for: .editContacts, "Changes a post, or ends it", takes: PostInput.self,
                gives: PostView.self
            ) { input, visit, change in
                let post = try PostView.load(visit.part("post"), visit: visit, on: change.connection)
                try keeping { try Post.edit(post.id, to: input.draft, for: visit.viewer, in: change) }
            } show: { visit, connection in
                try PostView.load(visit.part("post"), visit: visit, on: connection)
            },
        ]
    }
}

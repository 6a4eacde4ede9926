/// A record of any kind that was found.
struct FoundView: APIShape {
    static let notes: [String: FieldNote] = [
        "kind": FieldNote("What it is: `agreement`, `body`, `person`, `city` …"),
        "href": FieldNote("The address of its page."),
        "code": FieldNote("What people call it by, where it has one."),
        "excerpt": FieldNote("A text of it in which what was typed stands."),
    ]

    let kind: String
    let href: String
    let title: String
    let code: String?
    let excerpt: String?
    let secrecy: Secrecy
}

extension SearchRoutes {
    /// What is searched for.
    struct Filter: APIShape {
        static let notes: [String: FieldNote] = [
            "q": FieldNote("Words, in any script.", least: 1, most: longest),
            "kind": FieldNote("Records of one kind alone.", most: 40),
            "page": FieldNote("From 1; a page has \(size).", least: 1, most: lastPage),
        ]

        let q: String
        let kind: String?
        let page: Int?
    }

    var api: Route {
        API.get(
            "/search", for: .read, "Finds records of all kinds by any word of theirs", asks: Filter.self,
            gives: Listed<FoundView>.self
        ) { filter, visit in
            let wish = PageWish(page: filter.page, limit: Self.size)
            guard let question = SearchQuestion(filter.q, viewer: visit.viewer, language: visit.language) else {
                return Listed([], of: 0, at: wish, visit: visit)
            }
            let found = try await findings(question, kind: filter.kind, page: wish.page, visit)
            let views = found.results.map { result in
                FoundView(
                    kind: result.kind, href: result.href, title: result.title, code: result.code,
                    excerpt: result.excerpt, secrecy: result.secrecy)
            }
            return Listed(views, of: found.total, at: wish, visit: visit)
        }
    }
}

import HTTPTypes
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import OfficeKit

@Suite("Agreements through the API")
struct AgreementsAPITests {
    private static func body(
        _ title: String = "Test", level: String = "principle", secrecy: String = "office", more: String = ""
    ) -> String {
        """
        {"kind": "memorandum", "level": "\(level)", "title": {"en": "\(title)"}, "secrecy": "\(secrecy)",
         "parties": [{"side": "theirs", "city": \(TestOffice.seoul)}]\(more)}
        """
    }

    @Test(
        "what is registered is answered, listed and told, and the journal knows the door", arguments: TestOffice.engines
    )
    func create(engine: Engine) async throws {
        try await serving(engine) { site in
            let program = try await site.program()
            let made = try await program.ask(
                .post, "/agreements",
                Self.body(
                    more: """
                        , "signed": "j1403-06", "expires": "2030", "languages": ["fa", "ko"],
                        "signatories": [{"side": "ours", "name": " Somebody ", "post": "Mayor"}]
                        """))
            #expect(made.status == 201)
            #expect(made.headers[.location] == "/api/v1/agreements/AGR-0001")
            #expect(made.text("code") == "AGR-0001")
            #expect(made.text("stage") == "paper")
            #expect(made.text("signed") == "j1403-06")
            #expect(made.body["isSigned"] == true)
            #expect(made.body["languages"] == ["fa", "ko"])
            #expect(made.body["signatories"] == [["side": "ours", "name": "Somebody", "post": "Mayor"]])
            #expect(
                made.body["parties"] == [
                    ["side": "ours", "city": .integer(TestOffice.tehran)],
                    ["side": "theirs", "city": .integer(TestOffice.seoul)],
                ], "the own city is added")
            let told = try await program.get("/agreements/AGR-0001")
            #expect(told.status == 200)
            #expect(told.body == made.body)
            #expect(told.headers[.eTag] == "\"\(told.text("version") ?? "")\"")
            let list = try await program.get("/agreements")
            #expect(list.items == [made.body])
            let history = try await program.get("/agreements/AGR-0001/history")
            #expect(history.items.count == 1)
            #expect(history.items.first?["door"] == "api")
            #expect(history.items.first?["sentence"] == "registered the agreement")
        }
    }

    @Test("lists are filtered and paged, and a misspelt wish is refused", arguments: TestOffice.engines)
    func list(engine: Engine) async throws {
        try await serving(engine) { site in
            let program = try await site.program()
            for number in 1...5 {
                let level = number == 3 ? "executive" : "principle"
                let made = try await program.ask(.post, "/agreements", Self.body("Paper \(number)", level: level))
                #expect(made.status == 201)
            }
            func codes(_ query: String) async throws -> [JSON] {
                let list = try await program.get("/agreements?" + query)
                #expect(list.status == 200, "\(query)")
                return list.items.compactMap { $0["code"] }
            }
            #expect(try await codes("limit=2") == ["AGR-0001", "AGR-0002"])
            #expect(try await codes("limit=2&page=3") == ["AGR-0005"])
            #expect(try await codes("page=9").isEmpty)
            #expect(try await codes("level=executive") == ["AGR-0003"])
            #expect(try await codes("q=paper+4") == ["AGR-0004"])
            #expect(try await codes("q=%D8%B3%D8%A6%D9%88%D9%84").count == 5, "partners are found in Persian")
            #expect(try await codes("kind=friendship").isEmpty)
            #expect(try await codes("stage=paper&sleeping=true").count == 5)
            #expect(try await codes("stage=operational").isEmpty)
            let first = try await program.get("/agreements?limit=2&level=principle")
            #expect(first.body["total"] == 4)
            #expect(first.text("next") == "/api/v1/agreements?limit=2&level=principle&page=2")
            let second = try await program.get(first.text("next") ?? "")
            #expect(second.items.count == 2)
            #expect(second.text("next") == nil)
            for (query, field) in [
                ("page=0", "page"), ("limit=201", "limit"), ("limit=x", "limit"), ("stage=done", "stage"),
                ("sleeping=yes", "sleeping"), ("levle=principle", "levle"), ("page=1&page=2", "page"),
            ] {
                let refused = try await program.get("/agreements?" + query)
                #expect(refused.status == 422, "\(query)")
                #expect(refused.wrong == [field], "\(query)")
            }
            for query in ["q=%FF", "q=%00", "%00=1", "q%FF=1"] {
                let garbled = try await program.get("/agreements?" + query)
                #expect(garbled.status == 400, "\(query)")
            }
        }
    }

    @Test("all that is wrong is named at once, in English or in Persian where it is asked for")
    func wrong() async throws {
        try await serving(.sqlite) { site in
            let program = try await site.program()
            let body = """
                {"kind": "mou", "level": "principle", "title": {"xx": "a"}, "signed": "2024-13", "more": 1,
                 "parties": [{"side": "theirs", "city": "Seoul"}]}
                """
            let refused = try await program.ask(.post, "/agreements", body)
            #expect(refused.status == 422)
            #expect(refused.headers[.contentType] == "application/problem+json")
            #expect(refused.wrong == ["kind", "title.xx", "parties.0.city", "signed", "more"])
            #expect(refused.body["status"] == 422)
            #expect(refused.text("detail") == "Some fields cannot be taken as they are; each is named in errors.")
            let persian = try await program.ask(.post, "/agreements", body, headers: ["Accept-Language": "fa-IR,en"])
            #expect(persian.text("detail")?.contains("فیلد") == true)

            let senseless = try await program.ask(
                .post, "/agreements",
                """
                {"kind": "memorandum", "level": "principle", "title": {}, "signed": "2031", "parent": "AGR-0099",
                 "parties": [{"side": "theirs", "city": 1}, {"side": "theirs", "body": "none"}]}
                """)
            #expect(senseless.status == 422)
            #expect(
                senseless.wrong == ["parent", "parties.0.city", "parties.1.body", "title.fa", "signed"])
            let list = try await program.get("/agreements")
            #expect(list.items.isEmpty)
        }
    }

    @Test("what is not JSON, not of its type or not of this address is refused by name")
    func refused() async throws {
        try await serving(.sqlite) { site in
            let program = try await site.program()
            let broken = try await program.ask(.post, "/agreements", "{\n\"kind\" \"memorandum\"}")
            #expect(broken.status == 400)
            #expect(broken.text("detail") == "Line 2, column 8: a colon was expected.")
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", nil] {
                let other = try await program.ask(.post, "/agreements", Self.body(), type: type)
                #expect(other.status == 415, "\(type ?? "none")")
            }
            let typed = try await program.ask(
                .post, "/agreements", Self.body(), type: "application/json; charset=UTF-8")
            #expect(typed.status == 201)
            let method = try await program.ask(.delete, "/agreements")
            #expect(method.status == 405)
            #expect(method.headers[.allow] == "GET, HEAD, POST")
            #expect(method.headers[.contentType] == "application/problem+json")
            let strange = try await program.ask(HTTPRequest.Method("QUERY") ?? .get, "/agreements")
            #expect(strange.status == 405)
            #expect(strange.headers[.allow] == "GET, HEAD, POST")
            for path in ["/nothing", "/agreements/AGR-0099", "/agreements/%00", "/agreements/AGR-0001/clauses/x"] {
                let missing = try await program.get(path)
                #expect(missing.status == 404, "\(path)")
                #expect(missing.headers[.contentType] == "application/problem+json", "\(path)")
            }
            let large = try await program.ask(
                .post, "/agreements", Self.body(String(repeating: "a", count: 1 << 20)))
            #expect(large.status == 413)
        }
    }

    @Test("one key makes one agreement, also after a restart", arguments: TestOffice.engines)
    func idempotency(engine: Engine) async throws {
        try await serving(engine) { site in
            let program = try await site.program()
            let key = ["Idempotency-Key": "3f0c"]
            let first = try await program.ask(.post, "/agreements", Self.body(), headers: key)
            #expect(first.status == 201)
            let again = try await program.ask(.post, "/agreements", Self.body(), headers: key)
            #expect(again.status == 201)
            #expect(again.headers[.location] == first.headers[.location])
            #expect(again.body == first.body)
            // A new server knows nothing but what the database keeps.
            try await site.office.browse(try site.office.server(desks: [AgreementsDesk()])) { restarted in
                let later = try await Program(site: restarted, token: program.token).ask(
                    .post, "/agreements", Self.body(), headers: key)
                #expect(later.status == 201)
                #expect(later.headers[.location] == first.headers[.location])
            }
            let other = try await program.ask(.post, "/agreements", Self.body("Other"), headers: key)
            #expect(other.status == 422)
            #expect(other.wrong == ["Idempotency-Key"])
            let colleague = try await site.program(.deputy).ask(.post, "/agreements", Self.body(), headers: key)
            #expect(colleague.headers[.location] == "/api/v1/agreements/AGR-0002", "a key is its account's own")
            let bad = try await program.ask(
                .post, "/agreements", Self.body(), headers: ["Idempotency-Key": String(repeating: "k", count: 65)])
            #expect(bad.status == 422)
            // A refusal keeps nothing, so that the mended request may use its key.
            let wrong = try await program.ask(
                .post, "/agreements", Self.body(level: "none"), headers: ["Idempotency-Key": "b"])
            #expect(wrong.status == 422)
            let mended = try await program.ask(.post, "/agreements", Self.body(), headers: ["Idempotency-Key": "b"])
            #expect(mended.headers[.location] == "/api/v1/agreements/AGR-0003")
            let list = try await program.get("/agreements")
            #expect(list.body["total"] == 3)
        }
    }

    @Test("tokens open what their account's role may do, until they are revoked or over", arguments: TestOffice.engines)
    func tokens(engine: Engine) async throws {
        try await serving(engine) { site in
            let officer = try await site.program()
            let made = try await officer.ask(.post, "/agreements", Self.body(secrecy: "public"))
            #expect(made.status == 201)
            let nobody = Program(site: site, token: nil)
            let shut = try await nobody.get("/agreements")
            #expect(shut.status == 401)
            #expect(shut.headers[.wwwAuthenticate] == "Bearer")
            let forged = try await Program(site: site, token: "pvd_" + String(repeating: "A", count: 43)).get("/work")
            #expect(forged.status == 401)
            let described = try await nobody.get("/openapi.json")
            #expect(described.status == 200)

            let viewer = try await site.program(.viewer)
            let read = try await viewer.get("/agreements/AGR-0001")
            #expect(read.status == 200)
            let write = try await viewer.ask(.post, "/agreements", Self.body())
            #expect(write.status == 403)
            let history = try await viewer.get("/agreements/AGR-0001/history")
            #expect(history.status == 403)
            let representative = try await site.program(.bodyRepresentative).get("/agreements")
            #expect(representative.status == 403)

            let account = try await site.office.account(.urbanOfficer)
            let now = site.office.clock.now
            let short = try await site.office.change {
                try AccessTokens.create(for: account, name: "short", expires: now.adding(seconds: 60), in: $0)
            }
            let before = try await Program(site: site, token: short).get("/work")
            #expect(before.status == 200)
            site.office.clock.advance(seconds: 61)
            let after = try await Program(site: site, token: short).get("/work")
            #expect(after.status == 401)
            try await site.office.change { change in
                for token in try AccessTokens.all(of: account, on: change.connection) {
                    try AccessTokens.revoke(token.id, of: account, in: change)
                }
            }
            let revoked = try await officer.get("/work")
            #expect(revoked.status == 401)
        }
    }

    @Test("a restricted agreement is not there for those who may not see it", arguments: TestOffice.engines)
    func restricted(engine: Engine) async throws {
        try await serving(engine) { site in
            let deputy = try await site.program(.deputy)
            let officer = try await site.program()
            let made = try await deputy.ask(
                .post, "/agreements", Self.body("Hidden", level: "executive", secrecy: "restricted"))
            #expect(made.status == 201)
            let clause = try await deputy.ask(
                .post, "/agreements/AGR-0001/clauses", #"{"text": {"en": "Hidden clause"}}"#)
            #expect(clause.status == 201)
            let own = try await officer.ask(.post, "/agreements", Self.body("Seen"))
            #expect(own.status == 201)
            for path in ["", "/clauses", "/clauses/1", "/actions", "/evidence", "/claims", "/proof", "/history"] {
                let hidden = try await officer.get("/agreements/AGR-0001" + path)
                #expect(hidden.status == 404, "\(path)")
                let seen = try await deputy.get("/agreements/AGR-0001" + path)
                #expect(seen.status == 200, "\(path)")
            }
            let change = try await officer.ask(.put, "/agreements/AGR-0001", Self.body("Mine"))
            #expect(change.status == 404)
            let list = try await officer.get("/agreements")
            #expect(list.items.compactMap { $0["code"] } == ["AGR-0002"])
            let summary = try await officer.get("/register/summary")
            #expect(summary.body["total"] == 1)
            let found = try await officer.get("/search?q=hidden")
            #expect(found.body["total"] == 0)
            let foundByDeputy = try await deputy.get("/search?q=hidden")
            #expect(foundByDeputy.items.contains { $0["kind"] == "agreement" })
            let under = try await officer.ask(
                .post, "/agreements", Self.body(level: "contract", more: #", "parent": "AGR-0001""#))
            #expect(under.wrong == ["parent"], "it cannot even be named")
            let away = try await officer.ask(.post, "/agreements", Self.body(secrecy: "restricted"))
            #expect(away.wrong == ["secrecy"], "nobody hides a record from themselves")

            // A visible tie counts what lies in a document that is hidden, and tells nothing of it.
            let tie = try await deputy.ask(.post, "/agreements", Self.body("Tie", more: #", "signed": "2020""#))
            let code = tie.text("code") ?? ""
            let put = try await deputy.ask(
                .put, "/agreements/AGR-0001",
                Self.body(
                    "Hidden", level: "executive", secrecy: "restricted",
                    more: #", "signed": "2021", "parent": "\#(code)""#))
            #expect(put.status == 200)
            let proof = try await officer.get("/agreements/\(code)/proof")
            #expect(proof.body["unseen"] == 1)
            #expect(proof.body["clauses"] == [])
        }
    }

    @Test("a change meant for another version is refused and changes nothing", arguments: TestOffice.engines)
    func versions(engine: Engine) async throws {
        try await serving(engine) { site in
            let program = try await site.program()
            let made = try await program.ask(.post, "/agreements", Self.body("First"))
            let tag = made.headers[.eTag] ?? ""
            let changed = try await program.ask(
                .put, "/agreements/AGR-0001", Self.body("Second"), headers: ["If-Match": tag])
            #expect(changed.status == 200)
            #expect(changed.body["title"] == ["en": "Second"])
            #expect(changed.headers[.eTag] != tag)
            let stale = try await program.ask(
                .put, "/agreements/AGR-0001", Self.body("Third"), headers: ["If-Match": tag])
            #expect(stale.status == 412)
            #expect(stale.headers[.contentType] == "application/problem+json")
            let wrong = try await program.ask(.put, "/agreements/AGR-0001", Self.body("", level: "principle"))
            #expect(wrong.status == 422)
            #expect(wrong.wrong == ["title.fa"])
            let now = try await program.get("/agreements/AGR-0001")
            #expect(now.body == changed.body)
            let any = try await program.ask(.put, "/agreements/AGR-0001", Self.body("Third"))
            #expect(any.status == 200, "without a version the change is meant for whatever stands")
            let same = try await program.ask(.put, "/agreements/AGR-0001", Self.body("Third"))
            #expect(same.headers[.eTag] == any.headers[.eTag], "what changes nothing makes no version")
        }
    }

    @Test("the description names every route of the API, and everything in it is described")
    func description() async throws {
        try await serving(.sqlite) { site in
            let described = try await Program(site: site, token: nil).get("/openapi.json")
            guard case .record(let paths)? = described.body["paths"],
                case .record(let schemas)? = described.body["components"]?["schemas"]
            else {
                Issue.record("no paths or schemas")
                return
            }
            var names: Set<String> = []
            let routes = site.server.allRoutes.filter(\.isAPI)
            #expect(routes.count > 20)
            for route in routes {
                let name = "\(route.method) \(route.path)"
                let item = paths[OpenAPI.template(route.path)]
                let operation = item?[route.method.rawValue.lowercased()]
                #expect(operation != nil, "\(name)")
                guard case .text(let id)? = operation?["operationId"], case .text(let summary)? = operation?["summary"]
                else {
                    Issue.record("\(name) has no name or summary")
                    continue
                }
                #expect(names.insert(id).inserted, "\(id) stands twice")
                #expect(!summary.isEmpty)
                if let takes = route.operation?.takes, case .record = takes {
                } else if route.operation?.takes != nil {
                    Issue.record("\(name) takes what is not described")
                }
                let isDescribed = if case .record? = route.operation?.gives { true } else { false }
                let isFile = route.operation?.type == "*/*"
                #expect(isDescribed || isFile || route.path == OpenAPI.path, "\(name) gives what is not described")
                if let query = route.operation?.query, case .record = query {
                } else if route.method == .get {
                    #expect(isFile || route.path == OpenAPI.path, "\(name) asks what is not described")
                }
            }
            #expect(paths.count == Set(routes.map(\.path)).count)
            var references: Set<String> = []
            Self.collect(described.body, &references)
            for reference in references {
                let parts = reference.split(separator: "/").map(String.init)
                #expect(parts.first == "#" && parts.dropFirst().first == "components", "\(reference)")
                #expect(
                    described.body["components"]?[parts[2]]?[parts[3]] != nil, "\(reference) leads nowhere")
            }
            #expect(schemas.values.allSatisfy { $0 != [:] }, "every record has its fields")
        }
    }

    private static func collect(_ value: JSON, _ references: inout Set<String>) {
        switch value {
        case .list(let values): for value in values { collect(value, &references) }
        case .record(let fields):
            if case .text(let reference)? = fields["$ref"] { references.insert(reference) }
            for value in fields.values { collect(value, &references) }
        default: break
        }
    }
}

import Cities
import Foundation
import HTTPTypes
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Work under agreements through the API")
struct AgreementWorkAPITests {
    /// An executive document signed in 2020 and two bodies of ours and theirs.
    private static func prepare(_ site: TestSite) async throws -> (ours: String, theirs: String) {
        let officer = try await site.program()
        let made = try await officer.ask(
            .post, "/agreements",
            """
            {"kind": "cooperation", "level": "executive", "title": {"fa": "سند اجرایی"}, "signed": "2020",
             "parties": [{"side": "theirs", "city": \(TestOffice.seoul)}]}
            """)
        #expect(made.status == 201)
        return try await site.office.change { change in
            var draft = BodyDraft()
            draft.nameEnglish = "Parks"
            draft.isOurs = true
            let ours = try Body.add(draft, in: change).id
            draft.nameEnglish = "Gardens"
            draft.isOurs = false
            return (ours, try Body.add(draft, in: change).id)
        }
    }

    @Test(
        "a clause, an action and reviewed evidence make a tie operate, and the proof leads down to them",
        arguments: TestOffice.engines)
    func work(engine: Engine) async throws {
        try await serving(engine) { site in
            let (ours, theirs) = try await Self.prepare(site)
            let officer = try await site.program()
            let deputy = try await site.program(.deputy)
            let clause = try await officer.ask(
                .post, "/agreements/AGR-0001/clauses",
                #"{"text": {"en": "Exchange of gardeners"}, "ourBodies": ["\#(ours)"], "theirBodies": ["\#(theirs)"]}"#)
            #expect(clause.status == 201)
            #expect(clause.headers[.location] == "/api/v1/agreements/AGR-0001/clauses/1")
            #expect(clause.body["number"] == 1)
            let action = try await officer.ask(
                .post, "/agreements/AGR-0001/actions",
                #"{"clause": 1, "title": "First visit", "due": "2026-12-01", "ownerBody": "\#(ours)"}"#)
            #expect(action.status == 201)
            let id = action.text("id") ?? ""
            let assigned = try await officer.get("/agreements/AGR-0001")
            #expect(assigned.text("stage") == "assigned")
            #expect(assigned.body["due"] == [["action": .text(id), "title": "First visit", "due": "2026-12-01"]])

            let content = Data("%PDF-1.4 a report".utf8)
            let evidence = try await officer.ask(
                .post, "/agreements/AGR-0001/evidence",
                """
                {"clause": 1, "action": "\(id)", "title": "Report", "dated": "2026-11-20",
                 "files": [{"name": "report.pdf", "content": "\(content.base64EncodedString())"}]}
                """)
            #expect(evidence.status == 201)
            #expect(evidence.text("state") == "submitted")
            let path = "/agreements/AGR-0001/evidence/\(evidence.text("id") ?? "")"
            let file = try await officer.get(path).body["files"]
            guard case .list(let files)? = file, let first = files.first else {
                Issue.record("the file is missing")
                return
            }
            #expect(first["size"] == .integer(Int64(content.count)))
            if case .text(let name)? = first["id"] {
                let browser = site.browser()
                let status = try await browser.send(
                    .get, "/api/v1\(path)/files/\(name)", authorization: "Bearer \(officer.token ?? "")")
                #expect(status == 200)
                #expect(browser.bytes == [UInt8](content))
                #expect(browser.headers[.contentType] == "application/pdf")
            }

            let alone = try await officer.ask(.post, path + "/review", #"{"decision": "accept"}"#)
            #expect(alone.status == 422)
            #expect(alone.wrong == ["decision"], "nobody reviews their own evidence")
            let unsaid = try await deputy.ask(.post, path + "/review", #"{"decision": "return"}"#)
            #expect(unsaid.wrong == ["reason"])
            let returned = try await deputy.ask(
                .post, path + "/review", #"{"decision": "return", "reason": "Which report?"}"#)
            #expect(returned.text("state") == "returned")
            #expect(returned.text("reason") == "Which report?")
            let corrected = try await officer.ask(
                .put, path,
                """
                {"clause": 1, "action": "\(id)", "title": "Report of November", "dated": "2026-11-20",
                 "link": "https://example.org/report"}
                """)
            #expect(corrected.text("state") == "submitted")
            let accepted = try await deputy.ask(.post, path + "/review", #"{"decision": "accept"}"#)
            #expect(accepted.status == 200)
            #expect(accepted.text("state") == "accepted")

            let operating = try await officer.get("/agreements/AGR-0001")
            #expect(operating.text("stage") == "operating")
            #expect(operating.body["isOperational"] == true)
            let proof = try await officer.get("/agreements/AGR-0001/proof")
            guard case .list(let clauses)? = proof.body["clauses"] else { return }
            #expect(clauses.first?["evidence"] == [evidence.body["id"] ?? .null])
            #expect(clauses.first?["agreement"] == "AGR-0001")
            let summary = try await officer.get("/register/summary")
            #expect(summary.body["operational"] == 1)
            let work = try await officer.get("/work")
            #expect(work.body["total"] == 0)

            let strange = try await deputy.ask(.post, path + "/withdraw", "{}")
            #expect(strange.status == 422, "only who submitted it takes it back")
            let withdrawn = try await officer.ask(.post, path + "/withdraw")
            #expect(withdrawn.text("state") == "withdrawn")
            let fallen = try await officer.get("/agreements/AGR-0001")
            #expect(fallen.text("stage") == "assigned")
            let sleeping = try await officer.get("/work?cause=noEvidence")
            #expect(sleeping.items.count == 1)
            let other = try await officer.get("/work?cause=silent")
            #expect(other.items.isEmpty)
        }
    }

    @Test(
        "clauses and actions are changed by version, keep their place, and name what is wrong",
        arguments: TestOffice.engines)
    func change(engine: Engine) async throws {
        try await serving(engine) { site in
            let (ours, _) = try await Self.prepare(site)
            let officer = try await site.program()
            let clauses = "/agreements/AGR-0001/clauses"
            let made = try await officer.ask(.post, clauses, #"{"number": 7, "text": {"fa": "بند"}}"#)
            #expect(made.headers[.location] == "/api/v1\(clauses)/7")
            for (body, field) in [
                (#"{"number": 7, "text": {"fa": "بند"}}"#, "number"), (#"{"text": {}}"#, "text.fa"),
                (#"{"text": {"en": "a"}, "sector": "no-such"}"#, "sector"),
                (#"{"text": {"en": "a"}, "ourBodies": ["no-such"]}"#, "ourBodies"),
                (#"{"text": {"en": "a"}, "ourBodies": ["\#(ours)"], "theirBodies": ["\#(ours)"]}"#, "theirBodies"),
            ] {
                let refused = try await officer.ask(.post, clauses, body)
                #expect(refused.status == 422, "\(body)")
                #expect(refused.wrong == [field], "\(body)")
            }
            let tag = made.headers[.eTag] ?? ""
            let changed = try await officer.ask(
                .put, clauses + "/7", #"{"text": {"fa": "بند هفتم"}, "withdrawn": "2026-01-01"}"#,
                headers: ["If-Match": tag])
            #expect(changed.status == 200)
            #expect(changed.text("withdrawn") == "2026-01-01")
            let stale = try await officer.ask(
                .put, clauses + "/7", #"{"text": {"fa": "بند"}}"#, headers: ["If-Match": tag])
            #expect(stale.status == 412)
            let moved = try await officer.ask(.put, clauses + "/7", #"{"number": 8, "text": {"fa": "بند"}}"#)
            #expect(moved.wrong == ["number"])

            let actions = "/agreements/AGR-0001/actions"
            let orphan = try await officer.ask(.post, actions, #"{"clause": 3, "title": "a"}"#)
            #expect(orphan.wrong == ["clause"])
            let unowned = try await officer.ask(
                .post, actions, #"{"clause": 7, "title": "a", "ownerPerson": "no-such"}"#)
            #expect(unowned.wrong == ["ownerPerson"])
            let key = ["Idempotency-Key": "k"]
            let action = try await officer.ask(.post, actions, #"{"clause": 7, "title": "Call"}"#, headers: key)
            let again = try await officer.ask(.post, actions, #"{"clause": 7, "title": "Call"}"#, headers: key)
            #expect(again.headers[.location] == action.headers[.location])
            let done = try await officer.ask(
                .put, action.headers[.location] ?? "", #"{"clause": 7, "title": "Call", "closed": "2026-11-01"}"#)
            #expect(done.text("closed") == "2026-11-01")
            let future = try await officer.ask(
                .put, action.headers[.location] ?? "", #"{"clause": 7, "title": "Call", "closed": "2027-11-01"}"#)
            #expect(future.wrong == ["closed"])
            let list = try await officer.get(actions)
            #expect(list.items.count == 1)

            let evidence = "/agreements/AGR-0001/evidence"
            let proven = #"{"clause": 7, "title": "a", "dated": "2026-11-01", "link": "https://example.org/a"}"#
            let late = try await officer.ask(.post, evidence, proven)
            #expect(late.wrong == ["clause"], "what was taken back is not worked on")
            let restored = try await officer.ask(.put, clauses + "/7", #"{"text": {"fa": "بند هفتم"}}"#)
            #expect(restored.text("withdrawn") == nil)
            for (body, field) in [
                (#"{"clause": 7, "title": "a", "dated": "2026-11-01"}"#, "link"),
                (#"{"clause": 7, "title": "a", "dated": "2026-11-01", "link": "report"}"#, "link"),
                (#"{"clause": 7, "title": "a", "dated": "2027-11-01", "link": "https://example.org"}"#, "dated"),
                (
                    #"{"clause": 7, "title": "a", "dated": "2026-11-01", "files": [{"name": "a", "content": "?"}]}"#,
                    "files.0.content"
                ),
                (
                    #"{"clause": 7, "action": "x", "title": "a", "dated": "2026-11-01", "link": "https://a.org/b"}"#,
                    "action"
                ),
            ] {
                let refused = try await officer.ask(.post, evidence, body)
                #expect(refused.status == 422, "\(body)")
                #expect(refused.wrong == [field], "\(body)")
            }
            let none = try await officer.get(evidence)
            #expect(none.items.isEmpty)
        }
    }

    @Test(
        "a contradiction between sources is settled once, by a claim that takes part, with a reason",
        arguments: TestOffice.engines)
    func claims(engine: Engine) async throws {
        try await serving(engine) { site in
            let bytes = try Data(contentsOf: TestOffice.data.appending(path: "claims_iran.tsv"))
            let importer = ClaimImport(try ClaimFile(bytes, name: "claims_iran.tsv")) { kind, _, _, _ in kind.rawValue }
            _ = try await importer.run(
                in: site.office.office, for: try await TestOffice.city(TestOffice.tehran, of: site.office.office),
                by: TestOffice.author, on: TestOffice.today)
            let officer = try await site.program()
            let open = try await officer.get("/work?cause=contradictorySources&q=Beijing")
            guard case .text(let code)? = open.items.first?["code"] else {
                Issue.record("Beijing's tie has no open contradiction")
                return
            }
            let path = "/agreements/\(code)/claims"
            let claims = try await officer.get(path)
            guard case .list(let found)? = claims.body["contradictions"], let contradiction = found.first,
                case .text(let topic)? = contradiction["topic"], case .list(let ids)? = contradiction["claims"],
                case .text(let standing)? = ids.first
            else {
                Issue.record("no contradiction")
                return
            }
            let unsaid = try await officer.ask(
                .put, "\(path)/\(topic)", #"{"standing": "\#(standing)", "reason": " "}"#)
            #expect(unsaid.wrong == ["reason"])
            let strange = try await officer.ask(.put, "\(path)/\(topic)", #"{"standing": "x", "reason": "Because"}"#)
            #expect(strange.wrong == ["standing"])
            let viewer = try await site.program(.viewer).ask(.put, "\(path)/\(topic)", #"{"reason": "Because"}"#)
            #expect(viewer.status == 403)
            let settled = try await officer.ask(
                .put, "\(path)/\(topic)", #"{"standing": "\#(standing)", "reason": "The signed paper says so."}"#)
            #expect(settled.status == 200)
            guard case .list(let after)? = settled.body["contradictions"] else { return }
            let now = after.first { $0["topic"] == .text(topic) }
            #expect(now?["isOpen"] == false)
            #expect(now?["settlement"]?["standing"] == .text(standing))
            let none = try await officer.ask(.put, "\(path)/noted", #"{"standing": "x", "reason": "Because"}"#)
            #expect(none.status == 409)
            let unknown = try await officer.ask(.put, "\(path)/colour", #"{"standing": "x", "reason": "Because"}"#)
            #expect(unknown.status == 404)
        }
    }

    @Test("a representative submits for what is assigned to the own body alone", arguments: TestOffice.engines)
    func representative(engine: Engine) async throws {
        try await serving(engine) { site in
            let (ours, _) = try await Self.prepare(site)
            let officer = try await site.program()
            let opened = try await officer.ask(
                .put, "/agreements/AGR-0001",
                """
                {"kind": "cooperation", "level": "executive", "title": {"fa": "سند اجرایی"}, "signed": "2020",
                 "secrecy": "public", "parties": [{"side": "theirs", "city": \(TestOffice.seoul)}]}
                """)
            #expect(opened.status == 200)
            for body in [#"{"text": {"en": "Theirs"}, "ourBodies": ["\#(ours)"]}"#, #"{"text": {"en": "Another's"}}"#] {
                let clause = try await officer.ask(.post, "/agreements/AGR-0001/clauses", body)
                #expect(clause.status == 201)
            }
            let account = try await site.office.account(named: "parks", .bodyRepresentative, body: ours)
            let token = try await site.office.change {
                try AccessTokens.create(for: account, name: "parks", expires: nil, in: $0)
            }
            let parks = Program(site: site, token: token)
            func submit(_ clause: Int) async throws -> Program.Reply {
                try await parks.ask(
                    .post, "/agreements/AGR-0001/evidence",
                    """
                    {"clause": \(clause), "title": "Planted", "dated": "2026-11-01", "link": "https://example.org/a"}
                    """)
            }
            let own = try await submit(1)
            #expect(own.status == 201)
            let others = try await submit(2)
            #expect(others.wrong == ["clause"])
            let read = try await parks.get(own.headers[.location] ?? "")
            #expect(read.body == own.body)
            let assigned = try await parks.get("/assignments")
            #expect(assigned.items.compactMap { $0["clause"]?["number"] } == [1])
            let list = try await parks.get("/agreements/AGR-0001/evidence")
            #expect(list.status == 403)
        }
    }
}

import OfficeTesting
import SQLStore
import Testing

@testable import OfficeKit

@Suite("Named exceptions of secrecy")
struct SecrecyExceptionsTests {
    private static let record = Subject(kind: "agreement", id: "a", label: "AGR-0001")

    private static func set(
        _ accounts: [String], by viewer: Viewer, secrecy: Secrecy = .restricted, in office: OfficeUnderTest
    ) async throws -> Bool {
        try await office.change { change in
            let isChanged = try SecrecyExceptions.set(accounts, of: record, secrecy: secrecy, by: viewer, in: change)
            if !isChanged { change.nothingChanged() }
            return isChanged
        }
    }

    private static func list(in office: OfficeUnderTest) async throws -> Set<String> {
        Set(try await office.read { try SecrecyExceptions.list(kind: "agreement", id: "a", on: $0) })
    }

    @Test("who sees the record names others, and the journal tells of it", arguments: OfficeUnderTest.engines)
    func set(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            let editor = try await office.account(.editor)
            let viewer = try await office.account(.viewer)
            let deputy = try await office.viewer(.deputy)
            #expect(try await Self.set([editor], by: deputy, in: office))
            #expect(try await !Self.set([editor], by: deputy, in: office))
            // Who is named sees the record, and may name others.
            #expect(try await Self.set([editor, viewer], by: try await office.viewer(.editor), in: office))
            #expect(try await Self.list(in: office) == [editor, viewer])
            #expect(try await Self.set([viewer], by: deputy, in: office))
            #expect(try await Self.list(in: office) == [viewer])
            let entries = try await office.read { try Journal.history(of: ("agreement", "a"), for: deputy, on: $0) }
            #expect(entries.map(\.changes.first?.before) == ["editor, viewer", "editor", nil])
            #expect(entries.map(\.changes.first?.after) == ["viewer", "editor, viewer", "editor"])
            #expect(entries.allSatisfy { $0.secrecy == .restricted })
        }
    }

    @Test("who does not see the record names nobody, least of all themselves", arguments: OfficeUnderTest.engines)
    func refused(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            let editor = try await office.viewer(.editor)
            let id = try await office.account(.editor)
            await #expect(throws: Refusal.notFound) { try await Self.set([id], by: editor, in: office) }
            #expect(try await Self.list(in: office).isEmpty)
            #expect(try await Self.set([id], by: editor, secrecy: .office, in: office))
        }
    }

    @Test("accounts that are not there or closed cannot be named, but stay named until they are taken out")
    func unknown() async throws {
        try await OfficeUnderTest.use { office in
            let editor = try await office.account(.editor)
            let viewer = try await office.account(.viewer)
            #expect(try await Self.set([viewer], by: .machine, in: office))
            try await office.change { try Accounts.disable(viewer, in: $0) }
            #expect(try await Self.set([viewer, editor], by: .machine, in: office))
            await #expect(throws: Problem(field: "secrecy-exceptions", key: "forms.errors.choose")) {
                try await Self.set([editor, "nobody"], by: .machine, in: office)
            }
            #expect(try await Self.set([], by: .machine, in: office))
            await #expect(throws: Problem(field: "secrecy-exceptions", key: "forms.errors.choose")) {
                try await Self.set([viewer], by: .machine, in: office)
            }
        }
    }

    @Test("the field offers whom the role alone does not let in, and keeps what was ticked")
    func field() async throws {
        try await OfficeUnderTest.use { office in
            for role in [Role.administrator, .deputy, .editor, .viewer] { try await office.account(role) }
            let editor = try await office.account(.editor)
            let closed = try await office.account(.protocolOfficer)
            try await office.change { try Accounts.disable(closed, in: $0) }
            let accounts = try await office.read { try Accounts.all(on: $0) }
            let routes: [Route] = [
                .get("/form", for: .read) { visit in
                    let form = FormView(
                        action: "/form",
                        fields: [.exceptions(chosen: [editor], accounts: accounts, visit: visit)], submit: "OK")
                    return .page(.form(form, title: "Form"))
                }
            ]
            try await office.browse(try office.server(routes: routes)) { site in
                let browser = try await site.browser(as: .deputy, language: .en)
                try await browser.get("/form")
                let boxes = browser.html.matches(of: /<input[^>]*name="secrecy-exceptions"[^>]*>/)
                    .map { String($0.output) }
                #expect(boxes.count == 2)
                #expect(boxes.filter { $0.contains("checked") }.map { $0.contains(editor) } == [true])
            }
        }
    }
}

import Foundation
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import PayvandCommand

@Suite("What is confidential is told to nobody else, at no address")
struct ConfidentialityTests {
    private static func open(
        _ engine: Engine, _ body: @escaping @Sendable (Walk) async throws -> Void
    ) async throws {
        try await OfficeUnderTest.use(engine, migrations: Composition.migrations) { office in
            let plant = try await Plant.make(in: office)
            let server = try Composition.server(of: office.office, reception: office.reception)
            try await office.account(.bodyRepresentative, body: plant.values["representative"]?.first ?? "")
            try await office.browse(server) { site in try await body(Walk(site: site, plant: plant)) }
        }
    }

    /// All words that somebody reads somewhere, each with the first address that tells it.
    private static func told(
        _ words: [String], to role: Role?, language: Language = .en, on walk: Walk
    ) async throws -> (words: [String: String], answers: Int) {
        let browser: Browser
        if let role {
            browser = try await walk.site.browser(as: role, language: language)
        } else {
            browser = walk.site.browser()
        }
        let token: String? = if let role { try await walk.site.office.token(role) } else { nil }
        var told: [String: String] = [:]
        var answers = 0
        try await walk.take(browser, token: token) { answer in
            #expect(answer.status < 500, "\(answer.address)")
            if answer.status == 200 { answers += 1 }
            for word in answer.words(of: words) where told[word] == nil { told[word] = answer.address }
        }
        return (told, answers)
    }

    @Test(
        "the deputy finds each of the words, so that the others' silence says something",
        arguments: OfficeUnderTest.engines)
    func deputy(engine: Engine) async throws {
        try await Self.open(engine) { walk in
            let words = Plant.closed + Plant.closedLater + Plant.office
            let found = try await Self.told(words, to: .deputy, on: walk)
            for word in words { #expect(found.words[word] != nil, "\(word)") }
            #expect(found.answers > 500)
        }
    }

    @Test(
        "officers who are neither deputy nor administrator read nothing that is restricted, nor what has become so",
        arguments: OfficeUnderTest.engines.map { ($0, Role.editor) } + [
            (.sqlite, .urbanOfficer), (.sqlite, .protocolOfficer),
        ])
    func officers(engine: Engine, role: Role) async throws {
        try await Self.open(engine) { walk in
            let found = try await Self.told(Plant.closed + Plant.closedLater, to: role, on: walk)
            #expect(found.words.isEmpty, "\(found.words)")
            #expect(found.answers > 300)
            // They do read what is the office's own.
            let own = try await Self.told(Plant.office, to: role, on: walk)
            #expect(Set(own.words.keys) == Set(Plant.office))
        }
    }

    @Test(
        "viewers and visitors read only what is public", arguments: OfficeUnderTest.engines, [Role.viewer, nil])
    func viewers(engine: Engine, role: Role?) async throws {
        try await Self.open(engine) { walk in
            let words = Plant.closed + Plant.closedLater + Plant.office
            let found = try await Self.told(words, to: role, on: walk)
            #expect(found.words.isEmpty, "\(found.words)")
            #expect(found.answers > (role == nil ? 1 : 100))
        }
    }

    @Test("a body's representative reads what is assigned, and nothing restricted", arguments: OfficeUnderTest.engines)
    func representative(engine: Engine) async throws {
        try await Self.open(engine) { walk in
            let found = try await Self.told(Plant.closed + Plant.closedLater, to: .bodyRepresentative, on: walk)
            #expect(found.words.isEmpty, "\(found.words)")
            let own = try await Self.told(Plant.office, to: .bodyRepresentative, on: walk)
            #expect(own.words["qzxofficeclause"] == "/assignments")
        }
    }

    @Test("Persian pages are as silent as English ones", arguments: [Role.editor, .viewer])
    func persian(role: Role) async throws {
        try await Self.open(.sqlite) { walk in
            let words = Plant.closed + Plant.closedLater
            let found = try await Self.told(words, to: role, language: .fa, on: walk)
            #expect(found.words.isEmpty, "\(found.words)")
        }
    }

    @Test(
        "who is named for the agreement reads all of it, and no body or person for which they are not named",
        arguments: OfficeUnderTest.engines)
    func named(engine: Engine) async throws {
        try await Self.open(engine) { walk in
            let editor = try await walk.site.office.account(.editor)
            try await walk.site.office.change { change in
                _ = try SecrecyExceptions.set(
                    [editor], of: walk.plant.restricted.subject, secrecy: .restricted, by: .machine, in: change)
            }
            let words = Plant.closed + Plant.closedLater
            let found = try await Self.told(words, to: .editor, on: walk)
            let agreement = [
                "title", "titlefa", "signatory", "clause", "clausefa", "action", "evidence", "returned", "file",
                "content", "link", "claim", "note", "settlement", "pathnumber", "pathreason", "indicator", "budget",
            ].map { "qzx" + $0 }
            #expect(Set(found.words.keys) == Set(agreement), "\(found.words)")
            // The search finds its parts too.
            let browser = try await walk.site.browser(as: .editor)
            try await browser.get("/search?q=\(Plant.lure)&kind=clause")
            #expect(browser.html.contains("qzxclause"))
        }
    }
}

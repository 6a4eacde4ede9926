import OfficeKit
import OfficeTesting
import SQLStore

@testable import Agreements
@testable import Cities

/// The office of Tehran with its desks open to browsers, and short ways to put records into it.
struct PageOffice: Sendable {
    let site: TestSite
    var office: OfficeUnderTest { site.office }

    static let today = TestOffice.today

    static func open(
        _ engine: Engine = .sqlite, _ body: @escaping @Sendable (PageOffice) async throws -> Void
    ) async throws {
        let folder = try TestOffice.folder.get()
        let migrations = OfficeTables.migrations + CityMigrations.all + AgreementMigrations.all
        try await OfficeUnderTest.use(engine, migrations: migrations, at: TestOffice.moment) { office in
            _ = try await CityImport(folder: folder).run(in: office.office)
            try await office.change { try City.setOwn(TestOffice.tehran, in: $0) }
            let agreements = AgreementsDesk()
            let server = try office.server(desks: [agreements, CitiesDesk(ties: agreements.ties)])
            try await office.browse(server) { try await body(PageOffice(site: $0)) }
        }
    }

    /// The product's words.
    static func words(_ language: Language) throws -> Catalogue {
        try Catalogue(
            language: language,
            folders: [ResourceFolder.officeKit(), AgreementsResources.folder(), CitiesResources.folder()])
    }

    /// One who edits and reviews.
    func officer(_ language: Language = .fa) async throws -> Browser {
        try await site.browser(as: .urbanOfficer, language: language)
    }

    /// Another one who edits and reviews.
    func colleague(_ language: Language = .fa) async throws -> Browser {
        try await site.browser(as: .economicOfficer, language: language)
    }

    /// An agreement with Seoul, signed in 2020.
    func agreement(
        _ title: String = "Sample memorandum", level: InstrumentLevel = .principle, under parent: String? = nil,
        signed: PartialDay? = PartialDay(year: 2020), secrecy: Secrecy = .office
    ) async throws -> RegisteredAgreement {
        try await office.change { change in
            try Agreement.register(
                Agreement(
                    id: Identifier.make(), kind: .memorandum, level: level, parent: parent, titleEnglish: title,
                    parties: [
                        Party(side: .ours, city: TestOffice.tehran), Party(side: .theirs, city: TestOffice.seoul),
                    ],
                    signed: signed, secrecy: secrecy), on: Self.today, in: change)
        }
    }

    func body(_ name: String, isOurs: Bool = true, secrecy: Secrecy = .office) async throws -> Body {
        try await office.change { change in
            var draft = BodyDraft()
            draft.nameEnglish = name
            draft.isOurs = isOurs
            draft.secrecy = secrecy
            return try Body.add(draft, in: change)
        }
    }

    func clause(
        _ text: String = "Sample promise", number: Int = 1, of agreement: RegisteredAgreement, ours: [String] = [],
        theirs: [String] = []
    ) async throws -> RegisteredClause {
        try await office.change { change in
            try RegisteredClause.add(
                Clause(
                    id: Identifier.make(), number: number, texts: [.en: text], ourBodies: ours, theirBodies: theirs),
                to: agreement, in: change)
        }
    }

    @discardableResult
    func action(
        _ title: String = "Sample work", under clause: RegisteredClause,
        due: Day? = Day(year: 2026, month: 12, day: 31),
        owner: String? = nil, person: String? = nil
    ) async throws -> Action {
        try await office.change { change in
            try Action.add(
                Action(
                    id: Identifier.make(), clause: clause.clause.id, title: title, due: due, ownerBody: owner,
                    ownerPerson: person), under: clause, on: Self.today, in: change)
        }
    }

    /// Evidence with a link, submitted by an account and accepted where there is a reviewer.
    @discardableResult
    func evidence(
        _ title: String = "Sample report", under clause: RegisteredClause, by account: String,
        dated: Day = Day(year: 2026, month: 10, day: 1)!, acceptedBy reviewer: String? = nil
    ) async throws -> Evidence {
        try await office.change { change in
            let evidence = try Evidence.submit(
                Evidence.Submission(
                    Evidence(
                        id: Identifier.make(), clause: clause.clause.id, title: title, submittedBy: account,
                        submittedOn: Self.today, dated: dated), link: "https://example.org/report"),
                under: clause, on: Self.today, in: change)
            if let reviewer {
                try evidence.review(.accept, by: reviewer, under: clause, on: Self.today, in: change)
            }
            return evidence
        }
    }

    /// An executive document of one clause with a body and a planned action: all it needs to operate is evidence.
    func assigned(secrecy: Secrecy = .office) async throws -> RegisteredClause {
        let document = try await agreement(level: .executive, secrecy: secrecy)
        let body = try await body("Sample department")
        let clause = try await clause(of: document, ours: [body.id])
        try await action(under: clause, owner: body.id)
        return clause
    }

    /// How many rows a table has.
    func count(_ table: String) async throws -> Int {
        try await office.read { try $0.value("SELECT COUNT(*) FROM \(identifier: table)") ?? 0 }
    }
}

extension Browser {
    /// The stage that the page of an agreement shows.
    var stage: String? {
        html.firstMatch(of: /<li class="stage-step[^"]*" aria-current="step">([^<]*)</).map { String($0.output.1) }
    }

    /// The fields of a date in a form.
    static func date(_ name: String, _ year: String, _ month: String = "", _ day: String = "") -> [String: String] {
        ["\(name)-year": year, "\(name)-month": month, "\(name)-day": day]
    }
}

import Cities
import OfficeKit
import SQLStore

/// A numbered promise of an agreement.
struct ClauseView: APIVersioned {
    static let notes: [String: FieldNote] = [
        "agreement": FieldNote("The agreement's code."),
        "sector": FieldNote("One of `/sectors`."),
        "ourBodies": FieldNote("Ids of the bodies responsible on our side."),
        "theirBodies": FieldNote("Ids of the bodies responsible on their side."),
        "withdrawn": FieldNote("The day both sides let it go."),
    ]

    let agreement: String
    let number: Int
    let version: String
    let text: Wording
    let sector: String?
    let ourBodies: [String]
    let theirBodies: [String]
    let withdrawn: Day?

    init(_ clause: Clause, in agreement: String, version: String) {
        self.agreement = agreement
        number = clause.number
        self.version = version
        text = Wording(fa: clause.texts[.fa], en: clause.texts[.en])
        sector = clause.sector
        ourBodies = clause.ourBodies
        theirBodies = clause.theirBodies
        withdrawn = clause.withdrawn
    }

    /// The clause that the address's `:code` names, of a number.
    static func load(_ number: Int?, visit: Visit, on connection: any SQLConnection) throws -> ClauseView {
        let registered = try AgreementsAPI.clause(number, of: visit, on: connection)
        let version = try Journal.version(of: RegisteredClause.kind, id: registered.clause.id, on: connection)
        return ClauseView(registered.clause, in: registered.agreement.code, version: version)
    }
}

/// A clause as a program sends it.
struct ClauseInput: APIInput {
    static let fieldNames = ["textPersian": "text.fa", "textEnglish": "text.en"]
    static let notes: [String: FieldNote] = [
        "number": FieldNote("The next free one when left out.", least: 1, most: 9999),
        "sector": FieldNote("One of `/sectors`.", most: 100),
        "ourBodies": FieldNote("Ids of the bodies responsible on our side.", most: 50),
        "theirBodies": FieldNote("Ids of the bodies responsible on their side.", most: 50),
        "withdrawn": FieldNote("The day both sides let it go."),
    ]

    let number: Int?
    let text: Wording
    let sector: String?
    let ourBodies: [String]?
    let theirBodies: [String]?
    let withdrawn: Day?

    /// - Parameter before: what was known of it; nil for a new one. Bodies that it names already may stay, though
    ///   these eyes may not see them.
    /// - Throws: a ``Problem`` of a body that is not there for these eyes.
    func clause(
        id: String, number: Int, replacing before: Clause?, viewer: Viewer, on connection: any SQLConnection
    ) throws -> Clause {
        let known = Set((before?.ourBodies ?? []) + (before?.theirBodies ?? []))
        for (field, bodies) in [("ourBodies", ourBodies ?? []), ("theirBodies", theirBodies ?? [])] {
            for body in bodies where !known.contains(body) {
                guard try Body.find(body, for: viewer, on: connection) != nil else {
                    throw Problem(field: field, key: "forms.errors.notInList")
                }
            }
        }
        var texts: [Language: String] = [:]
        texts[.fa] = text[.fa]
        texts[.en] = text[.en]
        return Clause(
            id: id, number: number, texts: texts, sector: sector, ourBodies: Set(ourBodies ?? []).sorted(),
            theirBodies: Set(theirBodies ?? []).sorted(), withdrawn: withdrawn)
    }
}

/// All clauses of an agreement.
struct ClausesView: APIShape {
    let items: [ClauseView]
}

extension AgreementsAPI {
    /// The clause of a number under the agreement of the address's `:code`.
    ///
    /// - Throws: ``Refusal/notFound``.
    static func clause(
        _ number: Int?, of visit: Visit, on connection: any SQLConnection
    ) throws -> RegisteredClause {
        let agreement = try agreement(of: visit, on: connection)
        guard let number, let clause = try RegisteredClause.find(number, in: agreement, on: connection) else {
            throw Refusal.notFound
        }
        return clause
    }

    var clauses: [Route] {
        [
            API.get("/agreements/:code/clauses", for: .read, "Lists an agreement's clauses", gives: ClausesView.self) {
                visit in
                try await visit.read { connection in
                    let agreement = try Self.agreement(of: visit, on: connection)
                    let clauses = try Clause.all(of: agreement.agreement.id, on: connection)
                    let versions = try Journal.versions(
                        of: RegisteredClause.kind, ids: clauses.map(\.id), on: connection)
                    return ClausesView(
                        items: clauses.map {
                            ClauseView($0, in: agreement.code, version: versions[$0.id] ?? "0")
                        })
                }
            },
            API.create(
                "/agreements/:code/clauses", for: .editAgreements, "Adds a clause", takes: ClauseInput.self,
                gives: ClauseView.self
            ) { input, visit, change in
                let agreement = try Self.agreement(of: visit, on: change.connection)
                let number =
                    try input.number ?? Clause.nextNumber(in: agreement.agreement.id, on: change.connection)
                let clause = try input.clause(
                    id: Identifier.make(at: change.at), number: number, replacing: nil, viewer: visit.viewer,
                    on: change.connection)
                return String(try RegisteredClause.add(clause, to: agreement, in: change).clause.number)
            } show: { number, visit, connection in
                try ClauseView.load(Int(number), visit: visit, on: connection)
            },
            API.get(
                "/agreements/:code/clauses/:number", for: .read, "Tells a clause", gives: ClauseView.self
            ) { visit in
                try await visit.read { try ClauseView.load(Int(visit.part("number")), visit: visit, on: $0) }
            },
            API.replace(
                "/agreements/:code/clauses/:number", for: .editAgreements,
                "Changes a clause, or takes it back", takes: ClauseInput.self, gives: ClauseView.self
            ) { input, visit, change in
                let registered = try Self.clause(Int(visit.part("number")), of: visit, on: change.connection)
                let before = registered.clause
                // Its address holds its number, so it keeps it.
                if let number = input.number, number != before.number {
                    throw Problem(field: "number", key: "api.errors.fixed")
                }
                let changed = try input.clause(
                    id: before.id, number: before.number, replacing: before, viewer: visit.viewer,
                    on: change.connection)
                try registered.edit(to: changed, in: change)
            } show: { visit, connection in
                try ClauseView.load(Int(visit.part("number")), visit: visit, on: connection)
            },
        ]
    }
}

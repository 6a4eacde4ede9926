import OfficeKit
import SQLStore

/// An agreement with its stage, why it is there, and what keeps it from working.
struct AgreementView: APIVersioned {
    static let notes: [String: FieldNote] = [
        "parent": FieldNote("The code of the instrument that it carries out."),
        "partner": FieldNote("What the cities on the other side are called."),
        "languages": FieldNote("Tags of the languages of its text, the prevailing one first."),
        "signed": FieldNote("As exactly as it is known."),
        "isSigned": FieldNote("Whether it was signed, be the date known or not."),
        "stage": FieldNote(
            "Computed from clauses, actions and accepted evidence.", choices: Stage.allCases.map(\.name)),
        "isOperational": FieldNote("Whether accepted evidence shows that work goes on under it."),
        "reason": FieldNote("Why it is at that stage."),
        "causes": FieldNote("Why it sleeps or limps, the first to be removed first."),
        "claimsOpen": FieldNote("How many contradictions between its sources are not settled."),
        "fallsSilent": FieldNote("The day after which it no longer counts as operational unless something is proven."),
        "due": FieldNote("The open actions that have a date."),
    ]

    /// A cause with its next step.
    struct Cause: APIShape {
        static let notes: [String: FieldNote] = ["next": FieldNote("The step that would wake it.")]
        let cause: Dormancy.Cause
        let reason: String
        let next: String
    }

    /// An open action with its date.
    struct Due: APIShape {
        let action: String
        let title: String
        let due: Day
    }

    let code: String
    let version: String
    let kind: AgreementKind
    let level: InstrumentLevel
    let parent: String?
    let title: Wording
    let partner: Wording
    let parties: [PartyValue]
    let signatories: [SignatoryValue]
    let languages: [String]
    let signed: PartialDay?
    let isSigned: Bool
    let expires: PartialDay?
    let ended: Day?
    let secrecy: Secrecy
    let stage: String
    let isOperational: Bool
    let reason: String
    let causes: [Cause]
    let claimsOpen: Int
    let fallsSilent: Day?
    let due: [Due]
}

/// Who is bound by an agreement: a city, or a body.
struct PartyValue: APIInput {
    static let schemaName = "Party"
    static let notes: [String: FieldNote] = [
        "city": FieldNote("The city's number (GeoNames)."),
        "body": FieldNote("The body's id.", most: 64),
    ]

    let side: Side
    let city: Int64?
    let body: String?
}

/// Who put their name under an agreement.
struct SignatoryValue: APIInput {
    static let schemaName = "Signatory"
    static let notes: [String: FieldNote] = [
        "person": FieldNote("The contact's id, where the office has one.", most: 64),
        "name": FieldNote("As it stands in the document.", most: 200),
        "post": FieldNote("As it stands in the document.", most: 200),
    ]

    let side: Side
    let person: String?
    let name: String
    let post: String?
}

extension AgreementView {
    /// The agreement of a code, as it stands on this connection.
    ///
    /// - Throws: ``Refusal/notFound`` when there is none for these eyes.
    static func load(
        _ code: String, visit: Visit, on connection: any SQLConnection
    ) throws -> AgreementView {
        guard let registered = try RegisteredAgreement.find(code: code, for: visit.viewer, on: connection) else {
            throw Refusal.notFound
        }
        let record = try RecordStore.record(of: registered, on: connection)
        let lines = try Register.lines(
            of: [registered], records: [registered.agreement.id: record], on: visit.today,
            limits: try SilenceLimits.load(on: connection), connection: connection)
        guard let view = try views(of: lines, visit: visit, on: connection).first else { throw Refusal.notFound }
        return view
    }

    /// Lines of the register, with what lines do not tell.
    static func views(
        of lines: [RegisterLine], visit: Visit, on connection: any SQLConnection
    ) throws -> [AgreementView] {
        let ids = lines.map(\.registered.agreement.id)
        guard !ids.isEmpty else { return [] }
        let versions = try Journal.versions(of: Agreement.kind, ids: ids, on: connection)
        let parents = Array(Set(lines.compactMap(\.registered.agreement.parent)))
        var codes: [String: String] = [:]
        for row in try connection.rows(
            """
            SELECT id, code FROM agreement WHERE id IN \(list: parents)
              AND \(fragment: visit.viewer.sees(table: "agreement", kind: Agreement.kind))
            """)
        {
            codes[try row[0]] = try row[1] as String
        }
        var signatories: [String: [SignatoryValue]] = [:]
        for row in try connection.rows(
            """
            SELECT agreement_id, side, person_id, name, post FROM agreement_signatory
            WHERE agreement_id IN \(list: ids) ORDER BY agreement_id, place
            """)
        {
            signatories[try row[0], default: []].append(
                SignatoryValue(side: try row[1], person: try row[2], name: try row[3], post: try row[4]))
        }
        return lines.map { line in
            let id = line.registered.agreement.id
            return AgreementView(
                line, version: versions[id] ?? "0", parent: line.registered.agreement.parent.flatMap { codes[$0] },
                signatories: signatories[id] ?? [], visit: visit)
        }
    }

    private init(
        _ line: RegisterLine, version: String, parent: String?, signatories: [SignatoryValue], visit: Visit
    ) {
        let agreement = line.registered.agreement
        code = line.registered.code
        self.version = version
        kind = agreement.kind
        level = agreement.level
        self.parent = parent
        title = Wording(fa: agreement.titlePersian, en: agreement.titleEnglish)
        partner = Wording(fa: line.partners[.fa], en: line.partners[.en])
        parties = agreement.parties.map { PartyValue(side: $0.side, city: $0.city, body: $0.body) }
        self.signatories = signatories
        languages = agreement.languages
        signed = agreement.signed
        isSigned = agreement.isSigned
        expires = agreement.expires
        ended = agreement.ended
        secrecy = agreement.secrecy
        stage = line.stage.name
        isOperational = line.stage.isOperational
        reason = line.reason.sentence(for: visit)
        causes = line.causes.map { cause in
            Cause(
                cause: cause.cause, reason: cause.reason.sentence(for: visit),
                next: visit.text.text(cause.cause.nextKey))
        }
        claimsOpen = line.openContradictions
        fallsSilent = line.fallsSilent
        due = line.due.map { Due(action: $0.id, title: $0.title, due: $0.due) }
    }
}

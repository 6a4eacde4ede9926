import Cities
import OfficeKit
import SQLStore

/// Tells the pages of cities which ties the office has with them, as the register stands.
public struct AgreementTies: CityTies {
    let keeper: RegisterKeeper

    public func ties(
        with city: Int64?, for viewer: Viewer, text: Catalogue, today: Day, on connection: any SQLConnection
    ) throws -> [CityTie] {
        let language = text.language
        let format = DayFormat(language: language, calendar: language == .fa ? .jalali : .gregorian)
        return try keeper.register(for: viewer, on: today, connection: connection).ties.flatMap { line in
            let agreement = line.registered.agreement
            let partners = Set(agreement.parties.filter { $0.side == .theirs }.compactMap(\.city))
            return partners.filter { city == nil || $0 == city }.sorted().map { partner in
                CityTie(
                    city: partner, title: agreement.title(in: language) ?? line.registered.code,
                    href: line.registered.href,
                    detail: [text.text(agreement.kind.key), agreement.signed.map { format.text($0) }]
                        .compactMap { $0 }.joined(separator: text.text("common.listSeparator")),
                    stage: line.stageView(in: text, format: format), isLive: line.stage.isOperational)
            }
        }
    }
}

extension AgreementTies {
    /// How many duties of a body are listed; its representative sees them all.
    private static let most = 100

    public func duties(
        of body: String, for viewer: Viewer, text: Catalogue, today: Day, on connection: any SQLConnection
    ) throws -> [BodyDuty] {
        let language = text.language
        let seen = viewer.sees(table: "agreement", kind: Agreement.kind)
        return try connection.rows(
            """
            SELECT agreement.code, agreement.title_fa, agreement.title_en, clause.number, clause.text_fa, clause.text_en
            FROM clause JOIN agreement ON agreement.id = clause.agreement_id
            WHERE clause.withdrawn IS NULL AND \(fragment: seen) AND (
                clause.id IN (SELECT clause_id FROM clause_body WHERE body_id = \(body))
                OR clause.id IN (SELECT clause_id FROM action WHERE owner_body = \(body)))
            ORDER BY LENGTH(agreement.code), agreement.code, clause.number LIMIT \(Self.most)
            """
        ).map { row in
            func either(_ persian: String, _ english: String) throws -> String? {
                let fa: String? = try row[persian]
                let en: String? = try row[english]
                return language == .fa ? fa ?? en : en ?? fa
            }
            let code: String = try row["code"]
            let number: Int = try row["number"]
            let heading = text.text("clause.heading", ["number": Numerals.grouped(number, in: language)])
            let title = try either("text_fa", "text_en").map { $0.shortened(to: 120) } ?? heading
            let agreement = try either("title_fa", "title_en") ?? code
            return BodyDuty(
                title: title, href: "/agreements/\(code)#clause-\(number)",
                detail: "\(code) · \(heading) · \(agreement)")
        }
    }
}

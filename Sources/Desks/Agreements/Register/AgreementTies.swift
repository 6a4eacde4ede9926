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

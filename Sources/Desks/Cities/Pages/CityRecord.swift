import OfficeKit
import SQLStore

/// All that a city's page tells, read from one snapshot.
struct CityRecord: Sendable {
    let city: City
    let country: Country
    /// The office's own city; nil before set-up has said which it is.
    let own: City?
    let profile: CityProfile
    let holidays: [Holiday]
    let ties: [CityTie]
    let bodies: [Body]
    let holders: [Holder]
    let entries: [JournalEntry]

    /// How many of a kind the page shows before it leads to the list.
    static let most = 8

    /// - Throws: `Refusal.notFound`.
    init(_ id: Int64, ties: any CityTies, visit: Visit, on connection: any SQLConnection) throws {
        let viewer = visit.viewer
        guard let city = try City.find(id, on: connection),
            let country = try Country.find(city.country, on: connection)
        else { throw Refusal.notFound }
        self.city = city
        self.country = country
        own = try City.own(on: connection)
        profile = try CityProfile.of(id, on: connection)
        let here = LocalTime(in: city.timeZone, at: visit.now)?.day ?? visit.today
        holidays = try country.holidays(from: here, limit: 5, on: connection)
        self.ties = try ties.ties(
            with: id, for: viewer, text: visit.text, today: visit.today, on: connection)
        var filter = BodyFilter()
        filter.city = id
        filter.language = visit.language
        bodies = try filter.page(1, size: CityRecord.most + 1, for: viewer, on: connection)
        holders = Holder.ordered(
            try Holder.list(in: id, for: viewer, on: connection).filter { $0.post.isHeld(on: visit.today) },
            on: visit.today)
        entries = try RecordHistory.entries(
            of: (City.kind, String(id)), for: viewer, in: visit.language, limit: 5, on: connection)
    }
}

import OfficeKit
import PersianText

/// The headline: how many ties are operational, by stage, and over the years.
struct RegisterSummaryView: APIShape {
    static let notes: [String: FieldNote] = [
        "total": FieldNote("Agreements that stand under no other one: their documents are no second ties."),
        "operational": FieldNote("How many of them work, as accepted evidence shows."),
        "undated": FieldNote("How many signed agreements have no known date and stand in no year."),
    ]

    /// How many stand at one stage.
    struct StageCount: APIShape {
        static let notes: [String: FieldNote] = ["stage": FieldNote(choices: Stage.allCases.map(\.name))]
        let stage: String
        let name: String
        let count: Int
    }

    /// Growth and operation at the end of one year.
    struct Year: APIShape {
        let year: Int
        let signed: Int
        let operational: Int
    }

    let total: Int
    let operational: Int
    let sleeping: Int
    let claimsOpen: Int
    let stages: [StageCount]
    let calendar: CalendarChoice
    let years: [Year]
    let undated: Int

    init(_ register: Register, calendar: CalendarChoice, visit: Visit) {
        total = register.ties.count
        operational = register.operational
        sleeping = register.ties.count(where: \.isSleeping)
        claimsOpen = register.lines.reduce(0) { $0 + $1.openContradictions }
        stages = Stage.allCases.map { stage in
            StageCount(
                stage: stage.name, name: visit.text.text(stage.key),
                count: register.ties.count { $0.stage == stage })
        }
        self.calendar = calendar
        let series = register.years(in: calendar, until: visit.today)
        years = series.points.map { Year(year: $0.year, signed: $0.signed, operational: $0.operational) }
        undated = series.undated
    }
}

/// A field of a city's work.
struct SectorView: APIShape {
    let key: String
    let name: Wording
    /// Which directorate of the office answers for it.
    let directorate: Directorate?
}

/// All fields of a city's work.
struct SectorsView: APIShape {
    let items: [SectorView]
}

extension AgreementsAPI {
    /// The calendar whose years are counted.
    struct SummaryFilter: APIShape {
        static let notes: [String: FieldNote] = [
            "calendar": FieldNote("Whose years are counted; Gregorian when left out.")
        ]
        let calendar: CalendarChoice?
    }

    /// Which sleeping agreements are listed.
    struct WorkFilter: APIShape {
        static let notes: [String: FieldNote] = PageWish.notes.merging(
            ["q": FieldNote("Words of the code, the titles or the partners' names, in any script.", most: 200)]
        ) { $1 }

        let cause: Dormancy.Cause?
        let q: String?
        let page: Int?
        let limit: Int?
    }

    var register: [Route] {
        [
            API.get(
                "/register/summary", for: .read, "Tells how many ties are operational", asks: SummaryFilter.self,
                gives: RegisterSummaryView.self
            ) { filter, visit in
                let register: Register = try await visit.read { try self.register(of: visit, on: $0) }
                return RegisterSummaryView(register, calendar: filter.calendar ?? .gregorian, visit: visit)
            },
            API.get(
                "/work", for: .read, "Lists sleeping ties, the nearest to working first", asks: WorkFilter.self,
                gives: Listed<AgreementView>.self
            ) { filter, visit in
                let wish = PageWish(page: filter.page, limit: filter.limit)
                return try await visit.read { connection in
                    let typed = filter.q.flatMap(SearchQuery.init(parsing:))
                    let found = WorkPage.sleeping(try register(of: visit, on: connection)).filter { line in
                        filter.cause.map { cause in line.causes.contains { $0.cause == cause } } ?? true
                            && typed.map { line.matches($0) } ?? true
                    }
                    let views = try AgreementView.views(of: Array(wish.part(of: found)), visit: visit, on: connection)
                    return Listed(views, of: found.count, at: wish, visit: visit)
                }
            },
            API.get("/sectors", for: .read, "Lists the sectors of clauses", gives: SectorsView.self) { _ in
                SectorsView(
                    items: Sector.all.map {
                        SectorView(
                            key: $0.key, name: Wording(fa: $0.namePersian, en: $0.nameEnglish),
                            directorate: $0.directorate)
                    })
            },
        ]
    }
}

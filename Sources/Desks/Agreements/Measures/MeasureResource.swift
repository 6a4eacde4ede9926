import OfficeKit
import SQLStore

/// The figures of one tie or of several.
struct MeasureFiguresView: APIShape {
    static let notes: [String: FieldNote] = [
        "agreements": FieldNote("How many ties they are about; documents under an agreement are no second ties."),
        "clauses": FieldNote("Live clauses."),
        "covered": FieldNote("Clauses with a body on our side and a live action that has an owner and a date."),
        "coverage": FieldNote("Covered clauses as a share of all, 0 to 1."),
        "fulfilled": FieldNote("Clauses whose live actions are all closed and shown by accepted evidence."),
        "partial": FieldNote("Clauses of which something is proven, but not all."),
        "unfulfilled": FieldNote("Clauses of which nothing is proven."),
        "lapsed": FieldNote("Clauses that are not fulfilled though the time for them is over."),
        "fulfilment": FieldNote("Fulfilled clauses as a share of all, 0 to 1."),
        "silenceDays": FieldNote(
            "Days since the last proof or the idea, whichever is later; the median of several ties."),
        "ours": FieldNote("Actions that our side delivered, and visits that it paid."),
        "theirs": FieldNote("The same of their side."),
        "reciprocity": FieldNote("The smaller of both as a share of the larger, summed over ties, 0 to 1."),
        "years": FieldNote("Years of 365 days since the idea, counted back from the day of judgement."),
        "provenYears": FieldNote("Those of them in which something was proven."),
        "continuity": FieldNote("Proven years as a share of all, 0 to 1."),
        "begun": FieldNote("Ties with a first proven action in the period."),
        "daysToAction": FieldNote("Days from the idea to the first proven action; the median of several ties."),
        "stepsToAction": FieldNote(
            "Signed documents, bodies of the clause, and the action itself; the median of several ties."),
    ]

    let agreements: Int
    let clauses: Int
    let covered: Int
    let coverage: Double?
    let fulfilled: Int
    let partial: Int
    let unfulfilled: Int
    let lapsed: Int
    let fulfilment: Double?
    let silenceDays: Int?
    let ours: Int
    let theirs: Int
    let reciprocity: Double?
    let years: Int
    let provenYears: Int
    let continuity: Double?
    let begun: Int
    let daysToAction: Int?
    let stepsToAction: Int?

    init(_ summary: MeasureSummary) {
        agreements = summary.ties
        clauses = summary.clauses
        covered = summary.covered
        coverage = summary.coverage
        fulfilled = summary.fulfilment[.fulfilled]
        partial = summary.fulfilment[.partial]
        unfulfilled = summary.fulfilment[.unfulfilled]
        lapsed = summary.fulfilment[.lapsed]
        fulfilment = summary.fulfilled
        silenceDays = summary.silence
        ours = summary.ours
        theirs = summary.theirs
        reciprocity = summary.reciprocity
        years = summary.years
        provenYears = summary.provenYears
        continuity = summary.continuity
        begun = summary.begun
        daysToAction = summary.daysToAction
        stepsToAction = summary.stepsToAction
    }
}

/// The measures of what was asked about.
struct MeasuresView: APIShape {
    static let notes: [String: FieldNote] = [
        "from": FieldNote("The first day in which what happened is counted; everything since ever when left out."),
        "asOf": FieldNote("The day of judgement."),
        "total": FieldNote("All ties that were asked about, each counted once."),
        "groups": FieldNote("A tie with several cities, or a clause with several bodies, counts in each group."),
    ]

    /// The figures of one group.
    struct Group: APIShape {
        static let schemaName = "MeasureGroup"
        static let notes: [String: FieldNote] = [
            "key": FieldNote("What the filter of the same name takes; `none` for what has none."),
            "agreements": FieldNote("The address of the ties under it."),
        ]
        let key: String
        let name: String
        let figures: MeasureFiguresView
        let agreements: String
    }

    let by: MeasureQuestion.Grouping
    let from: Day?
    let asOf: Day
    let total: MeasureFiguresView
    let groups: [Group]
}

/// One agreement with its figures.
struct MeasuredAgreementView: APIShape {
    static let notes: [String: FieldNote] = [
        "proof": FieldNote("The address of what its figures stand on, clause by clause.")
    ]
    let code: String
    let partner: Wording
    let figures: MeasureFiguresView
    let proof: String
}

extension AgreementsAPI {
    /// What is measured.
    struct MeasureFilter: APIShape {
        static let notes: [String: FieldNote] = [
            "by": FieldNote("By what figures are told apart; the partner city when left out."),
            "city": FieldNote("A partner city's number, or `none`.", most: 20),
            "sector": FieldNote("One of `/sectors`, or `none`.", most: 100),
            "body": FieldNote("The id of a body responsible on either side, or `none`.", most: 64),
            "directorate": FieldNote("The directorate that answers for the sector.", choices: directorates),
            "signed": FieldNote("The year of signature, or `none`; before 1500 a Jalali year.", most: 4),
            "from": FieldNote("The first year, Gregorian, or Jalali before 1500.", least: 1, most: 9000),
            "to": FieldNote("The last year, as whose end figures stand.", least: 1, most: 9000),
        ]
        let by: MeasureQuestion.Grouping?
        let city: String?
        let sector: String?
        let body: String?
        let directorate: String?
        let signed: String?
        let from: Int?
        let to: Int?
    }

    /// Which ties are listed with their figures.
    struct MeasuredFilter: APIShape {
        static let notes: [String: FieldNote] = MeasureFilter.notes.filter { $0.key != "by" }
            .merging(PageWish.notes) { $1 }
            .merging(["kind": FieldNote("Which of their figures is to be above nothing.")]) { $1 }
        let kind: MeasureQuestion.Kind?
        let city: String?
        let sector: String?
        let body: String?
        let directorate: String?
        let signed: String?
        let from: Int?
        let to: Int?
        let page: Int?
        let limit: Int?
    }

    private static let directorates = Directorate.allCases.map(\.rawValue) + [MeasureQuestion.nothing]

    var measures: [Route] {
        [
            API.get(
                "/measures", for: .read, "Measures the agreements, in groups", asks: MeasureFilter.self,
                gives: MeasuresView.self
            ) { _, visit in
                try await visit.read { connection in
                    let figures = try MeasuresPage.figures(
                        try register(of: visit, on: connection), visit: visit, on: connection)
                    let question = figures.question
                    return MeasuresView(
                        by: question.grouping, from: question.period.start, asOf: question.period.end,
                        total: MeasureFiguresView(figures.total),
                        groups: figures.rows.map { row in
                            MeasuresView.Group(
                                key: row.address[question.grouping.filter] ?? MeasureQuestion.nothing, name: row.name,
                                figures: MeasureFiguresView(row.summary),
                                agreements: API.root + "/measures/agreements" + row.address.text)
                        })
                }
            },
            API.get(
                "/measures/agreements", for: .read, "Lists the ties under a figure, with their own",
                asks: MeasuredFilter.self, gives: Listed<MeasuredAgreementView>.self
            ) { filter, visit in
                let wish = PageWish(page: filter.page, limit: filter.limit)
                return try await visit.read { connection in
                    let found = try MeasuredTiesPage.find(
                        try register(of: visit, on: connection), visit: visit, on: connection
                    ).rows
                    let views = wish.part(of: found).map { row in
                        MeasuredAgreementView(
                            code: row.line.registered.code,
                            partner: Wording(fa: row.line.partners[.fa], en: row.line.partners[.en]),
                            figures: MeasureFiguresView(MeasureSummary([row.measures])),
                            proof: "\(API.root)\(row.line.registered.href)/proof")
                    }
                    return Listed(views, of: found.count, at: wish, visit: visit)
                }
            },
        ]
    }
}

import SQLStore
import Testing

@testable import OfficeKit

@Suite("Days and moments in the store") struct TimeStoreTests {
    @Test("come back as they went in, and sort by time", arguments: TestEngine.allCases)
    func roundTrip(engine: TestEngine) async throws {
        let days = ["0001-01-01", "1969-12-31", "2024-02-29", "2026-03-21", "9999-12-31"].compactMap { Day(iso: $0) }
        let moments = [-62_135_596_800_000, -1, 0, 1_795_514_400_123, 253_402_300_799_999].map {
            Moment(milliseconds: $0)
        }
        let dates = ["2006", "2006-05", "2006-05-02", "j1385", "j1385-02"].compactMap { PartialDay(iso: $0) }
        try await withOffice(on: engine) { office in
            let (foundDays, foundMoments, foundDates) = try await office.store.write { connection in
                try connection.script("CREATE TABLE time (day TEXT, moment TEXT, dated TEXT, missing TEXT)")
                for place in days.indices.reversed() {
                    try connection.execute(
                        """
                        INSERT INTO time (day, moment, dated, missing)
                        VALUES (\(days[place]), \(moments[place]), \(dates[place]), \(Day?.none.sqlValue))
                        """)
                }
                return (
                    try connection.rows("SELECT day FROM time ORDER BY day").map { row -> Day in try row["day"] },
                    try connection.rows("SELECT moment FROM time ORDER BY moment").map { row -> Moment in try row[0] },
                    try connection.rows("SELECT dated, missing FROM time ORDER BY day").map { row -> PartialDay? in
                        let nothing: Day? = try row["missing"]
                        return nothing == nil ? try row["dated"] : nil
                    }
                )
            }
            #expect(days.count == 5)
            #expect(foundDays == days)
            #expect(foundMoments == moments)
            #expect(foundDates == dates)
        }
    }

    @Test("are no other texts", arguments: ["2026-3-21", "21.03.2026", "", "j1405-01-01", "2026-02-30"])
    func wrong(text: String) {
        #expect(throws: StoreError.conversion(column: nil, expected: "a day", found: text)) {
            try Day(sqlValue: .text(text))
        }
        #expect(throws: StoreError.conversion(column: nil, expected: "a moment", found: text)) {
            try Moment(sqlValue: .text(text))
        }
    }
}

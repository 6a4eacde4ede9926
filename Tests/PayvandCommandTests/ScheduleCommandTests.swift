import Foundation
import Testing

@Suite("payvand schedule") struct ScheduleCommandTests {
    private func file(_ name: String, _ text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = folder.appending(path: name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    private func published(tables: Int = 1, fixed: String = "0,0,0") -> String {
        """
        nBusiness = 3;
        nMeetings = 3;
        nTables = \(tables);
        nTotalSlots = 3;
        nMorningSlots = 3;
        requested = [|1,2,3,|1,3,3,|2,3,3,|];
        forbidden = [{0},{0},{0}];
        fixed = [\(fixed)];
        precedences = [{},{},{}];
        """
    }

    private let exhibition = """
        {"name": "sample", "T": 4, "days": 1, "slots_per_day": 4,
        "people": [{"id": 0, "kind": "delegation", "avail": [0, 1, 2, 3], "max_day": 4},
        {"id": 1, "kind": "host", "avail": [1, 2], "max_day": 4}],
        "rooms": {"table": 1}, "interpreters": [{"id": 0, "langs": ["fa", "ru"], "avail": [2], "max_day": 1}],
        "requests": [{"guest": 0, "alts": [{"host": 1, "value": 7, "pair": ["ru", "fa"]}], "must": true,
        "room": "table", "session": 0, "id": 0}],
        "prec": [], "weights": {"value": 10, "break_": 4, "idle": 1, "under": 20, "must": 500}, "fair_share": 0.4}
        """

    @Test("a published file is solved in one line, and its plan is verified")
    func published() async throws {
        let path = try file("a.dzn", published())
        let plan = path + ".plan"
        let answer = try await CommandOffice.run("schedule", path, "--out", plan)
        #expect(answer.status == 0)
        #expect(answer.lines.count == 1)
        let shape = /status=optimal objective=1 bound=1 first=\d+\.\d{3} seconds=\d+\.\d{3}/
        #expect(answer.lines[0].wholeMatch(of: shape) != nil, "\(answer.output)")
        let checked = try await CommandOffice.run("schedule", "check", path, plan)
        #expect(checked.status == 0)
        #expect(checked.lines == ["valid objective=1"])
    }

    @Test("a wrong plan is refused with what is wrong")
    func wrongPlan() async throws {
        let path = try file("a.dzn", published())
        let plan = try file("plan.json", "[1, 1, 2]")
        let checked = try await CommandOffice.run("schedule", "check", path, plan)
        #expect(checked.status == 1)
        #expect(checked.errors.contains("participant 1 is in meeting 1"))
        let broken = try file("plan.json", "[1,\n x]")
        let answer = try await CommandOffice.run("schedule", "check", path, broken)
        #expect(answer.status == 2)
        #expect(answer.errors.contains("plan.json:2: "))
    }

    @Test("what cannot be is proven, with exit code 3 and no plan")
    func infeasible() async throws {
        let path = try file("a.dzn", published(fixed: "1,1,0"))
        let plan = path + ".plan"
        let answer = try await CommandOffice.run("schedule", path, "--out", plan)
        #expect(answer.status == 3)
        #expect(answer.output.hasPrefix("status=infeasible objective=- bound=- first=- seconds="))
        #expect(!FileManager.default.fileExists(atPath: plan))
    }

    @Test("a file that cannot be read ends with exit code 2, its line and the reason")
    func malformed() async throws {
        let path = try file("a.dzn", published().replacing("nTables = 1", with: "nTables = one"))
        let answer = try await CommandOffice.run("schedule", path)
        #expect(answer.status == 2)
        #expect(answer.output.isEmpty)
        #expect(answer.errors.contains("a.dzn:3: "))
        #expect(try await CommandOffice.run("schedule", "/nowhere.dzn").status == 2)
        #expect(try await CommandOffice.run("schedule", path, "--fairness", "-1").status == 64)
        let city = try file("a.json", exhibition.replacing("\"host\": 1", with: "\"host\": 5"))
        let fault = try await CommandOffice.run("schedule", city)
        #expect(fault.status == 2)
        #expect(fault.errors.contains("a.json:5: "))
    }

    @Test("an exhibition is planned with its interpreter and room")
    func city() async throws {
        let path = try file("a.json", exhibition)
        let plan = path + ".plan"
        let answer = try await CommandOffice.run("schedule", path, "--limit", "1", "--out", plan)
        #expect(answer.status == 0)
        #expect(answer.output.hasPrefix("status=optimal objective=70 bound=70 "))
        let rows = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: plan))) as? [[Any]]
        #expect(rows?.first?.count == 5)
        #expect(rows?.first?.prefix(4).compactMap { $0 as? Int } == [0, 0, 2, 0])
        #expect(rows?.first?.last as? String == "table")
        #expect(try await CommandOffice.run("schedule", "check", path, plan).lines == ["valid objective=70"])
    }
}

import Foundation
import Testing

@Suite("payvand rings and payvand partners") struct MutualBenefitCommandTests {
    private func file(_ name: String, _ text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = folder.appending(path: name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    @Test("the first line is the outcome, then comes one ring on each line")
    func rings() async throws {
        let path = try file("a.kep", "3 1 5\n0 1 5\n1 0 2\n1 2 2\n2 0 9\n3 2 4\n")
        let answer = try await CommandOffice.run("rings", path, "--max-length", "2", "--chain", "1")
        #expect(answer.status == 0)
        #expect(answer.lines[0].hasPrefix("status=optimal objective=11 bound=11 seconds="))
        #expect(Array(answer.lines.dropFirst()) == ["0 1", "3 2"])
    }

    @Test("a malformed market ends with exit code 2, its line and the reason")
    func malformed() async throws {
        let path = try file("a.kep", "2 0 1\n0 7 1\n")
        let answer = try await CommandOffice.run("rings", path)
        #expect(answer.status == 2)
        #expect(answer.errors.contains("a.kep:2: "))
        #expect(try await CommandOffice.run("rings", "/nowhere.kep").status == 2)
        #expect(try await CommandOffice.run("rings", path, "--max-length", "-1").status == 64)
    }

    @Test("partners are read from a file, and without one it is said what is missing")
    func partners() async throws {
        let path = try file(
            "p.tsv", "city\tside\tsector\n1\tneed\twater\n1\toffer\tbuses\n2\toffer\twater\n2\tneed\tbuses\n")
        let answer = try await CommandOffice.run("partners", "--city", "1", "--profiles", path)
        #expect(answer.status == 0)
        #expect(answer.lines[0].hasPrefix("1\t2\t2\t"))
        #expect(answer.lines[1] == "    1 gets water from 2.")
        #expect(try await CommandOffice.run("partners", "--city", "9", "--profiles", path).status == 2)
        #expect(try await CommandOffice.run("partners", "--city", "1").status == 64)
    }
}

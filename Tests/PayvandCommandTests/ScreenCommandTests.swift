import Foundation
import Testing

@Suite("payvand screen and payvand sectors") struct ScreenCommandTests {
    private static func withFiles<T>(_ files: [String: String], _ body: (URL) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "screen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try await body(folder)
    }

    private static let list = """
        {"id":"a","schema":"Person","properties":{"name":["Gholamreza Nemunezadeh"]},"datasets":["sample"]}
        {"id":"b","schema":"Company","properties":{"name":["Sample Trading LLC"]},"datasets":["sample"]}
        """

    @Test("prints candidates with reasons, and that it clears nobody") func names() async throws {
        try await Self.withFiles(["list.jsonl": Self.list]) { folder in
            let found = try await CommandOffice.run("screen", "--lists", folder.path, "غلامرضا نمونه‌زاده")
            #expect(found.status == 0)
            #expect(found.output.contains("sample:a"))
            let empty = try await CommandOffice.run("screen", "--lists", folder.path, "Nobody Atall")
            #expect(empty.output.contains("clears nobody"))
        }
    }

    @Test("answers a file of names with one JSON line each") func batch() async throws {
        let names = "Qolamreza Nemune-zadeh\n\n{\"name\":\"Sample Trading\",\"kind\":\"organisation\"}\nNobody Atall\n"
        try await Self.withFiles(["list.jsonl": Self.list, "names.txt": names]) { folder in
            let outcome = try await CommandOffice.run(
                "screen", "--lists", folder.appending(path: "list.jsonl").path, "--batch",
                folder.appending(path: "names.txt").path)
            #expect(outcome.status == 0)
            #expect(outcome.lines.count == 3)
            let first = try JSONSerialization.jsonObject(with: Data(outcome.lines[0].utf8)) as? [String: Any]
            #expect(((first?["candidates"] as? [[String: Any]])?.first?["id"] as? String) == "sample:a")
            #expect((first?["notice"] as? String)?.contains("clears nobody") == true)
        }
    }

    @Test("judges pairs and says how well") func pairs() async throws {
        let table = """
            schema,name1,name2,is_match
            Person,علی نمونه,Ali Nemuneh,true
            Person,Ali Nemuneh,Hassan Nemuneh,false
            Company,"Sample, AG",Sample GmbH,false
            """
        try await Self.withFiles(["pairs.csv": table]) { folder in
            let outcome = try await CommandOffice.run("screen", "--pairs", folder.appending(path: "pairs.csv").path)
            #expect(outcome.status == 0)
            #expect(outcome.lines.last == "pairs=3 precision=1.0000 recall=1.0000 f1=1.0000")
        }
    }

    @Test(
        "ends with 2 and the place of what is malformed",
        arguments: [
            ("sdn.csv", "1,A,,,,,,,,,,\nx,B,,,,,,,,,,\n", "sdn.csv:2: "),
            ("un.xml", "<CONSOLIDATED_LIST>\n<ENTITY>", "un.xml:2: "),
            ("ftm.jsonl", "{\"schema\":\n", "ftm.jsonl:1: "),
        ])
    func malformed(file: String, text: String, place: String) async throws {
        try await Self.withFiles([file: text]) { folder in
            let outcome = try await CommandOffice.run("screen", "--lists", folder.path, "Ali")
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains(place))
        }
    }

    @Test("ends with 2 for malformed pairs and batches") func malformedOthers() async throws {
        let files = ["pairs.csv": "name1,name2\na\n", "names.txt": "Ali\n{\"nam\":1}\n", "list.jsonl": Self.list]
        try await Self.withFiles(files) { folder in
            let pairs = try await CommandOffice.run("screen", "--pairs", folder.appending(path: "pairs.csv").path)
            #expect(pairs.status == 2 && pairs.errors.contains("pairs.csv:2: "))
            let batch = try await CommandOffice.run(
                "screen", "--lists", folder.appending(path: "list.jsonl").path, "--batch",
                folder.appending(path: "names.txt").path)
            #expect(batch.status == 2 && batch.errors.contains("names.txt:2: "))
        }
    }

    @Test("tells what an update of a list brings") func update() async throws {
        let later = Self.list.replacing("\"id\":\"b\"", with: "\"id\":\"c\"")
        try await Self.withFiles(["before.jsonl": Self.list, "after.jsonl": later]) { folder in
            let outcome = try await CommandOffice.run(
                "screen", "--lists", folder.appending(path: "after.jsonl").path, "--since",
                folder.appending(path: "before.jsonl").path)
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("1 new, 0 changed, 1 delisted"))
        }
    }

    @Test("suggests sectors for words in three languages") func sectors() async throws {
        for text in ["waste collection", "جمع‌آوری زباله", "جمع القمامة"] {
            let outcome = try await CommandOffice.run("sectors", "suggest", text)
            #expect(outcome.lines.first?.hasPrefix("waste-management\t") == true, "\(text)")
        }
        let list = try await CommandOffice.run("sectors", "list")
        #expect(list.lines.count >= 200)
    }
}

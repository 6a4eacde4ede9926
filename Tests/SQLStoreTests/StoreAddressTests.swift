import Foundation
import Testing

@testable import SQLStore

@Suite("An address") struct StoreAddressTests {
    @Test("names a file, or a server with a schema")
    func right() throws {
        #expect(try StoreAddress(parsing: "sqlite:var/office.sqlite") == .sqlite(path: "var/office.sqlite"))
        #expect(try StoreAddress(parsing: "sqlite:/srv/دفتر.sqlite") == .sqlite(path: "/srv/دفتر.sqlite"))
        #expect(try StoreAddress(parsing: "sqlite::memory:") == .sqlite(path: ":memory:"))
        let url = "postgres://payvand:secret@127.0.0.1:5432/payvand"
        #expect(try StoreAddress(parsing: url) == .postgres(url: url, schema: nil))
        #expect(try StoreAddress(parsing: url + "?schema=tehran") == .postgres(url: url, schema: "tehran"))
        #expect(
            try StoreAddress(parsing: url + "?sslmode=require&schema=tehran&connect_timeout=3")
                == .postgres(url: url + "?sslmode=require&connect_timeout=3", schema: "tehran"))
        #expect(
            try StoreAddress(parsing: "postgresql://payvand@localhost/payvand")
                == .postgres(url: "postgresql://payvand@localhost/payvand", schema: nil))
    }

    @Test(
        "that is wrong is answered with a sentence, which never shows the password",
        arguments: [
            "", "office.sqlite", "sqlite:", "sqlite:a\0b", "mysql://root@localhost/office",
            "postgres://u:pa%zzword@localhost/office",
            "postgres://u:pa55word@localhost/office?schema=Tehran", "postgres://u:pa55word@localhost/office?schema=",
            "postgres://u:pa55word@localhost/office?schema=a;drop", "postgres://u:pa55word@[::1/office",
            "postgres://u:pa55word@localhost/office?schema=a&schema=b",
            "postgres://u:pa55word@localhost/office?nonsense=1",
        ])
    func wrong(text: String) {
        do {
            let address = try StoreAddress(parsing: text)
            Issue.record("\(address)")
        } catch StoreError.address(let sentence) {
            #expect(sentence.contains(" "))
            #expect(!sentence.contains("pa55word"))
            #expect(!sentence.contains("%zzword"))
            #expect(sentence.last?.isWhitespace == false)
        } catch {
            Issue.record(error)
        }
    }

    @Test("where nothing can be is told when the store is opened")
    func unreachable() async throws {
        for address in [
            StoreAddress.sqlite(path: "/nowhere/office.sqlite"),
            .postgres(url: "postgres://u:pa55word@127.0.0.1:1/office", schema: nil),
            .postgres(url: "postgres://u:pa55word@127.0.0.1:port/office", schema: nil),
        ] {
            do {
                let store = try await openStore(address, logger: .silent)
                await store.close()
                Issue.record("\(address) was opened")
            } catch StoreError.storage(let sentence) {
                #expect(address == .sqlite(path: "/nowhere/office.sqlite"))
                #expect(!sentence.isEmpty)
            } catch StoreError.connection(let sentence) {
                #expect(!sentence.isEmpty)
                #expect(!sentence.contains("pa55word"))
            }
        }
    }

    @Test("of a file that is no database is told as such")
    func noDatabase() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "payvand-\(UUID().uuidString).sqlite")
        try Data(String(repeating: "not a database\n", count: 200).utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            let store = try await openStore(.sqlite(path: file.path), logger: .silent)
            await store.close()
            Issue.record("it was opened")
        } catch StoreError.storage(let sentence) {
            #expect(!sentence.isEmpty)
        }
    }
}

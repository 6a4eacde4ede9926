import Foundation
import NameScreening
import Testing

@Suite("Readers of lists") struct ListReaderTests {
    @Test("read OFAC's tables with other names, addresses and what the remarks say") func ofac() throws {
        let entries = try SampleLists.entries([
            "sdn.csv": SampleLists.ofac, "alt.csv": SampleLists.ofacOtherNames, "add.csv": SampleLists.ofacAddresses,
        ])
        #expect(entries.map(\.id) == ["ofac-sdn:101", "ofac-sdn:102", "ofac-sdn:103"])
        let person = entries[0]
        #expect(person.kind == .person)
        #expect(person.names.map(\.quality) == [.primary, .strong, .weak])
        #expect(person.names[2].text == "REZA THE SAMPLE")
        #expect(person.births.map(\.iso) == ["1950-06-05", "1951"])
        #expect(person.countries == ["ir"])
        #expect(entries[1].programmes == ["SDGT", "IRAN"])
        #expect(entries[1].countries == ["ae"])
        #expect(entries[2].primaryName == "MV SAMPLE \"STAR\"")
        #expect(entries[2].kind == .vessel && entries[2].countries == ["pa"])
    }

    @Test("read OFAC's XML") func ofacXML() throws {
        let entry = try #require(try SampleLists.entries(["sdn.xml": SampleLists.ofacXML]).first)
        #expect(entry.primaryName == "EXAMPLE, Dawud")
        #expect(entry.names.last == ListEntry.Name("THE EXAMPLE & SON", .weak))
        #expect(entry.births == [BirthDate(year: 1960, isApproximate: true)])
        #expect(entry.countries == ["iq"])
    }

    @Test("read the UN's list with the name in its own script") func un() throws {
        let entries = try SampleLists.entries(["un.xml": SampleLists.un])
        #expect(entries.map(\.number) == ["TSi.001", "TSe.002"])
        #expect(entries[0].names.map(\.text) == ["SAMPLE NEMUNEH", "سامپل نمونه", "Abu Sample"])
        #expect(entries[0].names.last?.quality == .weak)
        #expect(entries[0].countries == ["ir"])
        #expect(entries[0].births.map(\.iso) == ["1959-09-24"])
        #expect(entries[1].kind == .organisation)
    }

    @Test("read the EU's list") func eu() throws {
        let entry = try #require(try SampleLists.entries(["eu.xml": SampleLists.eu]).first)
        #expect(entry.number == "EU.1.1")
        #expect(entry.names.map(\.quality) == [.primary, .weak])
        #expect(entry.countries == ["dz"])
        #expect(entry.births == [BirthDate(year: 1958, isApproximate: true)])
    }

    @Test("read the UK's list and join the rows of a group") func uk() throws {
        let entries = try SampleLists.entries(["uk.csv": SampleLists.uk])
        #expect(entries.count == 1)
        #expect(entries[0].primaryName == "Sample NEMUNEHZADEH")
        #expect(entries[0].names.map(\.text).contains("سامپل نمونه"))
        #expect(entries[0].births.map(\.iso) == ["1962-09", "1963"])
    }

    @Test("read FollowTheMoney and pass over what has no name") func followTheMoney() throws {
        let entries = try SampleLists.entries(["sample.jsonl": SampleLists.followTheMoney])
        #expect(entries.map(\.id) == ["sample:q1", "ftm:v1"])
        #expect(entries[0].countries == ["ru"])
        #expect(entries[0].names.map(\.quality) == [.primary, .strong, .weak])
    }

    @Test(
        "say where a file is malformed and why",
        arguments: [
            ("sdn.csv", "1,\"A\",-0- ,X,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n2,\"B\n", 2),
            ("sdn.csv", "1,A\n", 1), ("sdn.csv", "x,A,,,,,,,,,,\n", 1),
            ("sdn.csv", "1,A,,,,,,,,,,\n\n1,B,,,,,,,,,,\n", 3), ("sdn.csv", "1,\"A\"B,,,,,,,,,,\n", 1),
            ("sdn.xml", "<sdnList>\n<sdnEntry>\n<uid>1</uid></sdnEntry></sdnList>", 2),
            ("sdn.xml", "<sdnList>\n<sdnEntry><uid>1</sdnEntry></sdnList>", 2),
            ("sdn.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<sdnList></sdnList>", 1),
            ("sdn.xml", "<sdnList>\n<sdnEntry><uid>1&bomb;</uid></sdnEntry></sdnList>", 2),
            ("sdn.xml", "<sdnList>\n<sdnEntry>\n", 3), ("un.xml", "<CONSOLIDATED_LIST a=b></CONSOLIDATED_LIST>", 1),
            ("eu.xml", "<export><!--europa.eu-->\n<sanctionEntity/></export>", 2),
            ("uk.csv", "Name 6,Group ID\nA,1\n", 1), ("uk.csv", "Name 6,Group ID,Group Type\nA,,Individual\n", 2),
            ("ftm.jsonl", "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}\n{\"schema\":1\n", 2),
            ("ftm.jsonl", "{\"schema\":\"Person\",\"properties\":{}}\n", 1),
            ("ftm.jsonl", "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":7}}\n", 1),
        ])
    func malformed(file: String, text: String, line: Int) throws {
        let fault = #expect(throws: ListFault.self) { _ = try SampleLists.entries([file: text]) }
        #expect(fault?.file == file)
        #expect(fault?.line == line, "\(fault?.description ?? "")")
        #expect(fault?.reason.isEmpty == false)
    }

    @Test("a folder without lists, and what is not there, are faults") func missing() throws {
        #expect(throws: ListFault.self) { _ = try SampleLists.entries(["readme.txt": "nothing"]) }
        #expect(throws: ListFault.self) { _ = try ListFile.lists(at: URL(filePath: "/nowhere/at/all")) }
    }

    /// A generator that gives the same numbers each time.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    @Test(
        "never stop the program, whatever bytes they are given",
        arguments: [
            ("sdn.csv", SampleLists.ofac), ("sdn.xml", SampleLists.ofacXML), ("un.xml", SampleLists.un),
            ("eu.xml", SampleLists.eu), ("uk.csv", SampleLists.uk), ("ftm.jsonl", SampleLists.followTheMoney),
        ])
    func damaged(file: String, text: String) throws {
        var dice = Dice(state: 7)
        try SampleLists.withFolder([:]) { folder in
            for _ in 0..<150 {
                var bytes = Array(text.utf8)
                for _ in 0..<Int.random(in: 1...6, using: &dice) where !bytes.isEmpty {
                    let place = Int.random(in: bytes.indices, using: &dice)
                    switch Int.random(in: 0..<4, using: &dice) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
                    case 1: bytes.remove(at: place)
                    case 2: bytes.removeSubrange(place..<min(bytes.count, place + 40))
                    default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
                    }
                }
                let url = folder.appending(path: file)
                try Data(bytes).write(to: url)
                do {
                    for list in try ListFile.lists(at: url) {
                        for entry in try list.entries() { #expect(!entry.names.isEmpty) }
                    }
                } catch let fault as ListFault {
                    #expect(fault.file == file)
                }
            }
        }
    }
}

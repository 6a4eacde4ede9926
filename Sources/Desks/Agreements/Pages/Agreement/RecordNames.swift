import OfficeKit
import SQLStore

/// What cities, bodies, persons and accounts are called, for the pages that name them by their ids.
struct RecordNames: Sendable {
    private struct Pair: Sendable {
        let fa: String?
        let en: String?

        func name(in language: Language) -> String? { language == .fa ? fa ?? en : en ?? fa }
    }

    private let cities: [Int64: Pair]
    private let bodies: [String: Pair]
    private let persons: [String: Pair]
    private let accounts: [String: Pair]

    /// - Parameters:
    ///   - viewer: bodies and persons that these eyes may not see have no name.
    ///   - isAssigned: whether they look at work that is assigned to them, in which whoever is not restricted is named.
    init(
        cities: [Int64] = [], bodies: [String] = [], persons: [String] = [], accounts: [String] = [],
        for viewer: Viewer, isAssigned: Bool = false, on connection: any SQLConnection
    ) throws {
        var named: [Int64: Pair] = [:]
        for part in Array(Set(cities)).chunked(by: 500) {
            for row in try connection.rows("SELECT id, name_fa, name_en FROM city WHERE id IN \(list: part)") {
                named[try row[0]] = Pair(fa: try row[1], en: try row[2])
            }
        }
        self.cities = named
        func pairs(_ ids: [String], _ sql: ([String]) -> SQL) throws -> [String: Pair] {
            var found: [String: Pair] = [:]
            for part in Array(Set(ids)).chunked(by: 500) {
                for row in try connection.rows(sql(part)) {
                    found[try row[0]] = Pair(fa: try row[1], en: try row[2])
                }
            }
            return found
        }
        func sees(_ table: String) -> SQL {
            let own = viewer.sees(table: table, kind: table)
            guard isAssigned else { return own }
            return "(\(identifier: table).secrecy <> \(Secrecy.restricted) OR \(fragment: own))"
        }
        let seesBody = sees("body")
        let seesPerson = sees("person")
        self.bodies = try pairs(bodies) {
            "SELECT id, name_fa, name_en FROM body WHERE id IN \(list: $0) AND \(fragment: seesBody)"
        }
        self.persons = try pairs(persons) {
            "SELECT id, name_fa, name_en FROM person WHERE id IN \(list: $0) AND \(fragment: seesPerson)"
        }
        self.accounts = try pairs(accounts) { "SELECT id, name_fa, name_en FROM account WHERE id IN \(list: $0)" }
            .merging(
                try LinkHolder.names(of: accounts, on: connection).mapValues { Pair(fa: $0, en: $0) }
            ) { $1 }
    }

    func city(_ id: Int64, in language: Language) -> String? { cities[id]?.name(in: language) }
    func body(_ id: String, in language: Language) -> String? { bodies[id]?.name(in: language) }
    func person(_ id: String, in language: Language) -> String? { persons[id]?.name(in: language) }
    func account(_ id: String, in language: Language) -> String? { accounts[id]?.name(in: language) }
}

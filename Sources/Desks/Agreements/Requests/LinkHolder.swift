import HTTPTypes
import OfficeKit
import SQLStore

/// Those who act through a personal link. Where a record names an account they stand with a mark and the id of what
/// was opened to them, so that what they submit is reviewed as anybody's.
enum LinkHolder {
    private static let mark = "link:"

    /// What stands in the place of an account.
    static func account(of record: String) -> String { mark + record }

    /// The record that was opened; nil for an account.
    static func record(of account: String) -> String? {
        account.hasPrefix(mark) ? String(account.dropFirst(mark.count)) : nil
    }

    /// Who they are in the journal.
    static func author(named name: String) -> Author { Author(account: nil, name: name, door: .link) }

    /// What those among some accounts are called who act through links.
    static func names(of accounts: [String], on connection: any SQLConnection) throws -> [String: String] {
        var names: [String: String] = [:]
        for part in Array(Set(accounts.compactMap(record))).chunked(by: 500) {
            for row in try connection.rows(
                """
                SELECT id, name FROM update_request WHERE id IN \(list: part)
                UNION ALL SELECT id, name FROM partner_access WHERE id IN \(list: part)
                """)
            {
                names[mark + (try row["id"] as String)] = try row["name"]
            }
        }
        return names
    }
}

/// Where letters lead and whence they come.
struct LetterSite: Sendable {
    /// `https://office.example.org`
    let address: String
    let mailbox: String

    /// The office's settings, and what the visitor's own address tells where there are none.
    init(_ settings: OfficeSettings, at address: String) {
        self.address = settings.address.isEmpty ? address : settings.address
        let host = self.address.split(separator: "/").last.map { $0.prefix { $0 != ":" } } ?? ""
        let own = "payvand@\(host)"
        mailbox = !settings.mail.isEmpty ? settings.mail : Mail.isAddress(own) ? own : "payvand@localhost"
    }

    /// As an officer's browser reaches the office: its form has just been proven to come from a page of ours.
    init(of visit: Visit) {
        let origin = visit.headers[.origin].flatMap { $0 == "null" ? nil : $0 }
        self.init(visit.settings, at: origin ?? "http://\(visit.host ?? "localhost")")
    }
}

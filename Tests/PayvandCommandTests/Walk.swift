import Foundation
import HTTPTypes
import OfficeTesting

@testable import OfficeKit

/// Every address from which something can be read, with records' values in its parts and with questions behind it.
struct Walk: Sendable {
    let site: TestSite
    let plant: Plant

    /// One answer with the texts in it.
    struct Answer: Sendable {
        let address: String
        let status: Int
        /// The body; each part of it where it is an archive.
        let texts: [String]

        func words(of list: [String]) -> [String] {
            let telling = texts.filter(Answer.tells)
            return telling.isEmpty ? [] : list.filter { word in telling.contains { $0.contains(word) } }
        }

        /// Whether any word at all may stand in a text: asked of the bytes, for there are thousands of answers.
        private static func tells(_ text: String) -> Bool {
            var text = text
            return text.withUTF8 { bytes in
                let mark = Array(Plant.mark.utf8)
                var rest = bytes[...]
                while let first = rest.firstIndex(of: mark[0]) {
                    if rest[first...].starts(with: mark) { return true }
                    rest = rest[(first + 1)...]
                }
                return false
            }
        }
    }

    private var codes: [String] { plant.values["agreements"] ?? [] }

    /// The addresses of a route: with every record of the right kind in the place of each part.
    private func addresses(of route: Route) -> [String] {
        var found = [""]
        var before = ""
        for part in route.path.split(separator: "/") {
            let values: [String]
            if !part.hasPrefix(":") {
                values = [String(part)]
            } else {
                switch before {
                case "clauses": values = ["1"]
                case "profile": values = ["history"]
                // Causes for which something in the plant sleeps, and one that none has.
                case "autopsy", "letters": values = ["noExecutiveDocument", "noEvidence", "silent"]
                case "pass": values = ["1"]
                case "accounts", "tokens": values = ["1"]
                case "sides", "say": values = ["signed", "action"]
                case ":topic": values = ["-"] + (plant.values["actions"] ?? [])
                case ":token": values = plant.values["actions"] ?? []
                default: values = plant.values[before] ?? plant.values.values.flatMap { $0 }
                }
            }
            found = found.flatMap { head in values.map { "\(head)/\($0)" } }
            before = String(part)
        }
        return found.map { $0.isEmpty ? "/" : $0 }
    }

    private func questions(for route: Route) -> [String] {
        let all = ["", "?q=\(Plant.lure)"]
        if route.path.contains(":") { return ["", "?format=csv"] }
        return all
            + [
                "?q=qzx", "?format=csv", "?format=xlsx", "?q=\(Plant.lure)&format=csv", "?q=\(Plant.lure)&format=xlsx",
                "?limit=200", "?limit=100&page=1", "?q=\(Plant.lure)&limit=100", "?state=soon", "?stage=operating",
                "?stage=operational", "?person=system", "?side=ours", "?side=theirs", "?country=IR",
                "?city=\(plant.values["cities"]?.first ?? "")", "?cause=noEvidence", "?sort=partner&order=descending",
            ]
            + ["agreement", "clause", "action", "evidence", "attachment", "body", "person", "post"].map {
                "?kind=\($0)"
            }
            + codes.map { "?parent=\($0)" } + (plant.values["bodies"] ?? []).map { "?body=\($0)" }
    }

    /// Asks everything and hands over each answer.
    ///
    /// - Parameters:
    ///   - browser: of someone, signed in or not.
    ///   - token: of the same person, for the API.
    func take(_ browser: Browser, token: String?, _ body: (Answer) throws -> Void) async throws {
        let program = site.browser()
        // A PDF takes seconds to make and says what the Word file beside it says, which is looked into.
        for route in site.server.allRoutes where route.method == .get && !route.path.hasSuffix(".pdf") {
            for address in addresses(of: route) {
                for question in questions(for: route) {
                    let asker = route.isAPI ? program : browser
                    let status =
                        route.isAPI
                        ? try await program.call(.get, address + question, token: token)
                        : try await browser.get(address + question)
                    // What a redirect says is in its address.
                    let place = asker.location.map { [$0] } ?? []
                    try body(Answer(address: address + question, status: status, texts: place + Self.texts(asker)))
                }
            }
        }
        for address in ["/metrics", "/api/v1/openapi.json", "/openapi.json", "/readyz"] {
            let status = try await browser.get(address)
            try body(Answer(address: address, status: status, texts: Self.texts(browser)))
        }
    }

    private static func texts(_ browser: Browser) -> [String] {
        guard browser.bytes.starts(with: Array("PK".utf8)), let archive = try? ZipReader(browser.bytes) else {
            return [String(decoding: browser.bytes, as: UTF8.self)]
        }
        return archive.entries.compactMap { entry in
            (try? archive.content(of: entry.name)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

import Cities
import Foundation
import OfficeKit
import PersianText
import SQLStore

/// Bringing a list of agreements or of sourced claims into the register from a page, as `payvand import claims` does.
struct ImportRoutes: Sendable {
    /// A list of some hundred thousand rows.
    private static let limit = 8 << 20

    var routes: [Route] {
        [
            .get("/agreements/import", for: .importRecords) { visit in .page(ImportPage.page(nil, visit: visit)) },
            .post("/agreements/import", for: .importRecords, bodyLimit: Self.limit + (1 << 20), bring),
        ]
    }

    private func bring(_ visit: Visit) async throws -> Answer {
        do {
            guard let sent = visit.form.file("file") else {
                throw Problem(field: "file", key: "forms.errors.required")
            }
            guard sent.bytes.count <= Self.limit else {
                throw Problem(field: "file", key: "forms.errors.fileTooLarge", arguments: ["limit": "8 MB"])
            }
            // The name is the source of claims that give none: the command must find the same one.
            let name = sent.name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
            let file = try ClaimFile(Data(sent.bytes), name: PersianText.clean(name))
            guard let own = try await visit.read({ try City.own(on: $0) }) else {
                throw Problem(field: "file", key: "agreement.problem.noOwnCity")
            }
            let isTrial = visit.form.text("mode") != "import"
            let outcome = try await ClaimImport(file) { kind, own, partner, language in
                let text = visit.text(in: language)
                return text.text(
                    "agreements.import.title",
                    [
                        "kind": text.text(kind.key), "city": own.name(in: language),
                        "partner": partner.name(in: language),
                    ])
            }.run(
                in: visit.office, for: own, by: visit.author, on: visit.today, isStrict: visit.form.isOn("strict"),
                isTrial: isTrial)
            return .page(
                ImportPage.page(.init(outcome: outcome, isTrial: isTrial, name: sent.name), visit: visit))
        } catch let unreadable as ClaimFile.Unreadable {
            return .page(
                ImportPage.page(
                    nil, visit: visit,
                    problems: [Problem(field: "file", key: unreadable.key, arguments: unreadable.arguments)]))
        } catch let problem as Problem {
            return .page(ImportPage.page(nil, visit: visit, problems: [problem]))
        }
    }
}

import Foundation
import OfficeTesting
import SQLStore
import Testing

@testable import OfficeKit

@Suite("Settings of the office")
struct SettingsPageTests {
    private static let fields = [
        ("name_fa", "ادارهٔ نمونه"), ("name_en", "Sample office"), ("time_zone", "Pacific/Auckland"),
        ("language", "en"), ("calendar", "gregorian"), ("silence_days", "۳۶۵"), ("silence_warning", "30"),
    ]

    private static func with(_ changed: [String: String]) -> [(String, String)] {
        fields.map { ($0.0, changed[$0.0] ?? $0.1) }
    }

    /// A page that tells what a request knows of the office.
    private struct Desk: OfficeKit.Desk {
        static func resources() throws -> ResourceFolder { try .ofNothing() }
        static var migrations: [SchemaMigration] { [] }
        var navigation: [NavigationEntry] { [] }
        var routes: [Route] {
            [
                .get("/told", for: .visit) { visit in
                    let settings = visit.settings
                    let told = [
                        settings.nameEn, visit.timeZone.identifier, visit.language.rawValue, visit.today.iso,
                        "\(settings.silenceDays)", "\(settings.silenceWarning)",
                    ]
                    return .bytes(Array(told.joined(separator: "|").utf8), type: "text/plain")
                }
            ]
        }
    }

    @Test("what is set holds from the next request on, in every process", arguments: OfficeUnderTest.engines)
    func effect(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            // Two servers on one database are two processes.
            let other = try office.server(desks: [Desk()])
            try await office.browse(try office.server(desks: [Desk()])) { site in
                try await office.browse(other) { second in
                    let usual = OfficeSettings()
                    for browser in [site.browser(), second.browser()] {
                        try await browser.get("/told")
                        #expect(browser.html == "\(usual.nameEn)|Asia/Tehran|fa|2026-11-24|540|60")
                    }
                    let chief = try await site.browser(as: .administrator)
                    #expect(try await chief.get("/settings") == 200)
                    #expect(chief.html.contains("value=\"۵۴۰\""))
                    #expect(try await chief.post("/settings", Self.fields) == 303)
                    for browser in [second.browser(), site.browser()] {
                        try await browser.get("/told")
                        #expect(browser.html == "Sample office|Pacific/Auckland|en|2026-11-24|365|30")
                    }
                    try await chief.follow()
                    #expect(chief.html.contains("ادارهٔ نمونه"))
                    try await chief.get("/settings/history")
                    #expect(chief.html.contains("Pacific/Auckland"))
                    #expect(chief.html.contains("میلادی"))
                }
            }
        }
    }

    @Test("the same settings sent again change nothing")
    func again() async throws {
        try await OfficeUnderTest.use { office in
            try await office.browse(try office.server()) { site in
                let chief = try await site.browser(as: .administrator)
                try await chief.get("/settings")
                #expect(try await chief.post("/settings", Self.fields) == 303)
                let before = try await office.read { try Journal.head(on: $0) }
                #expect(try await chief.post("/settings", Self.fields) == 303)
                #expect(try await office.read { try Journal.head(on: $0) } == before)
            }
        }
    }

    @Test(
        "what cannot be is said beside its field, and everything typed is kept",
        arguments: [
            ("name_fa", ""), ("name_en", String(repeating: "x", count: 121)), ("time_zone", "Mars/Olympus"),
            ("language", "de"), ("calendar", ""), ("silence_days", "29"), ("silence_days", "much"),
            ("silence_warning", "366"), ("silence_warning", "-1"), ("silence_days", "99999999999999999999"),
        ])
    func wrong(field: String, typed: String) async throws {
        try await OfficeUnderTest.use { office in
            try await office.browse(try office.server()) { site in
                let chief = try await site.browser(as: .administrator)
                try await chief.get("/settings")
                #expect(
                    try await chief.post(
                        "/settings", Self.with(["name_en": "Kept & <b>"].merging([field: typed]) { $1 })) == 422)
                #expect(chief.html.contains("href=\"#field-\(field)\""))
                #expect(chief.html.contains("id=\"field-\(field)-error\""))
                #expect(field == "name_en" || chief.html.contains("value=\"Kept &amp; &lt;b&gt;\""))
                #expect(try await office.read { try OfficeSettings.load(on: $0) } == OfficeSettings())
            }
        }
    }
}

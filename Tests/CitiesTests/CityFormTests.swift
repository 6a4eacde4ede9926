import Foundation
import HTTPTypes
import OfficeKit
import SQLStore
import Testing

@testable import Cities

@Suite("Forms of cities and countries") struct CityFormTests {
    private static let tokyo = "/cities/1850147"

    @Test("a wrong form comes back with everything that was typed and every problem beside its field")
    func refused() async throws {
        try await CityBrowser.use { browser, office in
            for language in Language.allCases {
                browser.become(.urbanOfficer, language)
                try await browser.get("/cities/new")
                let status = try await browser.post(
                    "/cities",
                    [
                        ("name-fa", "شهر نمونه"), ("name-en", ""), ("country", "JP"), ("population", "بسیار"),
                        ("latitude", "۳۵٫۵"), ("longitude", ""), ("tier", "county"), ("timezone", "Asia/Tokyo"),
                    ])
                #expect(status == 422)
                for kept in ["شهر نمونه", "بسیار", "۳۵٫۵"] {
                    #expect(browser.html.contains("value=\"\(kept)\""), "\(kept)")
                }
                for chosen in ["JP", "county", "Asia/Tokyo"] {
                    #expect(browser.html.contains("value=\"\(chosen)\" selected"), "\(chosen)")
                }
                let links = browser.html.matches(of: /href="#field-([a-z-]+)"/).map { String($0.output.1) }
                #expect(links == ["name-en", "latitude", "population"], "in the order of the form")
                for field in links {
                    #expect(browser.html.contains("href=\"#field-\(field)\""), "\(field)")
                    #expect(browser.html.contains("id=\"field-\(field)-error\""), "\(field)")
                }
            }
            let count = try await office.read {
                try $0.value("SELECT COUNT(*) FROM city WHERE id >= \(City.firstOfficeID)", as: Int.self)
            }
            #expect(count == 0)
        }
    }

    @Test("a city is added once, however often its form is sent, and its numbers may be in any digits")
    func added() async throws {
        try await CityBrowser.use { browser, office in
            try await browser.get("/cities/new")
            let key = try #require(browser.hiddenValue("idempotency"))
            let fields = [
                ("name-fa", "شهر نمونه"), ("name-en", "Sample"), ("country", "JP"), ("population", "۱۲٬۳۴۵"),
                ("latitude", "۳۵٫۵"), ("longitude", "139.5"), ("idempotency", key),
            ]
            #expect(try await browser.post("/cities", fields) == 303)
            let made = try #require(browser.location)
            #expect(try await browser.post("/cities", fields) == 303)
            #expect(browser.location == made)
            try await browser.follow()
            #expect(browser.html.contains("flash-success"))
            #expect(browser.html.contains("۱۲٬۳۴۵") && browser.html.contains("شهر نمونه"))
            let city = try await office.read { try City.find(City.firstOfficeID, on: $0) }
            #expect(city?.latitude == 35.5 && city?.longitude == 139.5)
            #expect(try await office.read { try City.find(City.firstOfficeID + 1, on: $0) } == nil)
        }
    }

    @Test("who saves over a newer record is told, loses nothing, and may then decide")
    func conflict() async throws {
        try await CityBrowser.use { browser, office in
            try await browser.get(Self.tokyo + "/edit")
            let fields = [
                ("name-en", "Tokyo"), ("name-fa", "توکیوی من"), ("country", "JP"), ("population", "9"),
            ]
            try await office.change(by: TestOffice.author) { change in
                guard let city = try City.find(1_850_147, on: change.connection) else { return }
                var draft = CityDraft(city)
                draft.population = 5
                try City.edit(city.id, to: draft, in: change)
            }
            #expect(try await browser.post(Self.tokyo, fields) == 422)
            #expect(browser.html.contains("کس دیگری این رکورد را"))
            #expect(browser.html.contains("value=\"توکیوی من\""))
            #expect(try await browser.post(Self.tokyo, fields) == 303)
            #expect(try await office.read { try City.find(1_850_147, on: $0)?.namePersian } == "توکیوی من")
        }
    }

    @Test("a profile is written in both languages with its source, and told with it")
    func profile() async throws {
        try await CityBrowser.use { browser, _ in
            let path = Self.tokyo + "/profile/economy"
            try await browser.get(path)
            #expect(try await browser.post(path, [("text-fa", "بنادر"), ("text-en", ""), ("source", "")]) == 422)
            #expect(browser.html.contains("بنادر"))
            #expect(
                try await browser.post(path, [("text-fa", "بنادر"), ("text-en", ""), ("source", "سالنامهٔ نمونه")])
                    == 303)
            browser.become(.viewer, .en)
            try await browser.get(Self.tokyo)
            #expect(browser.html.contains("<p class=\"statement-text\" lang=\"fa\" dir=\"rtl\">بنادر</p>"))
            #expect(browser.html.contains("سالنامهٔ نمونه"))
            #expect(!browser.html.contains("profile/economy"))
        }
    }

    @Test("the counterpart tier of a country needs a source, and then stands on its cities' pages")
    func counterpart() async throws {
        try await CityBrowser.use { browser, _ in
            try await browser.get("/countries/BR/counterpart")
            #expect(try await browser.post("/countries/BR/counterpart", [("tier", "state"), ("source", "")]) == 422)
            #expect(browser.html.contains("value=\"state\" selected"))
            #expect(
                try await browser.post("/countries/BR/counterpart", [("tier", "state"), ("source", "a sample letter")])
                    == 303)
            try await browser.get("/cities/\(CitySuggestTests.saoPaulo)")
            #expect(browser.html.contains("ایالت") && browser.html.contains("a sample letter"))
            try await browser.get("/countries/BR/history")
            #expect(browser.html.contains("a sample letter"))
        }
    }

    @Test("only who manages the office words the names of places, and may take the wording back")
    func wording() async throws {
        try await CityBrowser.use { browser, _ in
            for path in [Self.tokyo + "/wording", "/countries/JP/wording"] {
                browser.become(.deputy)
                try await browser.get(Self.tokyo)
                #expect(!browser.html.contains("/wording\""))
                #expect(try await browser.post(path, [("wording-fa", "x")]) == 403)
                browser.become(.administrator, .en)
                try await browser.get(path)
                #expect(
                    try await browser.post(path, [("wording-fa", "نگارش نمونه"), ("wording-en", "Sample wording")])
                        == 303)
                try await browser.follow()
                #expect(browser.html.contains("Sample wording"))
                try await browser.get(path)
                #expect(browser.html.contains("value=\"Sample wording\""))
                #expect(try await browser.post(path, [("wording-fa", ""), ("wording-en", "")]) == 303)
                try await browser.follow()
                #expect(!browser.html.contains("<h1><bdi>Sample wording"))
            }
        }
    }

    @Test("a viewer is refused every change")
    func rights() async throws {
        try await CityBrowser.use { browser, _ in
            browser.become(.viewer)
            for route in CitiesDesk(ties: NoTies()).routes where !route.isAPI && route.method.rawValue == "POST" {
                try await browser.get("/cities")
                let path = route.path.replacing(":id", with: "1850147").replacing(":code", with: "JP")
                #expect(try await browser.post(path, []) == 403, "\(path)")
            }
            for path in ["/cities", "/bodies", "/people", Self.tokyo, "/countries/JP"] {
                try await browser.get(path)
                #expect(!browser.html.contains("/new\"") && !browser.html.contains("/edit\""), "\(path)")
            }
        }
    }
}

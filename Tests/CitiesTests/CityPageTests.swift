import Foundation
import HTTPTypes
import OfficeKit
import SQLStore
import Testing

@testable import Cities

@Suite("Pages of cities and countries") struct CityPageTests {
    private static let tehran = "/cities/\(CitySuggestTests.tehran)"
    private static let seoul = "/cities/\(SampleTies.seoul)"
    private static let tokyo = "/cities/1850147"

    @Test("every page of the desk answers in both languages, with one heading and no key without its words")
    func walk() async throws {
        try await CityBrowser.use { browser, office in
            let (body, person, post) = try await ContactPageTests.contacts(in: office)
            let places = [
                "/cities/:id": Self.tehran, "/countries/:code": "/countries/AE", "/bodies/:id": "/bodies/\(body)",
                "/people/:id": "/people/\(person)",
            ]
            for route in CitiesDesk(ties: SampleTies()).routes where !route.isAPI && !route.path.hasSuffix("suggest") {
                guard route.method.rawValue == "GET" else { continue }
                var path = route.path.replacing(":field", with: "economy").replacing(":post", with: post)
                for (pattern, place) in places { path = path.replacing(pattern, with: place) }
                for language in Language.allCases {
                    browser.become(.administrator, language)
                    #expect(try await browser.get(path) == 200, "\(path)")
                    #expect(browser.html.contains("<html lang=\"\(language.rawValue)\" dir=\"\(language.direction)\""))
                    #expect(browser.html.components(separatedBy: "<h1").count == 2, "\(path)")
                    for prefix in [">cities.", ">journal.", ">common.", "\"cities.", "{{"] {
                        #expect(!browser.html.contains(prefix), "\(path) shows \(prefix)")
                    }
                }
            }
        }
    }

    @Test("a field finds a city by every way of writing its name, in the reader's language")
    func suggest() async throws {
        try await CityBrowser.use { browser, _ in
            let typed: [(String, Int64)] = [
                ("تهران", CitySuggestTests.tehran), ("Tehran", CitySuggestTests.tehran),
                ("طهران", CitySuggestTests.tehran), ("Teheran", CitySuggestTests.tehran),
                ("Sao Paulo", CitySuggestTests.saoPaulo), ("سائو پائولو", CitySuggestTests.saoPaulo),
            ]
            for (text, city) in typed {
                for (language, label) in [
                    (Language.fa, city == CitySuggestTests.tehran ? "تهران" : "سائوپائولو"),
                    (.en, city == CitySuggestTests.tehran ? "Tehran" : "São Paulo"),
                ] {
                    browser.become(.viewer, language)
                    #expect(try await browser.get("/cities/suggest?q=\(Query.encoded(text))") == 200)
                    let first = try #require(try Self.items(browser.html).first)
                    #expect(first["value"] == String(city), "\(text)")
                    #expect(first["label"] == label)
                    #expect(first["href"] == "/cities/\(city)")
                }
            }
            #expect(try await browser.get("/cities/suggest?q=") == 200)
            #expect(try Self.items(browser.html).isEmpty)
        }
    }

    static func items(_ json: String) throws -> [[String: String]] {
        try JSONDecoder().decode([String: [[String: String]]].self, from: Data(json.utf8))["items"] ?? []
    }

    @Test("a city's page tells its clock, its weekend, its holidays, its counterpart and its ties")
    func city() async throws {
        try await CityBrowser.use { browser, _ in
            try await browser.get(Self.tokyo)
            // 10:00 in Greenwich is 19:00 in Tokyo, five hours and a half before Tehran.
            #expect(browser.html.contains("۱۹:۰۰، سه‌شنبه"))
            #expect(browser.html.contains("۵ ساعت و ۳۰ دقیقه جلوتر از تهران"))
            #expect(browser.html.contains("شنبه، یکشنبه"))
            #expect(browser.html.contains("فرمانداری کل"))
            #expect(browser.html.contains("Local Autonomy Law"))
            browser.become(.viewer, .en)
            try await browser.get(Self.seoul)
            #expect(browser.html.contains("href=\"/agreements/AGR-\(SampleTies.seoul)\""))
            #expect(browser.html.contains("stage-operating"))
            #expect(!browser.html.contains("/edit\""), "a viewer is not offered what a viewer may not do")
            try await browser.get(Self.tehran)
            #expect(browser.html.contains("The office’s own city"))
        }
    }

    @Test("a name that is not in the page's language says in which it is")
    func language() async throws {
        try await CityBrowser.use { browser, office in
            let id = try await office.change(by: TestOffice.author) { change in
                var draft = CityDraft()
                draft.country = "JP"
                draft.nameEnglish = "Sampleville"
                return try City.add(draft, in: change).id
            }
            try await browser.get("/cities/\(id)")
            #expect(browser.html.contains("<h1><bdi lang=\"en\">Sampleville</bdi></h1>"))
            try await browser.get("/cities?q=Sampleville")
            #expect(browser.html.contains("<bdi lang=\"en\">Sampleville</bdi>"))
            browser.become(.viewer, .en)
            try await browser.get("/cities/\(id)")
            #expect(browser.html.contains("<h1><bdi>Sampleville</bdi></h1>"))
        }
    }

    @Test("what does not exist has no page")
    func missing() async throws {
        try await CityBrowser.use { browser, _ in
            browser.become(.administrator)
            for path in [
                "/cities/1", "/cities/x", "/cities/1/edit", "/cities/1/history", "/cities/1/wording", "/countries/XX",
                "/countries/ir", "/countries/XX/counterpart", "/countries/XX/wording", "/bodies/x", "/people/x",
                "/people/x/posts/new", Self.tehran + "/profile/weather",
            ] {
                let status = try await browser.get(path)
                #expect(status == 404, "\(path)")
            }
        }
    }

    @Test("the list filters, and its files hold what the filter shows")
    func list() async throws {
        try await CityBrowser.use { browser, office in
            let expected = try await office.read { connection in
                var filter = CityFilter()
                filter.country = "IR"
                filter.minimumPopulation = 1_000_000
                return try filter.page(1, size: 100, on: connection).map(\.nameEnglish)
            }
            #expect(expected.count > 3)
            browser.become(.urbanOfficer, .en)
            try await browser.get("/cities?country=IR&population=1000000")
            for name in expected { #expect(browser.html.contains(">\(name)<"), "\(name)") }
            #expect(!browser.html.contains(">Tokyo<"))
            #expect(try await browser.get("/cities?country=IR&population=1000000&format=csv&page=9") == 200)
            let lines = browser.html.split(whereSeparator: \.isNewline)
            #expect(lines.count == expected.count + 1)
            #expect(try await browser.get("/cities?country=IR&format=xlsx") == 200)
            try await browser.get("/cities?sort=population&country=IR")
            let first = try #require(browser.html.range(of: "<th scope=\"row\""))
            #expect(!browser.html[first.upperBound...].prefix(300).contains("Tehran"), "the smallest comes first")
            browser.become(.viewer)
            #expect(try await browser.get("/cities?format=csv") == 403)
            try await browser.get("/cities?q=%25%25")
            #expect(browser.html.contains("با این پالایش موردی یافت نشد"))
        }
    }

    @Test("a country's page leads to its ties and its cities, and the list counts the ties")
    func country() async throws {
        try await CityBrowser.use { browser, _ in
            browser.become(.urbanOfficer, .en)
            try await browser.get("/countries/KR")
            #expect(browser.html.contains("href=\"/agreements/AGR-\(SampleTies.seoul)\""))
            #expect(browser.html.contains("href=\"/cities?country=KR\""))
            try await browser.get("/countries?only=ties")
            #expect(browser.html.contains("href=\"/countries/KR\"") && browser.html.contains("href=\"/countries/BR\""))
            #expect(!browser.html.contains("href=\"/countries/IR\""))
            try await browser.get("/countries?q=Kor")
            #expect(browser.html.contains("href=\"/countries/KR\""))
        }
    }

    @Test("the map draws each tie once, with links and names in the reader's language, and tells the same in a table")
    func map() async throws {
        try await CityBrowser.use { browser, _ in
            try await browser.get("/map")
            #expect(browser.html.components(separatedBy: "class=\"map-tie").count == 4)
            #expect(browser.html.components(separatedBy: "map-tie-live").count == 2)
            #expect(browser.html.contains("سئول: عملیاتی") || browser.html.contains("سئول: در حال"))
            for id in SampleTies.cities {
                #expect(browser.html.contains("<td") && browser.html.contains("/cities/\(id)"))
            }
            #expect(browser.html.contains(">تهران</text>"))
            browser.become(.urbanOfficer, .en)
            try await browser.get("/map?format=csv")
            #expect(browser.html.contains("Seoul"))
        }
        try await CityBrowser.use(ties: NoTies()) { browser, _ in
            try await browser.get("/map")
            #expect(browser.html.contains("هنوز پیوندی برای نمایش نیست"))
        }
    }
}

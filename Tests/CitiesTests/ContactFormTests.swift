import Foundation
import OfficeKit
import SQLStore
import Testing

@testable import Cities

@Suite("Forms of bodies and persons") struct ContactFormTests {
    @Test("a wrong body comes back as it was typed")
    func refused() async throws {
        try await CityBrowser.use { browser, _ in
            for language in Language.allCases {
                browser.become(.protocolOfficer, language)
                try await browser.get("/bodies/new")
                let status = try await browser.post(
                    "/bodies",
                    [
                        ("kind", "chamber"), ("city", ""), ("city-text", "Nowhereville"), ("web", "not an address"),
                        ("ours", "1"), ("secrecy", "public"),
                    ])
                #expect(status == 422)
                #expect(
                    browser.html.contains("value=\"Nowhereville\"") && browser.html.contains("value=\"not an address\"")
                )
                #expect(browser.html.contains("value=\"chamber\" selected"))
                #expect(browser.html.contains("value=\"public\" checked"))
                #expect(browser.html.contains("type=\"checkbox\" value=\"1\" checked"))
                for field in ["name-fa", "city", "web"] {
                    #expect(browser.html.contains("href=\"#field-\(field)\""), "\(field)")
                }
            }
        }
    }

    @Test("without scripts a city is known by the name that was typed, and the own city's bodies are ours")
    func typedCity() async throws {
        try await CityBrowser.use { browser, office in
            try await browser.get("/bodies/new")
            #expect(
                try await browser.post(
                    "/bodies",
                    [("name-fa", "ادارهٔ نمونه"), ("kind", "department"), ("city", ""), ("city-text", "طهران")])
                    == 303)
            let path = try #require(browser.location)
            try await browser.follow()
            #expect(browser.html.contains("تهران") && browser.html.contains("طرف ما"))
            // The name is emptied, and the script that would have cleared the id is missing.
            try await browser.get(path + "/edit")
            #expect(
                try await browser.post(
                    path,
                    [
                        ("name-fa", "ادارهٔ نمونه"), ("kind", "ministry"), ("country", "IR"), ("secrecy", "office"),
                        ("city", String(CitySuggestTests.tehran)), ("city-text", ""),
                    ]) == 303)
            let body = try await office.read { connection in
                try Body.find(String(path.dropFirst(8)), for: .machine, on: connection)
            }
            #expect(body?.city == nil && body?.country == "IR" && body?.kind == .ministry)
            try await browser.get(path + "/history")
            #expect(browser.html.contains("تهران"), "the history names the city")
            #expect(!browser.html.contains(">\(CitySuggestTests.tehran)<"))
        }
    }

    @Test("who restricts a record so far that it is hidden from them is told so")
    func hidden() async throws {
        try await CityBrowser.use { browser, _ in
            try await browser.get("/people/new")
            #expect(
                try await browser.post("/people", [("name-fa", "نمونه"), ("secrecy", "restricted")]) == 303)
            #expect(browser.location == "/people")
            try await browser.follow()
            #expect(browser.html.contains("تنها معاون و راهبر سامانه"))
        }
    }

    @Test("a person comes with a first post, takes a second, and leaves the first on a day of the reader's calendar")
    func posts() async throws {
        try await CityBrowser.use { browser, office in
            let ids = try await ContactPageTests.contacts(in: office)
            try await browser.get("/people/new?body=\(ids.body)")
            #expect(browser.html.contains("value=\"\(ids.body)\""))
            #expect(
                try await browser.post(
                    "/people",
                    [
                        ("name-fa", "شخص نمونه"), ("body", ids.body), ("body-text", "اتاق نمونهٔ سئول"),
                        ("title-fa", "دبیر نمونه"), ("from-year", "۱۴۰۱"), ("from-month", "2"), ("from-day", ""),
                        ("from-calendar", "jalali"),
                    ]) == 303)
            let path = try #require(browser.location)
            try await browser.follow()
            #expect(browser.html.contains("دبیر نمونه") && browser.html.contains("از اردیبهشت ۱۴۰۱"))
            try await browser.get(path + "/posts/new")
            let wrong = [
                ("body", ""), ("body-text", ""), ("title-fa", "رئیس"), ("rank", "۰"), ("from-year", "۱۴۰۴"),
                ("to-year", "۱۴۰۳"), ("from-calendar", "jalali"), ("to-calendar", "jalali"),
            ]
            #expect(try await browser.post(path + "/posts", wrong) == 422)
            for field in ["body", "rank", "to"] {
                #expect(browser.html.contains("href=\"#field-\(field)\""), "\(field)")
            }
            #expect(browser.html.contains("value=\"۱۴۰۴\"") && browser.html.contains("value=\"رئیس\""))
            #expect(
                try await browser.post(
                    path + "/posts",
                    [
                        ("body", ""), ("body-text", "Sample Chamber"), ("title-fa", "رئیس"), ("rank", "۱"),
                        ("from-year", "۱۴۰۴"), ("from-calendar", "jalali"),
                    ]) == 303)
            try await browser.follow()
            let first = try #require(browser.html.range(of: "رئیس"))
            let second = try #require(browser.html.range(of: "<strong><bdi>دبیر نمونه"))
            #expect(first.lowerBound < second.lowerBound, "the higher rank comes first")
            let end = try #require(browser.html.matches(of: /\/people\/[^"]+\/end/).map { String($0.output) }.last)
            try await browser.get(end)
            #expect(
                try await browser.post(
                    end, [("to-year", "۱۴۰۵"), ("to-month", "13"), ("to-day", "1"), ("to-calendar", "jalali")]) == 422)
            #expect(
                try await browser.post(
                    end, [("to-year", "۱۴۰۵"), ("to-month", "1"), ("to-day", "۱۵"), ("to-calendar", "jalali")]) == 303)
            try await browser.follow()
            #expect(browser.html.contains("سمت‌های پیشین") && browser.html.contains("۱۵ فروردین ۱۴۰۵"))
            try await browser.get(path + "/history")
            #expect(browser.html.contains("سمت دبیر نمونه را ویرایش کرد") && browser.html.contains("اتاق نمونهٔ سئول"))
        }
    }
}

import Foundation
import Testing

@testable import OfficeKit

private struct Part: APIInput {
    static let notes: [String: FieldNote] = ["name": FieldNote("A name.", least: 1, most: 5)]
    let name: String
    let day: Day?
}

private struct Whole: APIInput {
    enum Colour: String, Codable, CaseIterable { case red, green }

    static let notes: [String: FieldNote] = ["count": FieldNote(least: 1, most: 9), "parts": FieldNote(most: 2)]
    let colour: Colour
    let count: Int?
    let share: Double?
    let isNew: Bool?
    let parts: [Part]
    let since: PartialDay?
    let text: Wording?
}

private struct Misnoted: APIShape {
    static let notes: [String: FieldNote] = ["nam": FieldNote("Misspelt.")]
    let name: String
}

@Suite("Schemas of the API")
struct APISchemaTests {
    private let schema = Schema.of(Whole.self)

    private func problems(_ json: String) throws -> [String] {
        schema.problems(in: try JSONReader.read(Array(json.utf8))).map { "\($0.field) \($0.key)" }
    }

    @Test("a schema is read from the type that holds the value")
    func read() throws {
        var components: [String: JSON] = [:]
        #expect(schema.described(collecting: &components) == ["$ref": "#/components/schemas/Whole"])
        let whole = try #require(components["Whole"])
        #expect(whole["required"] == ["colour", "parts"])
        #expect(whole["additionalProperties"] == false)
        #expect(whole["properties"]?["colour"] == ["type": "string", "enum": ["red", "green"]])
        #expect(whole["properties"]?["count"] == ["type": ["integer", "null"], "minimum": 1, "maximum": 9])
        #expect(
            whole["properties"]?["parts"]
                == ["type": "array", "items": ["$ref": "#/components/schemas/Part"], "maxItems": 2])
        #expect(
            whole["properties"]?["text"] == ["anyOf": [["$ref": "#/components/schemas/Wording"], ["type": "null"]]])
        #expect(
            components["Part"]?["properties"]?["name"]
                == [
                    "type": "string", "minLength": 1, "maxLength": 5, "pattern": "^[^\\u0000]*$",
                    "description": "A name.",
                ])
    }

    @Test("what fits is taken, null and absence alike")
    func fits() throws {
        let bodies = [
            #"{"colour":"red","parts":[]}"#,
            #"{"colour":"green","count":9.0,"share":1,"isNew":false,"parts":[{"name":"a","day":"2024-02-29"}]}"#,
            #"{"colour":"red","count":null,"parts":[{"name":"ab","day":null}],"since":"j1403-06","text":{"fa":"سلام"}}"#,
        ]
        for body in bodies { #expect(try problems(body).isEmpty, "\(body)") }
    }

    @Test("all that is wrong is named at once, each with its place")
    func wrong() throws {
        #expect(
            try problems(
                #"{"colour":"blue","count":10,"share":"x","isNew":1,"parts":[{"name":"","day":"2023-02-29","x":1},3],"#
                    + #""since":"2024-13","text":[],"more":{}}"#) == [
                    "colour api.errors.notOneOf", "count forms.errors.outOfRange", "share forms.errors.notANumber",
                    "isNew api.errors.notFlag", "parts.0.name forms.errors.required",
                    "parts.0.day forms.errors.invalidDate", "parts.0.x api.errors.unknownField",
                    "parts.1 api.errors.notRecord", "since forms.errors.invalidDate", "text api.errors.notRecord",
                    "more api.errors.unknownField",
                ])
        #expect(try problems("{}") == ["colour forms.errors.required", "parts forms.errors.required"])
        #expect(try problems("[]") == [" api.errors.notRecord"])
        #expect(
            try problems(#"{"colour":"red","count":1.5,"parts":[{"name":"abcdef"},{"name":"a"},{"name":"b"}]}"#)
                == ["count api.errors.notWhole", "parts api.errors.tooMany"])
    }

    @Test("whatever the check lets pass can be decoded")
    func decodes() throws {
        let bodies = [
            #"{"colour":"red","count":1.0,"parts":[{"name":"a","day":"2024-02-29"}],"since":"2024","share":2}"#,
            #"{"colour":"green","count":1e0,"parts":[],"since":"j1403"}"#,
        ]
        for body in bodies {
            let value = try JSONReader.read(Array(body.utf8))
            #expect(schema.problems(in: value).isEmpty)
            let whole = try JSONDecoder().decode(Whole.self, from: JSONEncoder().encode(value))
            #expect(whole.count == 1)
        }
    }

    @Test("a note on a field that is not there is found")
    func misnoted() {
        guard case .unknown = Schema.of(Misnoted.self) else {
            Issue.record("the note on a missing field passed")
            return
        }
    }

    @Test("sentences of the check stand in both catalogues", arguments: Language.allCases)
    func sentences(language: Language) throws {
        let catalogue = try Catalogue(language: language, folders: [.officeKit()])
        for status in [400, 403, 404, 405, 409, 412, 413, 415, 422, 500, 503] {
            #expect(catalogue.raw("api.refused.\(status)") != nil)
        }
        for key in ["notText", "notWhole", "notFlag", "notList", "notRecord", "notOneOf", "tooMany", "unknownField"] {
            #expect(catalogue.raw("api.errors.\(key)") != nil)
        }
    }

    @Test("If-Match names versions as RFC 9110 writes them")
    func tags() {
        for header in ["\"7\"", "*", "\"6\", \"7\"", " \"7\" "] { #expect(EntityTag.matches(header, "7"), "\(header)") }
        for header in ["\"6\"", "7", "W/\"7\"", "", "\"77\""] { #expect(!EntityTag.matches(header, "7"), "\(header)") }
    }
}

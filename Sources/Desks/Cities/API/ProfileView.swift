import OfficeKit
import SQLStore

/// A city's identity in its own words; its version is the city's.
struct ProfileView: APIVersioned {
    /// What one field tells, and who says so.
    struct StatementView: APIShape {
        static let notes: [String: FieldNote] = [
            "field": FieldNote(choices: CityProfile.Field.allCases.map(\.rawValue))
        ]
        let field: String
        let text: Wording
        let source: String?
    }

    let version: String
    let statements: [StatementView]

    static func load(_ id: String, on connection: any SQLConnection) throws -> ProfileView {
        let city = try CityView.load(id, on: connection)
        let profile = try CityProfile.of(city.id, on: connection)
        return ProfileView(
            version: city.version,
            statements: profile.statements.map {
                StatementView(
                    field: $0.field.rawValue, text: Wording(fa: $0.persian, en: $0.english), source: $0.source)
            })
    }
}

/// A field of a city's profile as a program sends it.
struct StatementInput: APIInput {
    static let notes: [String: FieldNote] = ["source": FieldNote("Who says so.", most: 400)]
    let text: Wording
    let source: String?
}

import Foundation
import HTTPTypes
import NIOCore
import SQLStore

/// One request, as the desks see it: who asks, in which language, for what.
public struct Visit: Sendable {
    public internal(set) var office: Office
    /// The office's settings as they stand at this request.
    public internal(set) var settings: OfficeSettings
    /// The request's id, in the log and on pages of errors.
    public internal(set) var request: String
    public internal(set) var person: SignedIn?
    public internal(set) var language: Language
    public internal(set) var calendar: CalendarChoice
    /// `auto`, `light` or `dark`.
    public internal(set) var theme: String
    /// The words of the page's language.
    public internal(set) var text: Catalogue
    /// The words of all languages, for what is stored in several.
    var catalogues: [Language: Catalogue] = [:]
    public internal(set) var method: HTTPRequest.Method
    /// The path, without its query.
    public internal(set) var path: String
    /// The query's names and values in their order, decoded.
    public internal(set) var query: Query
    /// The values of the path's `:name` parts, decoded.
    public internal(set) var parameters: [String: String]
    /// The moment of the request.
    public internal(set) var now: Moment
    /// The day of the request in the office's time zone.
    public internal(set) var today: Day
    /// The office's time zone.
    public internal(set) var timeZone: TimeZone = .gmt
    /// The form that was posted; empty for other requests.
    public internal(set) var form: FormData
    /// The body as it came, for the API.
    public internal(set) var body: ByteBuffer
    public internal(set) var headers: HTTPFields
    /// The address of the other side.
    public internal(set) var address: String
    /// The host and port that the request named.
    public internal(set) var host: String?

    /// What the visitor may see of records.
    public var viewer: Viewer {
        person.map { Viewer(account: $0.account, role: $0.role) } ?? .visitor
    }

    /// The person as the author of a change.
    public var author: Author {
        let door: Author.Door = person?.session == nil ? .api : .page
        return Author(account: person?.account, name: person?.nameEn ?? "", door: door)
    }

    /// Whether a form was sent.
    public var isPost: Bool { method == .post }

    /// The words of a language.
    public func text(in language: Language) -> Catalogue { catalogues[language] ?? text }

    /// The value of the path's part, `""` when the route has no such part.
    public func part(_ name: String) -> String { parameters[name] ?? "" }

    /// Whether the person has the permission.
    public func may(_ permission: Permission) -> Bool {
        person?.role.may(permission) ?? (permission == .visit)
    }

    /// Reads from one snapshot.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await office.store.read(body)
    }

    /// Changes data as this person.
    public func change<T: Sendable>(_ body: @escaping @Sendable (Change) throws -> T) async throws -> T {
        try await office.change(by: author, body)
    }

    /// Makes something new, once for each form shown: a form sent twice finds what the first sending made.
    ///
    /// - Parameter body: makes it and returns the address where it is to be seen.
    public func createOnce(_ body: @escaping @Sendable (Change) throws -> String) async throws -> String {
        let key = form.text("idempotency")
        guard !key.isEmpty, key.utf8.count <= 64, let account = person?.account else { return try await change(body) }
        return try await change { change in
            try Submission.once(SubmissionKey(id: key, account: account), in: change) { try body(change) }
        }
    }

    static let migration = SchemaMigration(
        id: "office-002-submissions",
        statements: """
            CREATE TABLE submission (
                id TEXT NOT NULL,
                account_id TEXT NOT NULL,
                location TEXT NOT NULL,
                at TEXT NOT NULL,
                PRIMARY KEY (account_id, id)
            );
            """)
}

/// The query of an address.
public struct Query: Sendable, Hashable {
    public let pairs: [(name: String, value: String)]
    /// Whether nothing of the address's query had to be left out.
    public let isWhole: Bool

    public init(_ pairs: [(name: String, value: String)]) {
        self.pairs = pairs
        isWhole = true
    }

    /// Reads `a=1&b=%D8%A8`; what is not valid UTF-8 is left out.
    public init(parsing text: Substring) {
        let parts = text.split(separator: "&")
        pairs = parts.prefix(100).compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            func decoded(_ part: Substring) -> String? {
                String(part).replacing("+", with: " ").removingPercentEncoding
            }
            guard let name = decoded(parts[0]), let value = parts.count > 1 ? decoded(parts[1]) : "",
                !value.utf8.contains(0), !name.utf8.contains(0)
            else { return nil }
            return (name, value)
        }
        isWhole = pairs.count == parts.count
    }

    /// The first value of a name, trimmed; nil when there is none or it is empty.
    public subscript(_ name: String) -> String? {
        guard let value = pairs.first(where: { $0.name == name })?.value.trimmed, !value.isEmpty else { return nil }
        return value
    }

    /// A whole number in any digits; the default when there is none.
    public func number(_ name: String, default fallback: Int) -> Int {
        guard let text = self[name] else { return fallback }
        return Int(Numerals.latin(text)) ?? fallback
    }

    /// The same query with one value changed; nil takes it out.
    public func with(_ name: String, _ value: String?) -> Query {
        var changed = pairs.filter { $0.name != name }
        if let value { changed.append((name, value)) }
        return Query(changed)
    }

    /// The query with its question mark; `""` when it is empty.
    public var text: String {
        let parts = pairs.filter { !$0.value.isEmpty }.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }

    /// A value as it stands in a query or a path.
    public static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }

    public static func == (left: Query, right: Query) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        let start = unicodeScalars.firstIndex { !$0.properties.isWhitespace } ?? unicodeScalars.endIndex
        guard let end = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(unicodeScalars[start...end])
    }
}

extension Numerals {
    /// The text with Persian and Arabic digits in Latin ones.
    public static func latin(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x6F0...0x6F9: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0x6F0 + 48)))
            case 0x660...0x669: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0x660 + 48)))
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}

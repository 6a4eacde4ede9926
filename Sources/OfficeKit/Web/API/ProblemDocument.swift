import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What the API says when something is wrong (RFC 9457).
struct ProblemDocument: APIShape {
    static let schemaName = "Problem"
    static let notes: [String: FieldNote] = [
        "type": FieldNote("Always `about:blank`: the status says what it is."),
        "title": FieldNote("The status in words."),
        "detail": FieldNote("A sentence, in Persian where `Accept-Language` asks for it."),
        "errors": FieldNote("What is wrong with which field."),
        "reference": FieldNote("By which the office's administrator finds the failure in the log."),
    ]

    /// What is wrong with one field.
    struct FieldProblem: APIShape {
        static let notes: [String: FieldNote] = [
            "field": FieldNote(
                "`parties.0.city` for a field inside others; the name of a header or of a query's value."),
            "detail": FieldNote("A sentence that says what to do."),
        ]

        let field: String
        let detail: String
    }

    var type = "about:blank"
    let title: String
    let status: Int
    var detail: String?
    var errors: [FieldProblem]?
    var reference: String?

    init(_ status: HTTPResponse.Status, detail: String? = nil, problems: [Problem] = [], in text: Catalogue) {
        title = status.reasonPhrase
        self.status = status.code
        self.detail = detail
        guard !problems.isEmpty else { return }
        errors = problems.map { FieldProblem(field: $0.field, detail: text.text($0.key, $0.arguments)) }
    }

    /// What was thrown.
    init(_ status: HTTPResponse.Status, about error: any Error, in text: Catalogue) {
        let problems = (error as? Rejection)?.problems ?? (error as? Problem).map { [$0] } ?? []
        var detail: String?
        if case Refusal.malformed(let reason) = error {
            detail = reason
        } else if text.raw("api.refused.\(status.code)") != nil {
            detail = text.text("api.refused.\(status.code)")
        }
        self.init(status, detail: detail, problems: problems, in: text)
    }

    /// The response, which no cache keeps.
    func response(_ headers: HTTPFields = [:]) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = (try? encoder.encode(self)) ?? Data()
        var fields: HTTPFields = [
            .contentType: "application/problem+json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        for field in headers { fields[field.name] = field.value }
        return Response(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension OfficeServer {
    /// A problem that has nothing to do with who asks.
    func apiProblem(_ status: HTTPResponse.Status, to request: Request, _ headers: HTTPFields = [:]) -> Response {
        let words = catalogue(Self.preferred(request.headers[.acceptLanguage]) ?? .en)
        return ProblemDocument(status, about: Refusal.notFound, in: words).response(headers)
    }
}

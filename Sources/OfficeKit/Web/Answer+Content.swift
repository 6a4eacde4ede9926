import Foundation
import HTTPTypes

extension Answer {
    /// A value as JSON, keys in alphabetical order.
    ///
    /// - Throws: what the encoder throws.
    public static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .bytes(
            [UInt8](try encoder.encode(value)), type: "application/json; charset=utf-8", status: status,
            headers: headers)
    }

    /// A stored file to take home; what a browser can show without running anything may open in its window.
    ///
    /// - Parameter bytes: the file's content, from ``Attachment/content(on:)``.
    public static func download(_ attachment: Attachment, _ bytes: [UInt8], isInline: Bool = false) -> Answer {
        var headers: HTTPFields = [:]
        for (name, value) in attachment.downloadHeaders(isInline: isInline) {
            if let field = HTTPField.Name(name) { headers[field] = value }
        }
        return .bytes(bytes, type: attachment.mediaType.header, headers: headers)
    }
}

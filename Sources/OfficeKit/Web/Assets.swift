import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Style, scripts, icons and fonts, held in memory: some 400 KB.
struct Assets: Sendable {
    private struct File: Sendable {
        let body: ByteBuffer
        let type: String
        let tag: String
    }

    private let files: [String: File]
    /// Changes when any of the kit's files changes.
    let version: String

    /// - Parameters:
    ///   - kit: the kit's folder.
    ///   - made: what set-up made, the fonts; its files win.
    init(kit: ResourceFolder, made: URL?) throws {
        var files: [String: File] = [:]
        var all = SHA256()
        for folder in [kit.url.appending(path: "Assets"), made].compactMap({ $0 }) {
            let base = folder.standardizedFileURL.path
            guard let names = FileManager.default.enumerator(atPath: base) else { continue }
            for case let name as String in names {
                let url = folder.appending(path: name)
                guard let type = Self.types[url.pathExtension] else { continue }
                let data = try Data(contentsOf: url)
                let tag = SHA256.hash(data: data).prefix(8).map { String($0, radix: 16) }.joined()
                all.update(data: Data(tag.utf8))
                files[name] = File(body: ByteBuffer(bytes: data), type: type, tag: "\"\(tag)\"")
            }
        }
        self.files = files
        version = all.finalize().prefix(6).map { String($0, radix: 16) }.joined()
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "woff2": "font/woff2", "png": "image/png", "json": "application/json",
    ]

    func response(for name: String, to request: Request) -> Response {
        guard let file = files[name] else { return OfficeServer.plain("not found\n", status: .notFound) }
        // An address with the version in it never changes its content.
        let isVersioned = request.uri.query?.hasPrefix("v=") ?? false
        let headers: HTTPFields = [
            .contentType: file.type, .eTag: file.tag, .xContentTypeOptions: "nosniff",
            .cacheControl: isVersioned ? "public, max-age=31536000, immutable" : "public, max-age=3600",
        ]
        if request.headers[.ifNoneMatch] == file.tag { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.body))
    }
}

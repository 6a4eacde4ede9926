import Foundation

/// The body of a form with files: RFC 7578 over RFC 2046.
enum MultipartForm {
    /// The boundary that a content type names; nil when it names none that RFC 2046, section 5.1.1, allows.
    static func boundary(of contentType: String) -> [UInt8]? {
        guard let text = parameter("boundary", of: contentType), (1...70).contains(text.utf8.count),
            text.utf8.last != UInt8(ascii: " "), text.utf8.allSatisfy({ boundaryBytes.contains($0) })
        else { return nil }
        return Array(text.utf8)
    }

    private static let boundaryBytes = Set(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=? ".utf8)

    /// - Throws: ``FormError``.
    static func read(_ body: [UInt8], boundary: [UInt8]) throws -> FormData {
        var form = FormData()
        let delimiter = Array("--".utf8) + boundary
        guard var line = firstDelimiter(delimiter, in: body) else { throw FormError.malformed }
        while true {
            guard case .part(let headerStart) = line.kind else { return form }
            guard let headerEnd = headersEnd(in: body, from: headerStart),
                headerEnd.end - headerStart <= FormLimits.headerBytes,
                let next = nextDelimiter(delimiter, in: body, from: headerEnd.content - 2)
            else { throw FormError.malformed }
            guard form.fields.count + form.files.count < FormLimits.fields else { throw FormError.tooManyFields }
            // A part without content ends with the line end of its headers.
            let content = body[headerEnd.content..<max(next.start, headerEnd.content)]
            try add(content, headers: Array(body[headerStart..<headerEnd.end]), to: &form)
            line = next
        }
    }

    /// A line of the body that parts it.
    private struct Delimiter {
        enum Kind {
            /// The part's headers begin here.
            case part(Int)
            /// The body ends.
            case close
        }
        /// Where the line end before it stands.
        let start: Int
        let kind: Kind
    }

    private static func firstDelimiter(_ delimiter: [UInt8], in body: [UInt8]) -> Delimiter? {
        if body.starts(with: delimiter), let kind = kind(in: body, after: delimiter.count) {
            return Delimiter(start: 0, kind: kind)
        }
        return nextDelimiter(delimiter, in: body, from: 0)
    }

    private static func nextDelimiter(_ delimiter: [UInt8], in body: [UInt8], from start: Int) -> Delimiter? {
        let pattern = Array("\r\n".utf8) + delimiter
        var position = start
        while let hit = find(pattern, in: body, from: position) {
            if let kind = kind(in: body, after: hit + pattern.count) { return Delimiter(start: hit, kind: kind) }
            position = hit + 2
        }
        return nil
    }

    /// What a delimiter opens; nil when more than white space follows, so that it is content that only looks like it.
    private static func kind(in body: [UInt8], after index: Int) -> Delimiter.Kind? {
        if starts(with: "--", in: body, at: index) { return .close }
        var index = index
        while index < body.count, body[index] == UInt8(ascii: " ") || body[index] == UInt8(ascii: "\t") { index += 1 }
        return starts(with: "\r\n", in: body, at: index) ? .part(index + 2) : nil
    }

    private static func headersEnd(in body: [UInt8], from start: Int) -> (end: Int, content: Int)? {
        if starts(with: "\r\n", in: body, at: start) { return (start, start + 2) }
        guard let end = find(Array("\r\n\r\n".utf8), in: body, from: start) else { return nil }
        return (end, end + 4)
    }

    private static func add(_ content: ArraySlice<UInt8>, headers: [UInt8], to form: inout FormData) throws {
        let lines = try FormData.text(headers).components(separatedBy: "\r\n")
        guard let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = parameter("name", of: disposition)
        else { throw FormError.malformed }
        let plain = parameter("filename", of: disposition)
        if let file = parameter("filename*", of: disposition).flatMap(extended) ?? plain {
            form.files.append(FormData.File(field: name, name: file, bytes: Array(content)))
        } else {
            guard content.count <= FormLimits.textBytes else { throw FormError.textTooLong }
            form.fields.append((name, try FormData.text(Array(content))))
        }
    }

    /// `UTF-8''%D8%A8.pdf`, RFC 8187. No browser sends it in a form, but some programs do.
    private static func extended(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8", let text = String(parts[2]).removingPercentEncoding,
            !text.utf8.contains(0)
        else { return nil }
        return text
    }

    /// The value of `; name=value` or `; name="value"`, where browsers write `"` as `%22`.
    static func parameter(_ name: String, of header: String) -> String? {
        var rest = Substring(header)
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let key = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            let value: String
            if rest.first == "\"" {
                var scalars = String.UnicodeScalarView()
                var isEscaped = false
                var iterator = rest.unicodeScalars.dropFirst()
                while let scalar = iterator.popFirst() {
                    if isEscaped {
                        // A Windows path has its backslashes unescaped: only a quote or backslash is an escape.
                        if scalar != "\"", scalar != "\\" { scalars.append("\\") }
                        scalars.append(scalar)
                        isEscaped = false
                    } else if scalar == "\\" {
                        isEscaped = true
                    } else if scalar == "\"" {
                        break
                    } else {
                        scalars.append(scalar)
                    }
                }
                value = String(scalars)
                rest = Substring(iterator)
            } else {
                value = String(rest.prefix { $0 != ";" }).trimmed
                rest = rest.drop { $0 != ";" }
            }
            if key == name {
                // The three escapes of the HTML standard, "multipart/form-data encoding algorithm".
                return name.hasSuffix("*")
                    ? value
                    : value.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
            }
        }
        return nil
    }

    private static func starts(with text: String, in body: [UInt8], at index: Int) -> Bool {
        index >= 0 && index + text.utf8.count <= body.count
            && body[index..<(index + text.utf8.count)].elementsEqual(text.utf8)
    }

    /// Where the pattern begins, looking from an index on.
    private static func find(_ pattern: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard start >= 0, body.count - start >= pattern.count, let first = pattern.first else { return nil }
        return body.withUnsafeBufferPointer { bytes in
            var index = start
            let last = bytes.count - pattern.count
            while index <= last {
                guard let base = bytes.baseAddress,
                    let hit = memchr(base + index, Int32(first), last - index + 1)
                else { return nil }
                index = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
                if pattern.indices.allSatisfy({ bytes[index + $0] == pattern[$0] }) { return index }
                index += 1
            }
            return nil
        }
    }
}

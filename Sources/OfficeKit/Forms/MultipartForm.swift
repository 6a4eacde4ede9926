import Foundation

/// The body of a form with files: RFC 7578 over RFC 2046.
enum MultipartForm {
    /// The boundary that a content type names; nil when it names none that RFC 2046 allows.
    static func boundary(of contentType: String) -> [UInt8]? {
        guard let text = parameter("boundary", of: contentType), (1...70).contains(text.utf8.count) else { return nil }
        return Array(text.utf8)
    }

    /// - Throws: ``FormError``.
    static func read(_ body: [UInt8], boundary: [UInt8]) throws -> FormData {
        var form = FormData()
        let delimiter = Array("--".utf8) + boundary
        guard var position = find(delimiter, in: body, from: 0) else { throw FormError.malformed }
        while true {
            position += delimiter.count
            if starts(with: "--", in: body, at: position) { return form }
            guard let lineEnd = find(Array("\r\n".utf8), in: body, from: position) else { throw FormError.malformed }
            let headerStart = lineEnd + 2
            guard let headerEnd = headerStart <= body.count ? headersEnd(in: body, from: headerStart) : nil,
                headerEnd.end - headerStart <= FormLimits.headerBytes,
                let next = find(Array("\r\n".utf8) + delimiter, in: body, from: headerEnd.content - 2)
            else { throw FormError.malformed }
            guard form.fields.count + form.files.count < FormLimits.fields else { throw FormError.tooManyFields }
            let content = next >= headerEnd.content ? Array(body[headerEnd.content..<next]) : []
            try add(content, headers: Array(body[headerStart..<headerEnd.end]), to: &form)
            position = next + 2
        }
    }

    private static func headersEnd(in body: [UInt8], from start: Int) -> (end: Int, content: Int)? {
        if starts(with: "\r\n", in: body, at: start) { return (start, start + 2) }
        guard let end = find(Array("\r\n\r\n".utf8), in: body, from: start) else { return nil }
        return (end, end + 4)
    }

    private static func add(_ content: [UInt8], headers: [UInt8], to form: inout FormData) throws {
        let lines = try FormData.text(headers).components(separatedBy: "\r\n")
        guard let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = parameter("name", of: disposition)
        else { throw FormError.malformed }
        if let file = parameter("filename", of: disposition) {
            form.files.append(FormData.File(field: name, name: file, bytes: content))
        } else {
            form.fields.append((name, try FormData.text(content)))
        }
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
            if key == name { return value.replacing("%22", with: "\"") }
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

import CZlib
import Crypto
import Foundation

/// A file of reference data: UTF-8, a line of column names, tabs between columns, no quoting; perhaps gzipped.
struct ReferenceFile {
    let name: String
    let content: [UInt8]

    /// Reads `name` or `name.gz` from the folder or from one of its direct subfolders.
    ///
    /// - Throws: ``ReferenceError/missing(_:)``, ``ReferenceError/damaged(_:reason:)``.
    init(_ name: String, in folder: URL) throws(ReferenceError) {
        self.name = name
        guard let url = ReferenceFile.find(name, in: folder) else { throw .missing(name) }
        guard let data = try? Data(contentsOf: url) else { throw .damaged(name, reason: "it cannot be read") }
        content = url.pathExtension == "gz" ? try ReferenceFile.inflated([UInt8](data), named: name) : [UInt8](data)
    }

    private static func find(_ name: String, in folder: URL) -> URL? {
        let files = FileManager.default
        var folders = [folder]
        let children = (try? files.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        folders += children.sorted { $0.path < $1.path }.filter(\.hasDirectoryPath)
        for place in folders {
            for candidate in [place.appending(path: name), place.appending(path: name + ".gz")]
            where files.fileExists(atPath: candidate.path) {
                return candidate
            }
        }
        return nil
    }

    /// Whether the file is there at all, for those that an office may leave out.
    static func exists(_ name: String, in folder: URL) -> Bool { find(name, in: folder) != nil }

    /// SHA-256 of what is in the file, in hexadecimal.
    var digest: String {
        SHA256.hash(data: content).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// How many lines follow the column names.
    var lineCount: Int {
        let ends = content.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        return max(0, ends - 1 + (content.last == UInt8(ascii: "\n") || content.isEmpty ? 0 : 1))
    }

    /// Hands over each line after the first.
    ///
    /// - Throws: ``ReferenceError/damaged(_:reason:)`` when a named column is missing; what the body throws.
    func forEachLine(_ columns: [String], _ body: (ReferenceLine) throws -> Void) throws {
        try content.withUnsafeBufferPointer { bytes in
            var places: [Int]?
            var start = 0
            while start < bytes.count {
                var end = start
                var cells: [Range<Int>] = []
                var cell = start
                while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
                    if bytes[end] == UInt8(ascii: "\t") {
                        cells.append(cell..<end)
                        cell = end + 1
                    }
                    end += 1
                }
                cells.append(cell..<end)
                start = end + 1
                if let places {
                    try body(ReferenceLine(bytes: bytes, cells: cells, places: places))
                } else {
                    let head = cells.map { String(decoding: bytes[$0], as: UTF8.self) }
                    places = try columns.map { column in
                        guard let place = head.firstIndex(of: column) else {
                            throw ReferenceError.damaged(name, reason: "it has no column \(column)")
                        }
                        return place
                    }
                }
            }
        }
    }
}

/// One line, read by the position of a column in the list that was asked for.
struct ReferenceLine {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>
    fileprivate let cells: [Range<Int>]
    fileprivate let places: [Int]

    /// The text of a column; nil when it is empty.
    subscript(_ column: Int) -> String? {
        let place = places[column]
        guard place < cells.count, !cells[place].isEmpty else { return nil }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[cells[place]]), as: UTF8.self)
    }

    func integer(_ column: Int) -> Int64? { self[column].flatMap { Int64($0) } }
    func real(_ column: Int) -> Double? { self[column].flatMap { Double($0) } }
}

/// Why reference data cannot be imported.
public enum ReferenceError: Error, Sendable, Equatable, CustomStringConvertible {
    case missing(String)
    case damaged(String, reason: String)

    public var description: String {
        switch self {
        case .missing(let name): "the reference file \(name) is missing"
        case .damaged(let name, let reason): "the reference file \(name) is damaged: \(reason)"
        }
    }
}

extension ReferenceFile {
    /// Undoes gzip.
    private static func inflated(_ packed: [UInt8], named name: String) throws(ReferenceError) -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, and 16 says that a gzip header stands before the data.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged(name, reason: "it cannot be unpacked")
        }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        result.reserveCapacity(packed.count * 4)
        var input = packed
        var code = Z_OK
        input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while code == Z_OK {
                let made = chunk.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    code = inflate(&stream, Z_NO_FLUSH)
                    return target.count - Int(stream.avail_out)
                }
                result.append(contentsOf: chunk[..<made])
            }
        }
        guard code == Z_STREAM_END else { throw .damaged(name, reason: "its end is missing") }
        return result
    }
}

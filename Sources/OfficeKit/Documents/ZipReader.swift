import CZlib

/// Reads the entries of a ZIP archive that is wholly in memory. Nothing in it is trusted.
struct ZipReader {
    /// What the directory says of an entry.
    struct Listing {
        let name: String
        let size: Int
        fileprivate let method: Int
        fileprivate let packedSize: Int
        fileprivate let checksum: UInt32
        fileprivate let offset: Int
    }

    let entries: [Listing]
    private let bytes: [UInt8]

    /// - Parameter limit: how many entries are listed at most.
    /// - Throws: ``Zip/Failure``.
    init(_ bytes: [UInt8], limit: Int = 10_000) throws {
        self.bytes = bytes
        // The end record has a comment of up to 65 535 bytes behind it.
        let last = bytes.count - 22
        guard last >= 0 else { throw Zip.Failure.malformed }
        let places = stride(from: last, through: max(0, last - 0xFFFF), by: -1)
        guard let end = places.first(where: { Self.long(bytes, $0) == 0x0605_4B50 }) else {
            throw Zip.Failure.malformed
        }
        let count = Self.short(bytes, end + 10)
        guard count <= limit else { throw Zip.Failure.tooLarge }
        var position = Int(Self.long(bytes, end + 16))
        var entries: [Listing] = []
        for _ in 0..<count {
            guard position >= 0, position + 46 <= bytes.count, Self.long(bytes, position) == 0x0201_4B50 else {
                throw Zip.Failure.malformed
            }
            let nameLength = Self.short(bytes, position + 28)
            let end = position + 46 + nameLength
            guard end <= bytes.count else { throw Zip.Failure.malformed }
            entries.append(
                Listing(
                    name: String(decoding: bytes[(position + 46)..<end], as: UTF8.self),
                    size: Int(Self.long(bytes, position + 24)), method: Self.short(bytes, position + 10),
                    packedSize: Int(Self.long(bytes, position + 20)), checksum: Self.long(bytes, position + 16),
                    offset: Int(Self.long(bytes, position + 42))))
            position = end + Self.short(bytes, position + 30) + Self.short(bytes, position + 32)
        }
        self.entries = entries
    }

    /// The content of the named entry; nil when there is none.
    ///
    /// - Parameter limit: the largest content that is unpacked, in bytes.
    /// - Throws: ``Zip/Failure``.
    func content(of name: String, limit: Int = 1 << 26) throws -> [UInt8]? {
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        guard entry.size <= limit else { throw Zip.Failure.tooLarge }
        guard entry.offset + 30 <= bytes.count, Self.long(bytes, entry.offset) == 0x0403_4B50 else {
            throw Zip.Failure.malformed
        }
        let start = entry.offset + 30 + Self.short(bytes, entry.offset + 26) + Self.short(bytes, entry.offset + 28)
        guard start + entry.packedSize <= bytes.count else { throw Zip.Failure.malformed }
        let packed = Array(bytes[start..<(start + entry.packedSize)])
        let content: [UInt8]
        switch entry.method {
        case 0: content = packed
        case 8: content = try Self.inflated(packed, size: entry.size)
        default: throw Zip.Failure.unknownMethod
        }
        guard content.count == entry.size, Zip.checksum(content) == entry.checksum else { throw Zip.Failure.malformed }
        return content
    }

    private static func inflated(_ packed: [UInt8], size: Int) throws -> [UInt8] {
        if size == 0 { return [] }
        var stream = z_stream()
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Zip.Failure.malformed
        }
        defer { inflateEnd(&stream) }
        var input = packed
        return try input.withUnsafeMutableBufferPointer { source in
            try [UInt8](unsafeUninitializedCapacity: size) { target, count in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(size)
                guard inflate(&stream, Z_FINISH) == Z_STREAM_END else { throw Zip.Failure.malformed }
                count = Int(stream.total_out)
            }
        }
    }

    private static func short(_ bytes: [UInt8], _ index: Int) -> Int {
        Int(bytes[index]) | Int(bytes[index + 1]) << 8
    }

    private static func long(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        UInt32(short(bytes, index)) | UInt32(short(bytes, index + 2)) << 16
    }
}

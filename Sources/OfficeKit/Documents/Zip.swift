import CZlib
import Foundation

/// ZIP archives as office documents use them: stored or deflated entries, no encryption, no 64-bit sizes.
///
/// APPNOTE.TXT 6.3.10. All entries bear the moment 1980-01-01 00:00, so that equal content gives equal bytes.
enum Zip {
    /// Why an archive cannot be written or read.
    enum Failure: Error, Sendable, Equatable {
        /// Not an archive, or damaged.
        case malformed
        /// More entries, or larger, than the form or the caller allows.
        case tooLarge
        /// An entry is packed in a way that is not deflate.
        case unknownMethod
    }

    struct Entry: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    /// The archive of the entries in their order.
    ///
    /// - Throws: ``Failure/tooLarge``.
    static func archive(_ entries: [Entry]) throws -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        guard entries.count < 0xFFFF else { throw Failure.tooLarge }
        for entry in entries {
            let packed = try deflated(entry.bytes)
            let isStored = packed.count >= entry.bytes.count
            let content = isStored ? entry.bytes : packed
            let offset = archive.count
            guard entry.bytes.count < 0xFFFF_FFFF, offset + content.count < 0xFFFF_FFFF, entry.name.utf8.count < 0xFFFF
            else { throw Failure.tooLarge }
            var fields: [UInt8] = []
            fields.appendShort(20)
            // Bit 11: the name is UTF-8.
            fields.appendShort(0x0800)
            fields.appendShort(isStored ? 0 : 8)
            fields.appendShort(0)
            fields.appendShort(0x21)
            fields.appendLong(checksum(entry.bytes))
            fields.appendLong(UInt32(content.count))
            fields.appendLong(UInt32(entry.bytes.count))
            fields.appendShort(UInt16(entry.name.utf8.count))
            fields.appendShort(0)

            archive.appendLong(0x0403_4B50)
            archive += fields
            archive += Array(entry.name.utf8)
            archive += content

            directory.appendLong(0x0201_4B50)
            directory.appendShort(20)
            directory += fields
            directory += [UInt8](repeating: 0, count: 10)
            directory.appendLong(UInt32(offset))
            directory += Array(entry.name.utf8)
        }
        let start = archive.count
        guard start + directory.count < 0xFFFF_FFFF else { throw Failure.tooLarge }
        archive += directory
        archive.appendLong(0x0605_4B50)
        archive.appendLong(0)
        archive.appendShort(UInt16(entries.count))
        archive.appendShort(UInt16(entries.count))
        archive.appendLong(UInt32(directory.count))
        archive.appendLong(UInt32(start))
        archive.appendShort(0)
        return archive
    }

    /// CRC-32 of ISO 3309.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = crc32(0, nil, 0)
        bytes.withUnsafeBufferPointer { buffer in
            var rest = buffer[...]
            // zlib counts in 32 bits.
            while !rest.isEmpty {
                let part = UnsafeBufferPointer(rebasing: rest.prefix(1 << 30))
                sum = crc32(sum, part.baseAddress, UInt32(part.count))
                rest = rest.dropFirst(part.count)
            }
        }
        return UInt32(truncatingIfNeeded: sum)
    }

    private static func deflated(_ bytes: [UInt8]) throws -> [UInt8] {
        guard bytes.count < 0x7FFF_FFFF else { throw Failure.tooLarge }
        var stream = z_stream()
        // A negative window means a bare deflate stream without zlib's header.
        guard
            deflateInit2_(
                &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw Failure.malformed }
        defer { deflateEnd(&stream) }
        var input = bytes
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        return try input.withUnsafeMutableBufferPointer { source in
            try [UInt8](unsafeUninitializedCapacity: bound) { target, count in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { throw Failure.malformed }
                count = Int(stream.total_out)
            }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func appendShort(_ value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    fileprivate mutating func appendLong(_ value: UInt32) {
        appendShort(UInt16(truncatingIfNeeded: value))
        appendShort(UInt16(truncatingIfNeeded: value >> 16))
    }
}

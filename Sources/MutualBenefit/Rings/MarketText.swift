import CZlib
import Foundation

/// The bytes of a market's file, unpacked where they are gzip.
enum MarketText {
    /// A file of more than this, unpacked, is taken for an attack and not for a market.
    static let limit = 1 << 30

    static func bytes(of data: Data, file: String) throws(MalformedMarket) -> [UInt8] {
        let bytes = [UInt8](data)
        guard bytes.count >= 2, bytes[0] == 0x1f, bytes[1] == 0x8b else { return bytes }
        guard let unpacked = unpacked(bytes) else {
            throw MalformedMarket(
                file: file, line: 1, reason: "The gzip data is damaged or unpacks to more than 1 GiB.")
        }
        return unpacked
    }

    private static func unpacked(_ packed: [UInt8]) -> [UInt8]? {
        var packed = packed
        var stream = z_stream()
        // 15 window bits; 16 more ask for a gzip header.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 18)
        let isWhole = packed.withUnsafeMutableBufferPointer { input -> Bool in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while result.count <= limit {
                let (state, written) = block.withUnsafeMutableBufferPointer { output -> (Int32, Int) in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    let state = inflate(&stream, Z_NO_FLUSH)
                    return (state, output.count - Int(stream.avail_out))
                }
                result.append(contentsOf: block[..<written])
                if state == Z_STREAM_END { return true }
                if state != Z_OK || (written == 0 && stream.avail_in == 0) { return false }
            }
            return false
        }
        return isWhole ? result : nil
    }
}

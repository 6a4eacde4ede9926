import PersianText

/// The form in which names of cities are compared: folded, without spaces, as UTF-8 bytes.
///
/// «سائو پائولو», «سائوپائولو» and `سائو‌پائولو` have one key, and so have "São Paulo" and "sao paulo". A name has a
/// key for each place where a word starts, so that "paulo" finds São Paulo too. Bytes of UTF-8 sort as their scalars
/// do, so that all names with a prefix stand side by side in an index.
enum CityKey {
    /// Longer names are cut; no two cities share so much.
    static let maximumBytes = 64
    /// Later words of a name beyond these serve nobody.
    private static let laterWords = 4

    /// A key, and whether it starts where the name starts.
    struct Key: Hashable {
        let bytes: [UInt8]
        let isWhole: Bool
    }

    /// The keys of a name, the whole name's first; none for a name without letters and digits.
    static func keys(of name: String) -> [Key] {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        var isAtStart = true
        for byte in PersianText.fold(name).utf8 {
            if byte == UInt8(ascii: " ") {
                isAtStart = true
                continue
            }
            if isAtStart, starts.count <= laterWords { starts.append(bytes.count) }
            isAtStart = false
            bytes.append(byte)
        }
        return starts.map { start in Key(bytes: cut(bytes[start...]), isWhole: start == 0) }
    }

    /// The key of what a person typed; empty when nothing of it can be compared.
    static func query(_ text: String) -> [UInt8] {
        // Nobody types more, and a hostile text may grow when it is folded.
        let short = String(text.unicodeScalars.prefix(80))
        return cut(PersianText.fold(short).utf8.filter { $0 != UInt8(ascii: " ") }[...])
    }

    /// The first bytes that come after all keys with this prefix.
    static func end(of prefix: [UInt8]) -> [UInt8] {
        // UTF-8 has no byte 0xFF, so that the last byte can always be raised.
        var end = prefix
        if let last = end.popLast() { end.append(last + 1) }
        return end
    }

    /// The lengths in bytes of all prefixes that end where a scalar ends.
    static func boundaries(of bytes: [UInt8]) -> [Int] {
        var ends: [Int] = []
        for index in bytes.indices.dropFirst() where bytes[index] & 0xC0 != 0x80 { ends.append(index) }
        if !bytes.isEmpty { ends.append(bytes.count) }
        return ends
    }

    private static func cut(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.count > maximumBytes else { return Array(bytes) }
        var end = bytes.startIndex + maximumBytes
        while end > bytes.startIndex, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(bytes[..<end])
    }
}

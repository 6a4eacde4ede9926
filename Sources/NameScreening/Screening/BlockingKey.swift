/// The coarse consonants of a word, by which it is found: what sounds nearly alike has one code, vowels and h have none.
///
/// Letters that are read in two ways give several keys. A key holds up to 15 codes of four bits.
enum BlockingKey {
    private static let codes: [[UInt64]] = {
        var codes = [[UInt64]](repeating: [], count: 128)
        let table: [(String, [UInt64])] = [
            ("bp", [1]), ("f", [2]), ("td", [3]), ("T", [3, 4]), ("DZ", [4, 3]), ("sz$", [4]), ("kqgxX", [5]),
            ("c", [5, 4]), ("S", [6, 4]), ("C", [6, 5]), ("jJ", [6, 5]), ("l", [7]), ("r", [8]), ("m", [9]),
            ("n", [10]),
        ]
        for (sounds, list) in table {
            for sound in sounds.utf8 { codes[Int(sound)] = list }
        }
        return codes
    }()

    /// The keys of a reading, without repeats of a code.
    static func keys(of reading: [Sound]) -> [UInt64] {
        var keys: [(key: UInt64, last: UInt64, count: Int)] = [(0, 0, 0)]
        for sound in reading {
            let choices: [UInt64] =
                sound < 128 ? codes[Int(sound)] : [11 + UInt64(sound) % 5]
            guard !choices.isEmpty else { continue }
            var next: [(key: UInt64, last: UInt64, count: Int)] = []
            for (key, last, count) in keys {
                for choice in choices.prefix(keys.count > 4 ? 1 : 2) {
                    let isRepeat = choice == last || count == 15
                    next.append(isRepeat ? (key, last, count) : (key << 4 | choice, choice, count + 1))
                }
            }
            keys = next
        }
        var unique: [UInt64] = []
        // A word without consonants is found among its like.
        for (key, _, _) in keys where !unique.contains(key) { unique.append(key) }
        return unique
    }

    /// The key with each of its codes left out, for keys of four codes and more.
    static func shortened(_ key: UInt64) -> [UInt64] {
        let count = (64 - key.leadingZeroBitCount + 3) / 4
        guard count >= 4 else { return [] }
        var result: [UInt64] = []
        for place in 0..<count {
            let low = key & ((1 << UInt64(place * 4)) - 1)
            let high = place * 4 + 4 < 64 ? key >> UInt64(place * 4 + 4) : 0
            let shorter = high << UInt64(place * 4) | low
            if !result.contains(shorter) { result.append(shorter) }
        }
        return result
    }
}

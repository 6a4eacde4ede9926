/// The least cost of turning one row of sounds into another: an edit distance whose prices know how names are spelt.
///
/// Damerau and Levenshtein's recurrence, in three rows on the stack; cost is the product of the lengths, some 50 cells
/// for a word.
enum SoundDistance {
    /// Above this two words are not one, and nobody needs to know by how much.
    static let limit: Float = 3.5

    /// Between two words of alphabets, or of abjads.
    static func within(_ first: [Sound], _ second: [Sound], costs: SoundCosts) -> Float {
        if first == second { return 0 }
        // Where vowels are not written, a letter that is missing is a larger part of the word.
        let isAbjad = costs.otherwise > 1
        func leaving(_ index: Int, _ sounds: [Sound]) -> Float {
            let cost = cost(ofLeaving: sounds[index], isLast: index == sounds.count - 1)
            guard isAbjad else { return cost }
            return sounds[index] == .h ? 0.8 : cost == 1 ? 1.5 : cost
        }
        return table(
            first, second, removing: leaving, adding: leaving,
            taking: { first, second, _, _ in costs.cost(first, second) },
            allowsSwap: true)
    }

    private static func cost(ofLeaving sound: Sound, isLast: Bool) -> Float {
        if sound.isVowel { return 0.4 }
        switch sound {
        case .ayn: return 0.05
        case .finalHeh: return 0.1
        case .alef, .madda: return 0.3
        case .h: return isLast ? 0.08 : 0.35
        case .y: return 0.25
        case .waw, .yeh: return 0.45
        case .v: return 0.8
        default: return 1
        }
    }

    /// From a word of an abjad to a word of an alphabet. Short vowels come for almost nothing, long ones and
    /// consonants do not.
    static func across(_ abjad: [Sound], _ alphabet: [Sound]) -> Float {
        let costs = SoundCosts.abjadToAlphabet
        return table(
            abjad, alphabet, removing: costOfLeavingLetter, adding: costOfUnwrittenSound,
            taking: { first, second, index, sounds in
                if first == .alef, index == 0, second.isAnyVowel { return 0 }
                // At the end a yeh is i, but for alef maqsura: موسی is Musa.
                if first == .yeh, index == sounds.count - 1, index > 0 {
                    if second == .a { return 0.2 }
                    if second == .e { return 0.3 }
                }
                return costs.cost(first, second)
            },
            allowsSwap: false)
    }

    private static func costOfLeavingLetter(_ index: Int, _ sounds: [Sound]) -> Float {
        switch sounds[index] {
        case .ayn: return 0.03
        case .finalHeh: return 0.4
        case .alef: return index == 0 ? 0.6 : 0.7
        case .yeh where index == 0 && sounds.count > 1 && sounds[1] == .waw: return 0.3
        case .madda, .waw, .yeh, .h: return 0.7
        default: return 1.5
        }
    }

    private static func costOfUnwrittenSound(_ index: Int, _ sounds: [Sound]) -> Float {
        let sound = sounds[index]
        let isLast = index == sounds.count - 1
        let before = index > 0 ? sounds[index - 1] : 0
        let after = isLast ? 0 : sounds[index + 1]
        if sound.isVowel {
            // A vowel at the beginning or the end would have been written.
            if index == 0 { return 0.6 }
            if isLast { return sound == .e && !before.isVowel ? 0.2 : 0.65 }
            // A vowel before a silent h is at the end all the same.
            if after == .h, index == sounds.count - 2 { return 0.4 }
            // So would a diphthong, and what parts two vowels.
            if after == .longI || after == .longU { return 0.5 }
            if before.isAnyVowel { return 0.35 }
            let isHigh = sound == 0x69 || sound == 0x75
            return isHigh && after.isAnyVowel ? 0.35 : 0.05
        }
        switch sound {
        case .longI, .longU: return 0.5
        case .unsureU: return 0.36
        case .h: return isLast ? 0.1 : 0.8
        case .y: return isLast ? 0.7 : 0.4
        case .v: return isRounded(before) || isRounded(after) ? 0.15 : 1
        default: return 1.5
        }
    }

    private static func isRounded(_ sound: Sound) -> Bool {
        sound == 0x75 || sound == 0x6F || sound == .longU || sound == .unsureU
    }

    /// The letter before a ح or ه with which it looks like one sound in Latin letters: Is-haq, Fat-hi.
    private static func letterBeforeH(of sound: Sound) -> Sound {
        switch UInt8(truncatingIfNeeded: sound) {
        case UInt8(ascii: "S"): Sound(UInt8(ascii: "s"))
        case UInt8(ascii: "T"): Sound(UInt8(ascii: "t"))
        case UInt8(ascii: "x"): Sound(UInt8(ascii: "k"))
        case UInt8(ascii: "D"): Sound(UInt8(ascii: "d"))
        case UInt8(ascii: "q"): Sound(UInt8(ascii: "g"))
        case UInt8(ascii: "J"): Sound(UInt8(ascii: "z"))
        case UInt8(ascii: "f"): Sound(UInt8(ascii: "p"))
        default: 0
        }
    }

    /// - Parameter allowsSwap: whether two neighbours may have changed places; otherwise two letters may be one sound.
    @inline(__always)
    private static func table(
        _ first: [Sound], _ second: [Sound], removing: (Int, [Sound]) -> Float, adding: (Int, [Sound]) -> Float,
        taking: (Sound, Sound, Int, [Sound]) -> Float, allowsSwap: Bool
    ) -> Float {
        let width = second.count + 1
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: width * 4) { cells in
            var before = 0
            var last = width
            var current = width * 2
            let added = width * 3
            cells[last] = 0
            for column in 1..<width {
                cells[added + column] = adding(column - 1, second)
                cells[last + column] = cells[last + column - 1] + cells[added + column]
            }
            for row in 1..<(first.count + 1) {
                let removed = removing(row - 1, first)
                let sound = first[row - 1]
                cells[current] = cells[last] + removed
                var least = cells[current]
                for column in 1..<width {
                    let other = second[column - 1]
                    let taken = sound == other ? 0 : taking(sound, other, row - 1, first)
                    var best = min(
                        cells[last + column - 1] + taken,
                        cells[last + column] + removed, cells[current + column - 1] + cells[added + column])
                    if row > 1 {
                        if allowsSwap {
                            if column > 1, sound == second[column - 2], first[row - 2] == other {
                                best = min(best, cells[before + column - 2] + 0.8)
                            }
                        } else if sound == .h, letterBeforeH(of: other) == first[row - 2] {
                            best = min(best, cells[before + column - 1] + 0.1)
                        }
                    }
                    cells[current + column] = best
                    least = min(least, best)
                }
                // A swap may still take a step back over one row.
                if least > limit + 1 { return least }
                (before, last, current) = (last, current, before)
            }
            return cells[last + width - 1]
        }
    }

    /// Letters that differ, each counted once.
    static func plain(_ first: [UInt8], _ second: [UInt8]) -> Int {
        let width = second.count + 1
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: width) { row in
            for column in 0..<width { row[column] = column }
            for (line, letter) in first.enumerated() {
                var diagonal = row[0]
                row[0] = line + 1
                for column in 1..<width {
                    let above = row[column]
                    row[column] = min(diagonal + (letter == second[column - 1] ? 0 : 1), above + 1, row[column - 1] + 1)
                    diagonal = above
                }
            }
            return row[width - 1]
        }
    }
}

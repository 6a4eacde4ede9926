/// How Latin letters are read: two readings, for two comparisons.
enum LatinSounds {
    /// Groups of letters that are one sound in most spellings; the longest first.
    private static let consonants: [(letters: [UInt8], sound: Sound)] = pairs(
        """
        tsch C
        dsch j
        shch S
        tch C
        sch S
        sh S
        kh x
        gh q
        ch C
        zh J
        dj j
        dz z
        dh D
        th T
        ph f
        ck k
        cz C
        sz S
        ts c
        tz c
        """)
    private static let merged =
        consonants
        + pairs(
            """
            ou u
            oo u
            ee i
            ea i
            ie i
            aa a
            ei e
            ey e
            ay e
            ai e
            ow o
            au o
            ks X
            """)
    private static let kept =
        consonants
        + pairs(
            """
            ou O
            oo U
            ee I
            ss $
            ii i
            aa a
            uu u
            """)

    private static func pairs(_ table: String) -> [(letters: [UInt8], sound: Sound)] {
        table.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let code = parts[1].utf8.first else { return nil }
            return (Array(parts[0].utf8), Sound(code))
        }
    }

    /// The reading for comparison with other alphabets: diphthongs are one vowel, for languages write them in many
    /// ways.
    ///
    /// - Parameter letters: small ASCII letters; a hyphen keeps two letters from being read as one sound.
    static func merged(_ letters: [UInt8]) -> [Sound] { read(letters, merged, keepsGlides: true) }

    /// The reading for comparison with an abjad: every vowel stays, for each may stand for a letter there.
    static func kept(_ letters: [UInt8]) -> [Sound] {
        var letters = letters
        if letters.count > 3, letters.suffix(3).elementsEqual([0x71, 0x75, 0x65]) { letters.removeLast(2) }
        return read(letters, kept, keepsGlides: false)
    }

    private static func read(
        _ letters: [UInt8], _ table: [(letters: [UInt8], sound: Sound)], keepsGlides: Bool
    ) -> [Sound] {
        var sounds: [Sound] = []
        sounds.reserveCapacity(letters.count)
        func put(_ sound: Sound) {
            if sounds.last != sound { sounds.append(sound) }
        }
        var index = 0
        outer: while index < letters.count {
            for (group, sound) in table where starts(letters, index, group) {
                let next = index + group.count
                // Between vowels, y and w are consonants: Hedayat.
                if keepsGlides, let glide = group.last, glide == 0x79 || glide == 0x77, next < letters.count,
                    Sound(letters[next]).isVowel
                {
                    put(Sound(group[0]))
                    put(glide == 0x77 ? .v : .y)
                } else {
                    put(sound)
                }
                index = next
                continue outer
            }
            let letter = letters[index]
            index += 1
            if letter == 0x2D { continue }
            put(letter == 0x77 ? .v : Sound(letter))
        }
        return sounds
    }

    private static func starts(_ letters: [UInt8], _ index: Int, _ group: [UInt8]) -> Bool {
        guard letters[index] == group[0], index + group.count <= letters.count else { return false }
        for offset in 1..<group.count where letters[index + offset] != group[offset] { return false }
        return true
    }
}

/// How words of the Arabic and the Hebrew script are read: several ways, for articles melt and doubles are not written.
enum AbjadSounds {
    private static let arabic: [Unicode.Scalar: Sound] = table(
        """
        اأإٱ A
        آ @
        ب b
        پ p
        تطٹټ t
        ث T
        سص s
        ج j
        چ C
        حهھہ h
        خ x
        دڈډ d
        ذظ D
        ز z
        ض Z
        رڑړ r
        ژږ J
        شښ S
        ع '
        غق q
        گ g
        ف f
        کكڪ k
        ل l
        م m
        نںڼ n
        وؤۆۇ W
        یيىئےېۍێ Y
        ڤ v
        ةۃۀە h
        """)
    private static let hebrew: [Unicode.Scalar: Sound] = table(
        """
        א A
        ב b
        ג g
        ד d
        הח h
        ו W
        ז z
        ט t
        י Y
        כךק k
        ל l
        מם m
        נן n
        ס s
        ע '
        פף p
        צץ Z
        ר r
        ש S
        ת t
        """)
    private static let finals: Set<Unicode.Scalar> = ["ه", "ة", "ۀ", "ہ", "ۃ", "ھ", "ە"]

    private static func table(_ text: String) -> [Unicode.Scalar: Sound] {
        var table: [Unicode.Scalar: Sound] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let code = parts[1].utf8.first else { continue }
            for scalar in parts[0].unicodeScalars { table[scalar] = Sound(code) }
        }
        return table
    }

    /// The readings of a word of the Arabic script, the plainest first.
    ///
    /// - Parameter isPerson: whether an article may be left off or melt into what follows.
    static func arabicReadings(_ word: [Unicode.Scalar], isPerson: Bool) -> [[Sound]] {
        var spellings: [[Unicode.Scalar]] = []
        func add(_ spelling: [Unicode.Scalar]) {
            if !spellings.contains(spelling) { spellings.append(spelling) }
        }
        if let servant = withoutServantsArticle(word) { add(servant) }
        add(word)
        if isPerson {
            if word.count > 4, isArticle(word, 0) { add(Array(word.dropFirst(2))) }
            for spelling in spellings {
                guard let index = (2..<max(2, spelling.count - 2)).first(where: { isArticle(spelling, $0) }) else {
                    continue
                }
                // ابوالفضل is Abolfazl, and شمس‌الدین Shamsoddin.
                var melted = spelling
                melted.remove(at: index)
                add(melted)
                melted.remove(at: index)
                add(melted)
            }
        }
        var readings: [[Sound]] = []
        for spelling in spellings { put(spelling.compactMap { arabic[$0] }, endsInHeh(spelling), into: &readings) }
        return readings
    }

    /// The readings of a Hebrew word.
    static func hebrewReadings(_ word: [Unicode.Scalar]) -> [[Sound]] {
        var readings: [[Sound]] = []
        put(word.compactMap { hebrew[$0] }, false, into: &readings)
        return readings
    }

    private static func isArticle(_ word: [Unicode.Scalar], _ index: Int) -> Bool {
        index + 1 < word.count && word[index] == "ا" && word[index + 1] == "ل"
    }

    private static func endsInHeh(_ word: [Unicode.Scalar]) -> Bool { word.last.map(finals.contains) ?? false }

    /// عبدالرحمن as عبدرحمن, for the article is spelt in every way there is.
    private static func withoutServantsArticle(_ word: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        guard word.count > 6, word.starts(with: ["ع", "ب", "د", "ا", "ل"]) else { return nil }
        return Array(word[0..<3]) + Array(word[5...])
    }

    private static func put(_ sounds: [Sound], _ endsInHeh: Bool, into readings: inout [[Sound]]) {
        var sounds = sounds
        if endsInHeh, !sounds.isEmpty { sounds[sounds.count - 1] = .finalHeh }
        var new = [sounds]
        var single: [Sound] = []
        for sound in sounds where single.last != sound { single.append(sound) }
        if single.count < sounds.count { new.append(single) }
        // ای at the beginning is one long vowel: ایمان is Iman.
        for reading in new
        where reading.count > 2 && (reading[0] == .alef || reading[0] == .madda)
            && (reading[1] == .yeh || reading[1] == .waw)
        {
            new.append(Array(reading.dropFirst()))
        }
        for reading in new {
            guard let merged = withMergedYehs(reading) else { continue }
            new.append(merged)
        }
        for reading in new where !readings.contains(reading) && !reading.isEmpty { readings.append(reading) }
    }

    /// ربیعی is Rabiee: yeh, ayn, yeh as one vowel.
    private static func withMergedYehs(_ reading: [Sound]) -> [Sound]? {
        var result: [Sound] = []
        var index = 0
        var isMerged = false
        while index < reading.count {
            result.append(reading[index])
            if reading[index] == .yeh {
                let skip = index + 1 < reading.count && reading[index + 1] == .ayn ? 2 : 1
                if index + skip < reading.count, reading[index + skip] == .yeh {
                    isMerged = true
                    index += skip
                }
            }
            index += 1
        }
        return isMerged ? result : nil
    }
}

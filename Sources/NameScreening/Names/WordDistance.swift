/// How far two words are from each other, in plain mistakes, beside the length against which that is judged.
struct WordDistance {
    let cost: Float
    let length: Float
    /// Whether the two are of an abjad and an alphabet.
    let isAcross: Bool

    /// Whether two words may be one at all.
    var isPossible: Bool {
        isAcross ? cost <= min(0.8, 0.45 * length) : cost <= 0.5 * max(length, 1.5) && cost <= 2.6
    }

    static let never = WordDistance(cost: 9, length: 1, isAcross: false)

    init(cost: Float, length: Float, isAcross: Bool) {
        self.cost = cost
        self.length = length
        self.isAcross = isAcross
    }

    init(_ first: NameWord, _ second: NameWord) {
        if first === second {
            self.init(cost: 0, length: Float(first.length), isAcross: false)
            return
        }
        let hasOther = first.script == .other || second.script == .other
        if hasOther, first.script != second.script {
            self = Self.transliterated(first, second)
            return
        }
        let isAcross = first.isAbjad != second.isAbjad
        var length = Float(max(first.length, second.length))
        if isAcross { length = max(1, Float(max(first.consonants, second.consonants)) * 1.5) }
        if first.script == second.script, first.length == second.length, first.text == second.text {
            self.init(cost: 0, length: length, isAcross: isAcross)
            return
        }
        var cost = isAcross ? Self.across(first, second) : Self.within(first, second)
        if first.script == .hangul, second.script == .hangul {
            cost = max(cost, 2.5 * Self.differingLetters(first, second))
        } else if hasOther, let scalar = first.text.unicodeScalars.first, scalar.value > 0x2E00 {
            // A letter is a word of its own.
            cost *= 2.5
        } else if !first.letters.isEmpty, !second.letters.isEmpty, cost > 0.3 {
            // What sounds alike but is written with many other letters is less of a slip.
            let plain = Float(SoundDistance.plain(first.letters, second.letters))
            if plain > cost { cost += 0.35 * (plain - cost) * min(1, cost / 0.8) }
        }
        if let one = first.givenName, let other = second.givenName {
            if one != other { cost += 2 } else if isAcross { cost = min(cost, 0.1) }
        }
        self.init(cost: cost, length: length, isAcross: isAcross)
    }

    private static func transliterated(_ first: NameWord, _ second: NameWord) -> WordDistance {
        let one = first.script == .other ? first.keptReadings : first.readings
        let other = second.script == .other ? second.keptReadings : second.readings
        guard let one = one.first, let other = other.first, !first.isAbjad, !second.isAbjad else { return .never }
        return WordDistance(
            cost: SoundDistance.within(one, other, costs: .alphabets), length: Float(max(one.count, other.count)),
            isAcross: false)
    }

    private static func across(_ first: NameWord, _ second: NameWord) -> Float {
        let (abjad, alphabet) = first.isAbjad ? (first, second) : (second, first)
        var best = Float(9)
        for reading in abjad.readings {
            for kept in alphabet.keptReadings where abs(reading.count - kept.count) <= max(5, reading.count) {
                best = min(best, SoundDistance.across(reading, kept))
            }
        }
        return best
    }

    private static func within(_ first: NameWord, _ second: NameWord) -> Float {
        let costs = first.isAbjad && second.isAbjad ? SoundCosts.abjads : .alphabets
        var best = Float(9)
        for one in first.readings {
            for other in second.readings where abs(one.count - other.count) <= 5 {
                best = min(best, SoundDistance.within(one, other, costs: costs))
                if first.isAbjad { break }
            }
            if first.isAbjad { break }
        }
        return best
    }

    private static func differingLetters(_ first: NameWord, _ second: NameWord) -> Float {
        let one = Array(first.text.precomposed.unicodeScalars)
        let other = Array(second.text.precomposed.unicodeScalars)
        return Float(zip(one, other).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) } + abs(one.count - other.count))
    }
}

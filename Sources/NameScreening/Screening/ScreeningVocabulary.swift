import Foundation

/// Every different word of the listed names, by its keys, with the names in which it stands.
struct ScreeningVocabulary: Sendable {
    struct Entry: Sendable {
        let word: NameWord
        /// How much it tells: the rarer, the more.
        var weight: Float
        var postings: Range<Int32>
    }

    /// What is looked at before a word itself is.
    private struct Shape: Sendable {
        let length: UInt8
        let isAbjad: Bool
        let first: Sound
    }

    private(set) var words: [Entry] = []
    private var shapes: [Shape] = []
    /// Numbers of names, run after run.
    private(set) var postings: [Int32] = []
    private var byKey: [UInt64: [Int32]] = [:]
    private var byShortKey: [UInt64: [Int32]] = [:]

    /// Collects the words of the names, and each two neighbours as one word, and weighs the names by them.
    init(names: inout [ScreeningIndex.ListedName]) {
        var numbers: [ObjectIdentifier: Int] = [:]
        var joined: [String: Int] = [:]
        var found: [(word: NameWord, names: [Int32])] = []
        func note(_ number: Int, _ name: Int32) {
            if found[number].names.last != name { found[number].names.append(name) }
        }
        for (index, listed) in names.enumerated() {
            let parts = listed.name.parts.filter(Self.isLookedUp)
            for part in parts {
                let id = ObjectIdentifier(part.word)
                let number = numbers[id] ?? found.count
                if number == found.count {
                    numbers[id] = number
                    found.append((part.word, []))
                }
                note(number, Int32(index))
            }
            guard parts.count > 1, parts.count <= 8 else { continue }
            for place in 1..<parts.count where parts[place - 1].word.length + parts[place].word.length <= 14 {
                let text = parts[place - 1].word.text + "\u{1F}" + parts[place].word.text
                let number = joined[text] ?? found.count
                if number == found.count {
                    joined[text] = number
                    found.append((NameWord(joining: [parts[place - 1].word, parts[place].word]), []))
                }
                note(number, Int32(index))
            }
        }
        let total = Float(max(names.count, 1))
        words.reserveCapacity(found.count)
        for (number, item) in found.enumerated() {
            let start = Int32(postings.count)
            postings += item.names
            let weight = Self.weight(item.names.count, of: total)
            words.append(Entry(word: item.word, weight: weight, postings: start..<Int32(postings.count)))
            shapes.append(
                Shape(
                    length: UInt8(clamping: item.word.length), isAbjad: item.word.isAbjad,
                    first: item.word.readings[0].first ?? 0))
            for key in Self.keys(of: item.word) {
                byKey[key, default: []].append(Int32(number))
                for short in BlockingKey.shortened(key) { byShortKey[short, default: []].append(Int32(number)) }
            }
        }
        for (index, listed) in names.enumerated() {
            names[index].weight = listed.name.parts.reduce(0) { sum, part in
                sum + (numbers[ObjectIdentifier(part.word)].map { words[$0].weight } ?? 0)
            }
        }
    }

    private static func weight(_ count: Int, of total: Float) -> Float { log(1 + total / Float(count)) }

    /// Whether a part of a name is worth looking up.
    static func isLookedUp(_ part: NamePart) -> Bool {
        part.isCore || part.role == .title || (part.role == .number && part.word.text.utf8.count > 2)
    }

    private static func keys(of word: NameWord) -> Set<UInt64> {
        var keys: Set<UInt64> = []
        for reading in word.readings.prefix(4) { keys.formUnion(BlockingKey.keys(of: reading)) }
        for reading in word.keptReadings.prefix(2) { keys.formUnion(BlockingKey.keys(of: reading)) }
        for reading in word.bareReadings.prefix(1) { keys.formUnion(BlockingKey.keys(of: reading)) }
        return keys
    }

    /// A word of the vocabulary that may be another, and how alike the two are (from 0 to 1).
    struct Likeness: Sendable {
        let number: Int32
        let degree: Float
    }

    /// Words that may be this one.
    ///
    /// - Parameter isJoined: whether two words of the question were joined; such are looked up less widely.
    func words(like word: NameWord, isJoined: Bool) -> [Likeness] {
        var seen = [UInt64](repeating: 0, count: words.count / 64 + 1)
        var found: [Likeness] = []
        let length = word.length
        let isAbjad = word.isAbjad
        let first = word.readings[0].first ?? 0
        func offer(_ numbers: [Int32]?, onlySameBeginning: Bool = false) {
            guard let numbers else { return }
            for number in numbers {
                let index = Int(number)
                let bit: UInt64 = 1 << UInt64(index & 63)
                if seen[index >> 6] & bit != 0 { continue }
                let shape = shapes[index]
                if shape.isAbjad == isAbjad {
                    if abs(Int(shape.length) - length) > 3, word.bareReadings.isEmpty { continue }
                    if onlySameBeginning, shape.first != first { continue }
                }
                seen[index >> 6] |= bit
                let other = words[index].word
                let distance = WordDistance(word, other)
                if distance.isPossible {
                    let degree = max(0.1, 1 - distance.cost / max(distance.length * 0.6, 1))
                    found.append(Likeness(number: number, degree: degree))
                } else if distance.cost < 3.2, !word.bareReadings.isEmpty || !other.bareReadings.isEmpty {
                    found.append(Likeness(number: number, degree: 0.4))
                }
            }
        }
        for key in Self.keys(of: word) {
            offer(byKey[key])
            offer(byShortKey[key], onlySameBeginning: isJoined)
            guard !isJoined else { continue }
            let shortened = BlockingKey.shortened(key)
            // Short words have many neighbours; who writes them mostly begins them well.
            let isShort = key < 1 << 16
            for short in shortened { offer(byKey[short], onlySameBeginning: isShort) }
            // One consonant changed: both sides lack it. Only where enough is left to tell words apart.
            if !isShort { for short in shortened { offer(byShortKey[short], onlySameBeginning: true) } }
        }
        return found
    }
}

import Foundation

/// Every different word of the listed names, by its keys, with the names in which it stands.
struct ScreeningVocabulary: Sendable {
    struct Entry: Sendable {
        let word: NameWord
        /// How much it tells: the rarer, the more.
        var weight: Float
        var postings: Range<Int32>
    }

    private(set) var words: [Entry] = []
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

    /// Words that may be this one, each with how alike the two are (from 0 to 1).
    func words(like word: NameWord, each body: (Entry, Float) -> Void) {
        let keys = Self.keys(of: word)
        var seen: Set<Int32> = []
        func offer(_ numbers: [Int32]?) {
            for number in numbers ?? [] where seen.insert(number).inserted {
                let entry = words[Int(number)]
                if abs(entry.word.length - word.length) > 5 { continue }
                let distance = WordDistance(word, entry.word)
                if distance.isPossible {
                    body(entry, max(0.1, 1 - distance.cost / max(distance.length * 0.6, 1)))
                } else if !word.bareReadings.isEmpty || !entry.word.bareReadings.isEmpty {
                    if distance.cost < 3.2 { body(entry, 0.4) }
                }
            }
        }
        for key in keys {
            offer(byKey[key])
            offer(byShortKey[key])
            for short in BlockingKey.shortened(key) {
                offer(byKey[short])
                offer(byShortKey[short])
            }
        }
    }
}

extension ScreeningIndex {
    /// How many names are compared word by word.
    private static let compared = 36

    /// The entries that may be the subject, the likeliest first.
    ///
    /// An empty answer clears nobody: a list may be incomplete, a name may be another one.
    ///
    /// - Parameters:
    ///   - subject: whom one asks about.
    ///   - limit: how many candidates at most.
    ///   - floor: candidates below this score are left out.
    public func candidates(for subject: Subject, limit: Int = 10, floor: Double = 0.5) -> [Candidate] {
        var reader = NameReader()
        let texts = [subject.name] + NameComparison.alternatives(in: subject.name)
        var best: [Int32: Candidate] = [:]
        for text in texts {
            let person = reader.read(text, as: .person)
            let organisation = reader.read(text, as: .organisation)
            for index in gathered(person, organisation) {
                let listed = names[Int(index)]
                if let known = best[listed.entry], known.comparison.score == 1, listed.quality != .primary { continue }
                let comparison = NameComparison(
                    listed.name.kind == .person ? person : organisation, listed.name)
                guard comparison.score >= floor - 0.08 else { continue }
                let candidate = Candidate(
                    entries[Int(listed.entry)], listedName: listed.text, isWeak: listed.quality == .weak,
                    comparison: comparison, asking: subject)
                guard candidate.score >= floor else { continue }
                if let known = best[listed.entry], known.score >= candidate.score { continue }
                best[listed.entry] = candidate
            }
        }
        return Array(
            best.values.sorted { one, other in
                one.score != other.score ? one.score > other.score : one.entry.id < other.entry.id
            }.prefix(limit))
    }

    /// The names that share most with the question.
    private func gathered(_ person: ReadName, _ organisation: ReadName) -> [Int32] {
        var words = person.parts.filter(ScreeningVocabulary.isLookedUp).map(\.word)
        let persons = words.count
        for part in organisation.parts
        where ScreeningVocabulary.isLookedUp(part) && !words.contains(where: { $0.text == part.word.text }) {
            words.append(part.word)
        }
        words = Array(words.prefix(12))
        let plain = words.count
        let parts = Array(person.parts.filter(ScreeningVocabulary.isLookedUp).prefix(8))
        if parts.count > 1 {
            for place in 1..<parts.count where parts[place - 1].word.length + parts[place].word.length <= 14 {
                words.append(NameWord(joining: [parts[place - 1].word, parts[place].word]))
            }
        }
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: names.count) { shared in
            shared.initialize(repeating: 0)
            var touched: [Int32] = []
            for (number, word) in words.enumerated() {
                let isJoined = number >= plain
                let likenesses = memory.likenesses(of: word, isJoined: isJoined, isPerson: number < persons) {
                    vocabulary.words(like: word, isJoined: isJoined)
                }
                for likeness in likenesses {
                    let entry = vocabulary.words[Int(likeness.number)]
                    let gain = entry.weight * likeness.degree
                    for posting in vocabulary.postings[Int(entry.postings.lowerBound)..<Int(entry.postings.upperBound)]
                    {
                        if shared[Int(posting)] == 0 { touched.append(posting) }
                        shared[Int(posting)] += gain
                    }
                }
            }
            guard touched.count > Self.compared else { return touched }
            let rated = touched.map { index in (shared[Int(index)] / (names[Int(index)].weight + 6), index) }
            return Self.best(rated)
        }
    }

    private static func best(_ rated: [(Float, Int32)]) -> [Int32] {
        // A heap would be quicker in theory; a threshold from a sample is in practice.
        let stride = max(1, rated.count / 512)
        let sample = Swift.stride(from: 0, to: rated.count, by: stride).map { rated[$0].0 }.sorted(by: >)
        let place = min(sample.count - 1, compared * 2 / stride + 2)
        let bar = sample[place]
        var kept = rated.filter { $0.0 >= bar }
        if kept.count < compared { kept = rated }
        kept.sort { $0.0 != $1.0 ? $0.0 > $1.0 : $0.1 < $1.1 }
        return kept.prefix(compared).map(\.1)
    }
}

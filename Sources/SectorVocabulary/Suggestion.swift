import PersianText

/// A sector that may be meant, for a person to confirm.
public struct Suggestion: Sendable {
    public let sector: Sector
    /// Comparable within one answer only.
    public let score: Double
    /// The name or synonym that matched best; nil where only the embedding brought it.
    public let matched: String?
}

extension SectorVocabulary {
    /// The sectors that may be meant by what a person typed, the likeliest first.
    ///
    /// A sector counts by its best name or synonym: how much of the typed words' weight it explains, and how much of it
    /// is explained. Words of its other synonyms add a little, and so does the sector above.
    ///
    /// - Parameters:
    ///   - text: words in any of the languages, or a mix.
    ///   - ranking: codes as an embedding orders them. It is merged by ranks and never decides alone whether something
    ///     fits, for its distances do not tell that.
    public func suggestions(for text: String, limit: Int = 5, ranking: [String] = []) -> [Suggestion] {
        let words = SectorWords.words(of: text)
        let terms = self.terms
        var explained = [Int: Float](minimumCapacity: 64)
        var bySector = [Float](repeating: 0, count: sectors.count)
        for word in Set(words) {
            var best: [Int: Float] = [:]
            var bestOfSector: [Int: Float] = [:]
            for (number, degree) in terms.known(word) {
                let gain = terms.weights[number] * degree
                for term in terms.termsOfWord[number] {
                    best[term] = max(best[term] ?? 0, gain)
                    let sector = terms.terms[term].sector
                    bestOfSector[sector] = max(bestOfSector[sector] ?? 0, gain)
                }
            }
            for (term, gain) in best { explained[term, default: 0] += gain }
            for (sector, gain) in bestOfSector { bySector[sector] += gain }
        }
        var scores = [Float](repeating: 0, count: sectors.count)
        var matched = [Int?](repeating: nil, count: sectors.count)
        for (number, gain) in explained {
            let term = terms.terms[number]
            let share = min(1, gain / max(term.weight, 0.1))
            let score = gain * (0.35 + 0.65 * share) + (term.isName && share > 0.9 ? 0.4 : 0)
            if score > scores[term.sector] || (score == scores[term.sector] && number < matched[term.sector] ?? .max) {
                scores[term.sector] = score
                matched[term.sector] = number
            }
        }
        for place in sectors.indices where scores[place] > 0 { scores[place] += 0.35 * bySector[place] }
        for (place, sector) in sectors.enumerated() where scores[place] > 0 {
            guard let parent = sector.parent, let above = sectors.firstIndex(where: { $0.code == parent }) else {
                continue
            }
            scores[place] += 0.08 * min(bySector[above], 4)
        }
        // Who types a whole name means it, also where it is made of common words.
        if let said = terms.whole[PersianText.fold(text)] { scores[said.sector] += said.isName ? 8 : 4 }
        if !ranking.isEmpty { merge(ranking, into: &scores) }
        let order = sectors.indices.filter { scores[$0] > 0 }
            .sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
        return order.prefix(limit).map { place in
            Suggestion(
                sector: sectors[place], score: Double(scores[place]),
                matched: matched[place].map { number in
                    terms.terms[number].words.map { terms.words[$0] }.joined(separator: " ")
                })
        }
    }

    /// Reciprocal ranks of both orders, added (Cormack, Clarke and Büttcher, 2009).
    private func merge(_ ranking: [String], into scores: inout [Float]) {
        let order = sectors.indices.filter { scores[$0] > 0 }.sorted { scores[$0] > scores[$1] }
        var merged = [Float](repeating: 0, count: sectors.count)
        for (rank, place) in order.prefix(20).enumerated() { merged[place] += 1.4 / Float(6 + rank) }
        for (rank, code) in ranking.prefix(20).enumerated() {
            if let place = sectors.firstIndex(where: { $0.code == code }) { merged[place] += 1 / Float(6 + rank) }
        }
        scores = merged
    }

    /// The modes that the words speak of, the likeliest first; none where they speak of none.
    public func modes(for text: String) -> [SectorMode] {
        let words = Set(SectorWords.words(of: text))
        let rated = SectorMode.allCases.map { mode in
            (
                mode,
                mode.words.filter { term in
                    let parts = SectorWords.words(of: term)
                    return !parts.isEmpty && parts.allSatisfy(words.contains)
                }.count
            )
        }
        return rated.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }.map(\.0)
    }
}

/// The comparison itself: words are aligned, the best pairs first, and what is left over is weighed.
///
/// Three questions decide. Is every word of the shorter name found in the longer, but for slips? Is something left on
/// both sides, so that the two exclude each other? Is enough of the longer name covered?
struct NameJudgement {
    private let first: ReadName
    private let second: ReadName
    private(set) var score: Float = 1
    private(set) var reasons: [NameReason] = []

    private struct Link {
        let firsts: Range<Int>
        let seconds: Range<Int>
        let cost: Float
        let length: Float
        let rank: Float
        var isInitial = false
        /// Whether one of the two lacks the servant's abd: 1 the second, -1 the first.
        var servant = 0
    }

    private var links: [Link] = []
    private var fuzz: Float = 0
    private var length: Float = 0
    private var initials = 0

    /// - Parameters: two names in the order of ``ReadName/order``.
    init(_ first: ReadName, _ second: ReadName) {
        self.first = first
        self.second = second
        if first.parts.isEmpty || second.parts.isEmpty {
            score = 0
            return
        }
        align()
        judge()
    }

    // MARK: Alignment

    private mutating func align() {
        var links: [Link] = []
        for one in first.parts.indices {
            for other in second.parts.indices {
                if let link = link(one, other) { links.append(link) }
            }
        }
        for one in first.parts.indices {
            for count in [2, 3] where one + count <= first.parts.count {
                for other in second.parts.indices {
                    let run = one..<(one + count)
                    if let joined = joined(first.parts[run], second.parts[other]) {
                        links.append(
                            Link(
                                firsts: run, seconds: other..<(other + 1), cost: joined.cost, length: joined.length,
                                rank: joined.rank))
                    }
                }
            }
        }
        for other in second.parts.indices {
            for count in [2, 3] where other + count <= second.parts.count {
                for one in first.parts.indices {
                    let run = other..<(other + count)
                    if let joined = joined(second.parts[run], first.parts[one]) {
                        links.append(
                            Link(
                                firsts: one..<(one + 1), seconds: run, cost: joined.cost, length: joined.length,
                                rank: joined.rank))
                    }
                }
            }
        }
        links.sort { one, other in
            if one.rank != other.rank { return one.rank < other.rank }
            if one.length != other.length { return one.length > other.length }
            let (near, far) = (
                abs(one.firsts.lowerBound - one.seconds.lowerBound),
                abs(other.firsts.lowerBound - other.seconds.lowerBound)
            )
            if near != far { return near < far }
            return (one.firsts.lowerBound, one.seconds.lowerBound) < (other.firsts.lowerBound, other.seconds.lowerBound)
        }
        var firsts: UInt64 = 0
        var seconds: UInt64 = 0
        for link in links {
            let (one, other) = (Self.bits(link.firsts), Self.bits(link.seconds))
            guard firsts & one == 0, seconds & other == 0 else { continue }
            firsts |= one
            seconds |= other
            self.links.append(link)
        }
    }

    private static func bits(_ range: Range<Int>) -> UInt64 {
        ((1 << UInt64(range.count)) - 1) << UInt64(range.lowerBound)
    }

    private func link(_ one: Int, _ other: Int) -> Link? {
        let (firstPart, secondPart) = (first.parts[one], second.parts[other])
        func made(_ cost: Float, _ length: Float, rank: Float, isInitial: Bool = false, servant: Int = 0) -> Link {
            Link(
                firsts: one..<(one + 1), seconds: other..<(other + 1), cost: cost, length: length, rank: rank,
                isInitial: isInitial, servant: servant)
        }
        if firstPart.role == .number || secondPart.role == .number {
            guard let number = firstPart.number, number == secondPart.number else { return nil }
            return made(0, 0, rank: 0)
        }
        if first.kind == .person, (firstPart.role == .initial) != (secondPart.role == .initial) {
            let (initial, word) = firstPart.role == .initial ? (firstPart, secondPart) : (secondPart, firstPart)
            guard word.role == .core, Self.begins(word.word, with: initial.word) else { return nil }
            return made(0.06, 0, rank: 0.5, isInitial: true)
        }
        if (firstPart.role == .particle) != (secondPart.role == .particle),
            min(firstPart.word.length, secondPart.word.length) < 3
        {
            return nil
        }
        let distance = WordDistance(firstPart.word, secondPart.word)
        let length = max(distance.length, 1)
        if distance.isPossible { return made(distance.cost, distance.length, rank: distance.cost / length) }
        guard first.kind == .person else { return nil }
        if let one = firstPart.word.nickname, one == secondPart.word.nickname {
            return made(0.6, distance.length, rank: 0.3)
        }
        let (hasBare, plain) =
            firstPart.word.bareReadings.isEmpty
            ? (secondPart.word, firstPart.word) : (firstPart.word, secondPart.word)
        if plain.bareReadings.isEmpty, hasBare.isAbjad == plain.isAbjad, let bare = hasBare.bareReadings.first,
            let reading = plain.readings.first
        {
            let cost = SoundDistance.within(bare, reading, costs: .alphabets)
            let servant = hasBare === firstPart.word ? 1 : -1
            if cost < 0.4 { return made(cost + 0.6, distance.length, rank: 0.4, servant: servant) }
        }
        return nil
    }

    private static func begins(_ word: NameWord, with initial: NameWord) -> Bool {
        if let one = word.text.unicodeScalars.first, one == initial.text.unicodeScalars.first { return true }
        guard word.isAbjad == initial.isAbjad, let sound = initial.readings.first?.first else { return false }
        return word.readings.first?.first == sound
    }

    /// Several words that are written as one on the other side.
    private func joined(
        _ run: ArraySlice<NamePart>, _ single: NamePart
    ) -> (cost: Float, length: Float, rank: Float)? {
        guard single.role != .number, single.role != .initial, single.word.spelledLength >= 4,
            !run.contains(where: { $0.role == .number || $0.role == .initial })
        else { return nil }
        if run.first?.word.isAbjad == single.word.isAbjad {
            let total = run.reduce(0) { $0 + $1.word.spelledLength }
            guard abs(total - single.word.spelledLength) <= 3 else { return nil }
        }
        if let one = run.first?.word, one.isAbjad == single.word.isAbjad, one.script != .other,
            single.word.script != .other, let sound = one.readings[0].first,
            let other = single.word.readings[0].first, SoundCosts.alphabets.cost(sound, other) >= 1
        {
            return nil
        }
        let found = WordDistance(NameWord(joining: run.map(\.word)), single.word)
        guard found.cost <= 0.25 * found.length, found.cost <= (found.isAcross ? 0.7 : 1.3) else { return nil }
        return (found.cost + 0.1, found.length, found.cost / max(found.length, 1) + 0.02)
    }

    // MARK: Judgement

    private mutating func judge() {
        var coreLinks: [Link] = []
        var hasNumber = false
        for link in links {
            let one = first.parts[link.firsts]
            let other = second.parts[link.seconds]
            if one.contains(where: { $0.role == .number }) { hasNumber = true }
            if link.isInitial {
                initials += 1
                reduce(.initial(text(one), text(other)), by: 0.06)
                continue
            }
            if one.contains(where: \.isCore) { coreLinks.append(link) }
            let isMinor =
                link.firsts.count == 1 && one.allSatisfy { $0.role == .particle || $0.role == .title }
                && other.contains { $0.role == .particle || $0.role == .title }
            if isMinor { continue }
            fuzz += link.cost
            length += link.length
        }
        guard !coreLinks.isEmpty || hasNumber else {
            score = 0
            reasons = []
            if first.kind == .organisation, Self.isShort(first, for: second) { reduceToAcronym() }
            return
        }
        judgeSpelling(coreLinks)
        judgeNumbers()
        switch first.kind {
        case .person: judgePerson(coreLinks)
        case .organisation: judgeOrganisation(coreLinks)
        }
    }

    /// Whether the one word of a name is made of the first letters of another's.
    private static func isShort(_ name: ReadName, for long: ReadName) -> Bool {
        let words = long.parts.filter(\.isCore)
        guard name.parts.count == 1, words.count >= 3, let letters = name.parts.first?.word.letters else {
            return false
        }
        return letters.count == words.count && letters.elementsEqual(words.compactMap(\.word.letters.first))
    }

    private mutating func reduceToAcronym() {
        score = 1
        reduce(.acronym(text(first.parts), text(second.parts)), by: 0.28)
    }

    private mutating func reduce(_ difference: NameReason.Difference, by cost: Float) {
        guard cost > 0 else { return }
        score -= cost
        reasons.append(NameReason(difference, cost: cost))
    }

    private func text(_ parts: some Sequence<NamePart>) -> String { parts.map(\.word.text).joined(separator: " ") }

    /// About two slips are forgiven in a name of seven letters or more, fewer in a shorter one.
    private mutating func judgeSpelling(_ coreLinks: [Link]) {
        let isAcross = first.isAbjad != second.isAbjad
        var budget = min(2, 0.3 * max(length, 3))
        if coreLinks.count == 1, length <= 3.2, first.kind == .person { budget = min(budget, 0.5) }
        if first.isAbjad, second.isAbjad { budget *= 0.75 }
        if isAcross { budget = coreLinks.count == 1 && first.kind == .person ? 0.447 : min(budget, 1.1) }
        for link in links where link.cost > 0.02 && !link.isInitial {
            let one = first.parts[link.firsts]
            guard one.contains(where: \.isCore) || second.parts[link.seconds].contains(where: \.isCore) else {
                continue
            }
            reasons.append(
                NameReason(.spelling(text(one), text(second.parts[link.seconds])), cost: 0.3 * link.cost / budget))
        }
        score -= 0.3 * fuzz / budget
    }

    private var leftOvers: (first: [NamePart], second: [NamePart]) {
        let firsts = links.reduce(0) { $0 | Self.bits($1.firsts) }
        let seconds = links.reduce(0) { $0 | Self.bits($1.seconds) }
        func rest(_ parts: [NamePart], _ used: UInt64) -> [NamePart] {
            parts.indices.filter { used >> UInt64($0) & 1 == 0 }.map { parts[$0] }
        }
        return (rest(first.parts, firsts), rest(second.parts, seconds))
    }

    private mutating func judgeNumbers() {
        let rest = leftOvers
        let ones = rest.first.count { $0.role == .number }
        let others = rest.second.count { $0.role == .number }
        let cost = 0.12 * Float(min(ones, others)) + 0.05 * Float(abs(ones - others))
        reduce(.numbers, by: cost)
    }

    private mutating func judgePerson(_ coreLinks: [Link]) {
        let rest = leftOvers
        let ones = rest.first.filter(\.isCore)
        let others = rest.second.filter(\.isCore)
        // Abdul Agha against Azim Agha: abd is left over, and so is Azim.
        let servants = links.map(\.servant)
        if (servants.contains(1) && !others.isEmpty) || (servants.contains(-1) && !ones.isEmpty) {
            reduce(
                .conflict(words(ones.isEmpty ? first.parts : ones), words(others.isEmpty ? second.parts : others)),
                by: 0.36)
        }
        let initialsOfOne = rest.first.count { $0.role == .initial }
        let initialsOfOther = rest.second.count { $0.role == .initial }
        if !ones.isEmpty, !others.isEmpty { judgeConflict(ones, others) }
        if (initialsOfOne > 0 && !others.isEmpty) || (initialsOfOther > 0 && !ones.isEmpty)
            || (initialsOfOne > 0 && initialsOfOther > 0)
        {
            reduce(
                .conflict(words(rest.first), words(rest.second)), by: 0.3)
        }
        var extra: Float = 0
        if ones.isEmpty != others.isEmpty {
            let surplus = ones.isEmpty ? others : ones
            extra = surplus.reduce(0) { $0 + $1.weight }
            reduce(.extra(words(surplus)), by: 0.05 * extra)
        }
        judgeCoverage(coreLinks, extra: extra, hasTitle: (rest.first + rest.second).contains { $0.role == .title })
        judgeGenerations(coreLinks)
    }

    private func words(_ parts: [NamePart]) -> [String] { parts.map(\.word.text) }

    /// Words on both sides that found no partner: two people, unless the remainders are as near as two slips.
    private mutating func judgeConflict(_ ones: [NamePart], _ others: [NamePart]) {
        let count = min(ones.count, others.count)
        let distance = WordDistance(NameWord(joining: ones.map(\.word)), NameWord(joining: others.map(\.word)))
        let isSlip = count == 1 && length >= 3 && distance.cost <= 2 && distance.cost <= 0.5 * distance.length
        let cost = isSlip ? 0.3 * min(1, distance.cost / 2) : 0.36 * Float(count)
        reduce(.conflict(words(ones), words(others)), by: cost)
    }

    /// One word of several is a fragment, and so is less than half of a name.
    private mutating func judgeCoverage(_ coreLinks: [Link], extra: Float, hasTitle: Bool) {
        func weight(_ parts: some Sequence<NamePart>) -> Float { parts.reduce(0) { $0 + $1.weight } }
        let total = max(
            weight(first.parts.filter { $0.role == .core }), weight(second.parts.filter { $0.role == .core }))
        let covered = max(
            coreLinks.reduce(0) { $0 + weight(first.parts[$1.firsts]) },
            coreLinks.reduce(0) { $0 + weight(second.parts[$1.seconds]) })
        guard extra > 0 else { return }
        if coreLinks.count == 1, let link = coreLinks.first, link.firsts.count == 1, link.seconds.count == 1,
            total >= 1.5,
            initials == 0
        {
            // President Erdoğan is enough; Erdoğan is not. A part of a hyphened name is nearly so.
            let longer = first.parts.count > second.parts.count ? first : second
            if !hasTitle { reduce(.fragment, by: longer.isHyphened ? 0.2 : 0.33) }
        } else if covered / max(total, 0.1) < 0.47 {
            reduce(.fragment, by: 0.33)
        }
    }

    /// A son of B is not B son of A.
    private mutating func judgeGenerations(_ coreLinks: [Link]) {
        guard let one = first.parts.firstIndex(where: { Lexicon.sonOf.contains($0.word.text) }),
            let other = second.parts.firstIndex(where: { Lexicon.sonOf.contains($0.word.text) }), one > 0, other > 0
        else { return }
        let childWasFather = coreLinks.contains { $0.firsts.contains(one - 1) && $0.seconds.lowerBound > other }
        let fatherWasChild = coreLinks.contains { $0.firsts.lowerBound > one && $0.seconds.lowerBound < other }
        if childWasFather, fatherWasChild { reduce(.generations, by: 0.35) }
    }

    private mutating func judgeOrganisation(_ coreLinks: [Link]) {
        let rest = leftOvers
        let ones = rest.first.filter(\.isCore)
        let others = rest.second.filter(\.isCore)
        if !ones.isEmpty, !others.isEmpty {
            reduce(.conflict(words(ones), words(others)), by: 0.36 * Float(min(ones.count, others.count)))
        } else {
            for part in ones + others {
                let isMild = Lexicon.expansions.contains(part.word.text) || part.isParenthetical
                reduce(.extra([part.word.text]), by: isMild ? 0.1 : 0.32)
            }
        }
        let isDistinct = coreLinks.contains { link in first.parts[link.firsts].contains { $0.role == .core } }
        if !isDistinct, !ones.isEmpty || !others.isEmpty || rest.first.count != rest.second.count {
            reduce(.generalWords, by: 0.35)
        }
        let forms = Set(first.forms).subtracting([.plain])
        let otherForms = Set(second.forms).subtracting([.plain])
        if !forms.isEmpty, !otherForms.isEmpty, forms.isDisjoint(with: otherForms) { reduce(.legalForms, by: 0.32) }
    }
}

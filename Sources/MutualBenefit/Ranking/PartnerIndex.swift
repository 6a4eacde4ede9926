/// An inverted index over what cities need and offer, from which the exact best partners of a city are read.
///
/// For each topic the cities that offer it, and those that need it, stand in blocks of neighbouring numbers with the
/// greatest weight of each block (block-max indexes: Ding and Suel, 2011). A block whose greatest weights cannot beat
/// the fiftieth partner found so far is never opened; in an opened one all sums fit the processor's nearest cache.
///
/// Sums are whole numbers, so that the ranking does not depend on the order in which they are made.
public struct PartnerIndex: Sendable {
    /// Cities of a block: two sums for each fit 32 KiB.
    static let blockBits = 12
    static let blockSize = 1 << blockBits
    private static let pioneers = 3

    /// The lists of one side.
    private struct Lists: Sendable {
        /// Of each topic and block, where its postings start; one more at the end.
        var starts: [UInt32]
        /// City within the block, shifted by 8, and weight.
        var postings: [UInt32]
        /// Of each topic and block, the greatest weight.
        var greatest: [UInt8]

        init(_ table: WishTable, topics: Int, blocks: Int) {
            starts = [UInt32](repeating: 0, count: topics * blocks + 1)
            greatest = [UInt8](repeating: 0, count: topics * blocks)
            for city in 0..<table.cities {
                for at in table.range(of: city) {
                    let cell = Int(table.topics[at]) * blocks + (city >> PartnerIndex.blockBits)
                    starts[cell + 1] += 1
                    greatest[cell] = max(greatest[cell], table.weights[at])
                }
            }
            for cell in 0..<(topics * blocks) { starts[cell + 1] += starts[cell] }
            var fill = starts
            postings = [UInt32](repeating: 0, count: table.topics.count)
            for city in 0..<table.cities {
                let local = UInt32(city & (PartnerIndex.blockSize - 1)) << 8
                for at in table.range(of: city) {
                    let cell = Int(table.topics[at]) * blocks + (city >> PartnerIndex.blockBits)
                    postings[Int(fill[cell])] = local | UInt32(table.weights[at])
                    fill[cell] += 1
                }
            }
        }

        var byteCount: Int { starts.count * 4 + postings.count * 4 + greatest.count }
    }

    public let needs: WishTable
    public let offers: WishTable
    public let topics: Int
    private let blocks: Int
    private let offered: Lists
    private let needed: Lists
    /// Of each city; empty if all are one.
    private let factors: [Float]
    private let blockFactors: [Float]

    /// - Parameters:
    ///   - needs: of all cities in the order of their numbers.
    ///   - offers: the same.
    ///   - topics: how many there are, at most 65,535.
    ///   - factors: what each city's benefit is multiplied with (``Standing/factor``).
    public init(needs: WishTable, offers: WishTable, topics: Int, factors: [Float] = []) {
        precondition(needs.cities == offers.cities, "Needs and offers are of the same cities.")
        precondition(factors.isEmpty || factors.count == needs.cities, "Each city has a factor.")
        self.needs = needs
        self.offers = offers
        self.topics = topics
        self.factors = factors
        blocks = (needs.cities + Self.blockSize - 1) >> Self.blockBits
        offered = Lists(offers, topics: topics, blocks: blocks)
        needed = Lists(needs, topics: topics, blocks: blocks)
        var greatest = [Float](repeating: factors.isEmpty ? 1 : 0, count: blocks)
        for (city, factor) in factors.enumerated() {
            greatest[city >> Self.blockBits] = max(greatest[city >> Self.blockBits], factor)
        }
        blockFactors = greatest
    }

    public var cities: Int { needs.cities }

    public var byteCount: Int {
        needs.byteCount + offers.byteCount + offered.byteCount + needed.byteCount + factors.count * 4
    }

    @inline(__always) func factor(of city: Int) -> Double { factors.isEmpty ? 1 : Double(factors[city]) }

    /// A topic of the asking city with the multiplier of its sums.
    struct Asked {
        var topic: Int
        var weight: Int32
    }

    /// The needs by urgency times what the office makes of their dimension, in sixteenths.
    func askedNeeds(of city: Int, weight: (Int) -> Int32) -> [Asked] {
        needs.range(of: city).map { at in
            let topic = Int(needs.topics[at])
            return Asked(topic: topic, weight: Int32(needs.weights[at]) * weight(topic))
        }
    }

    /// A partner weighs its own needs as it likes, so that no weights of ours enter what we give.
    func askedOffers(of city: Int) -> [Asked] {
        offers.range(of: city).map { Asked(topic: Int(offers.topics[$0]), weight: Int32(offers.weights[$0]) * 16) }
    }

    /// The best partners of a city, the best first; equal ones by number.
    ///
    /// - Parameters:
    ///   - top: how many.
    ///   - weight: the office's weight of a topic, in sixteenths; at most 64.
    public func partners(of city: Int, top: Int = 50, weight: (Int) -> Int32 = { _ in 16 }) -> [PartnerMatch] {
        guard top > 0, city >= 0, city < cities else { return [] }
        let asked = askedNeeds(of: city, weight: weight).filter { $0.weight > 0 }
        let given = askedOffers(of: city)
        guard !asked.isEmpty, !given.isEmpty else { return [] }

        var bounds: [(bound: Double, get: Int32, give: Int32, block: Int)] = []
        bounds.reserveCapacity(blocks)
        for block in 0..<blocks {
            var get: Int32 = 0
            var give: Int32 = 0
            for wish in asked { get += wish.weight * Int32(offered.greatest[wish.topic * blocks + block]) }
            for wish in given { give += wish.weight * Int32(needed.greatest[wish.topic * blocks + block]) }
            guard get > 0, give > 0 else { continue }
            let bound = PartnerMatch.harmonic(get, give) * Double(blockFactors[block])
            if bound > 0 { bounds.append((bound, get, give, block)) }
        }
        // The most promising few set the bar; the rest goes in the order of memory, which the processor reads ahead.
        bounds.sort { ($0.bound, $1.block) > ($1.bound, $0.block) }
        if bounds.count > Self.pioneers { bounds[Self.pioneers...].sort { $0.block < $1.block } }

        var best = BestMatches(limit: top)
        var found: [Int32] = []
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * Self.blockSize) { sums in
            let get = UnsafeMutableBufferPointer(rebasing: sums[..<Self.blockSize])
            let give = UnsafeMutableBufferPointer(rebasing: sums[Self.blockSize...])
            for (bound, _, mostGive, block) in bounds {
                if bound * (1 + 1e-12) < best.bar { continue }
                get.update(repeating: 0)
                add(asked, of: offered, block: block, to: get)
                // What must at least be got here, if we give as much as anybody here could take.
                let least = leastGet(bar: best.bar, give: mostGive, factor: Double(blockFactors[block]))
                let first = block << Self.blockBits
                let count = min(Self.blockSize, cities - first)
                found.removeAll(keepingCapacity: true)
                for local in 0..<count where get[local] >= least { found.append(Int32(local)) }
                guard !found.isEmpty else { continue }
                give.update(repeating: 0)
                add(given, of: needed, block: block, to: give)
                for local in found {
                    let local = Int(local)
                    guard give[local] > 0, first + local != city else { continue }
                    best.offer(
                        PartnerMatch(
                            city: first + local, get: get[local], give: give[local], factor: factor(of: first + local)))
                }
            }
        }
        return best.sorted
    }

    private func leastGet(bar: Double, give: Int32, factor: Double) -> Int32 {
        guard bar > 0 else { return 1 }
        let room = 2 * Double(give) * factor - bar
        guard room > 0 else { return .max }
        // A little less, so that rounding loses nothing.
        let least = (bar * Double(give) / room) * (1 - 1e-9)
        return least >= Double(Int32.max) ? .max : max(1, Int32(least.rounded(.down)))
    }

    @inline(__always) private func add(
        _ wishes: [Asked], of lists: Lists, block: Int, to sums: UnsafeMutableBufferPointer<Int32>
    ) {
        lists.postings.withUnsafeBufferPointer { postings in
            lists.starts.withUnsafeBufferPointer { starts in
                guard let posting = postings.baseAddress, let start = starts.baseAddress, let sum = sums.baseAddress
                else { return }
                for wish in wishes {
                    let cell = wish.topic * blocks + block
                    let weight = wish.weight
                    for at in Int(start[cell])..<Int(start[cell + 1]) {
                        let bits = posting[at]
                        sum[Int(bits >> 8)] &+= weight &* Int32(truncatingIfNeeded: bits & 255)
                    }
                }
            }
        }
    }

    /// Cities from which only one side would gain: no match, but worth knowing.
    ///
    /// - Returns: those who would give us most and need nothing of ours, and those to whom we would give most.
    public func oneSided(
        of city: Int, top: Int = 10, weight: (Int) -> Int32 = { _ in 16 }
    ) -> (onlyGet: [PartnerMatch], onlyGive: [PartnerMatch]) {
        guard city >= 0, city < cities else { return ([], []) }
        var get = [Int32](repeating: 0, count: cities)
        var give = [Int32](repeating: 0, count: cities)
        for (wishes, lists, isGet) in [
            (askedNeeds(of: city, weight: weight), offered, true), (askedOffers(of: city), needed, false),
        ] {
            for wish in wishes {
                for block in 0..<blocks {
                    let cell = wish.topic * blocks + block
                    for at in Int(lists.starts[cell])..<Int(lists.starts[cell + 1]) {
                        let other = (block << Self.blockBits) + Int(lists.postings[at] >> 8)
                        let gain = wish.weight * Int32(lists.postings[at] & 255)
                        if isGet { get[other] += gain } else { give[other] += gain }
                    }
                }
            }
        }
        var onlyGet: [PartnerMatch] = []
        var onlyGive: [PartnerMatch] = []
        for other in 0..<cities where other != city && (get[other] > 0) != (give[other] > 0) {
            let match = PartnerMatch(city: other, get: get[other], give: give[other], factor: factor(of: other))
            if get[other] > 0 { onlyGet.append(match) } else { onlyGive.append(match) }
        }
        onlyGet.sort { (Double($0.get) * $0.factor, $1.city) > (Double($1.get) * $1.factor, $0.city) }
        onlyGive.sort { (Double($0.give) * $0.factor, $1.city) > (Double($1.give) * $1.factor, $0.city) }
        return (Array(onlyGet.prefix(top)), Array(onlyGive.prefix(top)))
    }
}

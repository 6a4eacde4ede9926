import Optimization

/// A new plan after a change (a late delegation, a host who cancels, a lost room, a new must) that moves as few
/// confirmed meetings as possible, with the proof.
///
/// The change is in the exhibition; the old plan says what is confirmed. First no meeting is dropped that can be kept,
/// then as few as possible get another slot or host. Requests that were not held are then added around them.
public struct ExhibitionReplanner: Sendable {
    public struct Change: Sendable, Equatable {
        public var request: Int
        /// nil if it was not held before.
        public var old: ExhibitionPlan.Meeting?
        /// nil if it is dropped.
        public var new: ExhibitionPlan.Meeting?
    }

    public struct Answer: Sendable {
        public var status: SolveStatus = .unknown
        public var plan: ExhibitionPlan?
        public var objective: Int?
        /// Confirmed meetings that have another slot or host, and those that are dropped.
        public var moved: [Change] = []
        public var dropped: [Change] = []
        public var added: [Change] = []
        public var seconds = 0.0
    }

    public var exhibition: Exhibition
    public var old: ExhibitionPlan
    /// Requests whose meeting stays exactly where it is.
    public var pinned: Set<Int> = []
    /// Requests that must be held; their like are the musts of the exhibition that can still be held.
    public var forced: Set<Int> = []
    /// Requests that are not to be held.
    public var forbidden: Set<Int> = []
    public var seed = 0
    /// Steps of local search that add what else has room; 0 for none.
    public var fillingSteps = 100_000

    public init(_ exhibition: Exhibition, from old: ExhibitionPlan) {
        self.exhibition = exhibition
        self.old = old
    }

    public func run(control: SolveControl) -> Answer {
        var answer = Answer()
        let confirmed = Dictionary(
            old.meetings.filter { !forbidden.contains($0.request) }.map { ($0.request, $0) },
            uniquingKeysWith: { first, _ in first })
        let newMusts = exhibition.requests.indices.filter {
            exhibition.requests[$0].isMust && confirmed[$0] == nil && !forbidden.contains($0)
        }
        let taking = Set(confirmed.keys).union(forced).union(newMusts)
        let encoding = ExhibitionEncoding(exhibition, requests: taking, near: old, seed: seed)
        for request in forced { encoding.solver.add(encoding.places[request].map(\.literal)) }
        var goals: [SoftGoal] = []
        // Lexicographic by weight: a must, then a confirmed meeting, then its place.
        let placeWeight = 1
        let heldWeight = taking.count + 1
        let mustWeight = heldWeight * (taking.count + 1)
        for request in taking.sorted() {
            let places = encoding.places[request]
            if let meeting = confirmed[request] {
                let kept = places.first { $0.alternative == meeting.alternative && $0.slot == meeting.slot }?.literal
                if pinned.contains(request) { encoding.solver.add(kept.map { [$0] } ?? []) }
                if let kept { goals.append(SoftGoal(kept, weight: placeWeight)) }
            }
            guard !places.isEmpty, !forced.contains(request) else { continue }
            let held = encoding.solver.either(places.map(\.literal))
            goals.append(SoftGoal(held, weight: exhibition.requests[request].isMust ? mustWeight : heldWeight))
        }
        let search = CoreGuidedSearch(encoding.solver, goals: goals)
        let outcome = search.run(control: control, report: .init(foundPlan: { _ in answer.plan = encoding.found }))
        switch outcome {
        case .optimal: answer.status = .optimal
        case .infeasible: answer.status = .infeasible
        case .stopped: answer.status = answer.plan == nil ? .unknown : .feasible
        }
        if let plan = answer.plan { answer.plan = filled(plan, control: control) }
        answer.seconds = control.elapsed
        guard let plan = answer.plan else { return answer }
        answer.objective = ExhibitionChecker(exhibition).terms(of: plan).objective
        compare(plan, &answer)
        return answer
    }

    /// Adds what was not held before and still has room; what stands is not touched.
    private func filled(_ plan: ExhibitionPlan, control: SolveControl) -> ExhibitionPlan {
        guard fillingSteps > 0 else { return plan }
        var open = exhibition
        let standing = Set(plan.meetings.map(\.request))
        let confirmed = Set(old.meetings.map(\.request))
        // What was dropped or is forbidden is not brought back by the back door.
        for request in open.requests.indices
        where !standing.contains(request) && (confirmed.contains(request) || forbidden.contains(request)) {
            open.requests[request].alternatives = []
        }
        let reference = ExhibitionSearch.Reference(plan: plan, price: 0, pinned: standing)
        let search = ExhibitionSearch(open, seed: seed, reference: reference)
        search.buildGreedily(control: control)
        let warm = Double(max(1, exhibition.weights.breaks))
        search.anneal(steps: fillingSteps, from: warm, to: warm * 0.1, target: .max, control: control)
        return search.bestPlan
    }

    private func compare(_ plan: ExhibitionPlan, _ answer: inout Answer) {
        let before = Dictionary(old.meetings.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        let now = Dictionary(plan.meetings.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        for request in Set(before.keys).union(now.keys).sorted() {
            let change = Change(request: request, old: before[request], new: now[request])
            switch (change.old, change.new) {
            case (let old?, let new?) where old.slot != new.slot || old.alternative != new.alternative:
                answer.moved.append(change)
            case (_?, nil): answer.dropped.append(change)
            case (nil, _?): answer.added.append(change)
            default: break
            }
        }
    }
}

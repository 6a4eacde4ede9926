import Optimization

/// Solves an ``Exhibition``: a first plan at once, then better ones until the bound or the limit is reached.
public struct ExhibitionSolver: Sendable {
    public struct Answer: Sendable {
        public var status: SolveStatus = .unknown
        public var plan: ExhibitionPlan?
        public var objective: Int?
        /// No plan is worth more; nil if there is no bound.
        public var bound: Int?
        /// Why there is no bound.
        public var missing: String?
        public var firstSeconds: Double?
        public var seconds = 0.0
    }

    public var exhibition: Exhibition
    public var seed: Int

    public init(_ exhibition: Exhibition, seed: Int = 0) {
        self.exhibition = exhibition
        self.seed = seed
    }

    /// Steps of annealing that a usual machine makes in a second.
    private static let stepsPerSecond = 1_500_000.0

    /// Runs on the calling thread.
    public func run(control: SolveControl, progress: @escaping (Answer) -> Void = { _ in }) -> Answer {
        var answer = Answer()
        let search = ExhibitionSearch(exhibition, seed: seed)
        search.buildGreedily(control: control)
        func take() {
            guard search.bestObjective > answer.objective ?? .min else { return }
            answer.plan = search.bestPlan
            answer.objective = search.bestObjective
            answer.status = .feasible
            answer.seconds = control.elapsed
            if answer.firstSeconds == nil { answer.firstSeconds = control.elapsed }
            progress(answer)
        }
        take()
        do {
            answer.bound = try ExhibitionBound(exhibition, control: control.part(of: control.remaining / 3))?.value
        } catch {
            answer.missing = error.description
        }
        // Rounds are counted in steps and not by the clock, so that the same seed finds the same plans; the first
        // takes most of a short limit, later ones go on from the best at a lower temperature.
        let target = answer.bound ?? .max
        let warm = Double(max(1, exhibition.weights.breaks))
        var rounds = max(0.05, control.remaining * 0.8)
        var isFirst = true
        while !control.isOver, search.bestObjective < target {
            let steps = Int(min(rounds, 600) * Self.stepsPerSecond)
            search.anneal(
                steps: steps, from: warm * (isFirst ? 4 : 1), to: warm * 0.12, target: target, control: control)
            take()
            if search.bestObjective >= target || exhibition.requests.isEmpty { break }
            search.returnToBest()
            rounds = max(0.05, rounds / 2)
            isFirst = false
        }
        take()
        if let bound = answer.bound, let objective = answer.objective, objective >= bound { answer.status = .optimal }
        answer.seconds = control.elapsed
        progress(answer)
        return answer
    }
}

/// When a search must end: its time is over or its task is cancelled.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    init(seconds: Double) {
        // A year is as good as for ever, and adds without overflow.
        end = .now + .seconds(max(0, min(seconds.isNaN ? 0 : seconds, 31_536_000)))
    }

    var isOver: Bool { ContinuousClock.now >= end || Task.isCancelled }

    var secondsLeft: Double {
        let left = ContinuousClock.now.duration(to: end)
        return max(0, Double(left.components.seconds) + Double(left.components.attoseconds) * 1e-18)
    }
}

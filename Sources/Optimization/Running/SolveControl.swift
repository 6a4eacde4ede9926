import Synchronization

/// When a solve has to stop: at its deadline, or as soon as somebody cancels it.
///
/// No solve runs without a limit. What searches asks ``isOver`` often; asking costs some tens of nanoseconds.
public final class SolveControl: Sendable {
    public let start: ContinuousClock.Instant
    public let deadline: ContinuousClock.Instant
    private let isCancelled = Atomic<Bool>(false)
    private let parent: SolveControl?

    /// - Parameter limit: how long the solve may take from now on, in seconds.
    public convenience init(limit: Double) {
        let now = ContinuousClock.now
        self.init(start: now, deadline: now + .seconds(max(0, min(limit, 1e9))), parent: nil)
    }

    private init(start: ContinuousClock.Instant, deadline: ContinuousClock.Instant, parent: SolveControl?) {
        self.start = start
        self.deadline = deadline
        self.parent = parent
    }

    /// A part of this solve that may take at most `seconds` of what is left.
    public func part(of seconds: Double) -> SolveControl {
        let end = ContinuousClock.now + .seconds(max(0, min(seconds, 1e9)))
        return SolveControl(start: start, deadline: min(deadline, end), parent: self)
    }

    /// Stops the solve at the next occasion. May be called from any thread.
    public func cancel() { isCancelled.store(true, ordering: .relaxed) }

    public var wasCancelled: Bool {
        isCancelled.load(ordering: .relaxed) || (parent?.wasCancelled ?? false)
    }

    public var isOver: Bool { wasCancelled || ContinuousClock.now >= deadline }

    /// Seconds since the solve began.
    public var elapsed: Double { (ContinuousClock.now - start).seconds }

    /// Seconds until the deadline; 0 after it or when cancelled.
    public var remaining: Double { wasCancelled ? 0 : max(0, (deadline - ContinuousClock.now).seconds) }
}

extension Duration {
    public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

import Foundation

/// A solve under way on a thread of its own: an asynchronous sequence of what it has so far.
///
/// Solves take seconds and would hold up everything else on the cooperative threads. Cancelling the task that iterates
/// cancels the solve; so does ``cancel()``. The last element is the end's.
public struct RunningSolve<Answer: Sendable>: AsyncSequence, Sendable {
    public typealias Element = Answer

    private let answers: AsyncStream<Answer>
    private let control: SolveControl

    /// Begins at once.
    ///
    /// - Parameters:
    ///   - limit: seconds it may take; there is no solve without a limit.
    ///   - work: runs on the new thread, tells its progress, and returns the end's answer.
    public init(
        limit: Double, work: @escaping @Sendable (SolveControl, @escaping (Answer) -> Void) -> Answer
    ) {
        let control = SolveControl(limit: limit)
        self.control = control
        // Whoever iterates slowly sees the newest answers; the end is always among them.
        let (answers, continuation) = AsyncStream.makeStream(of: Answer.self, bufferingPolicy: .bufferingNewest(16))
        self.answers = answers
        continuation.onTermination = { reason in
            if case .cancelled = reason { control.cancel() }
        }
        let thread = Thread {
            let end = work(control) { continuation.yield($0) }
            continuation.yield(end)
            continuation.finish()
        }
        // CaDiCaL recurses in places; the default of secondary threads is small.
        thread.stackSize = 16 << 20
        thread.start()
    }

    public func cancel() { control.cancel() }

    /// The end's answer; what there is if the task is cancelled, nil if there is nothing.
    public var end: Answer? {
        get async {
            var last: Answer?
            for await answer in self { last = answer }
            return last
        }
    }

    public func makeAsyncIterator() -> AsyncStream<Answer>.Iterator { answers.makeAsyncIterator() }
}

import Foundation
import Synchronization

/// The same solve with several seeds, each on a thread of its own; the first that is final ends the others.
public enum Portfolio {
    /// - Parameters:
    ///   - workers: how many solves; 1 runs on the calling thread.
    ///   - isFinal: whether an answer needs no other, as a proof does.
    ///   - work: is given the number of the worker, from 0, and the control it has to obey.
    /// - Returns: the answers in the order of the workers.
    public static func run<Answer: Sendable>(
        workers: Int, control: SolveControl, isFinal: @escaping @Sendable (Answer) -> Bool,
        work: @escaping @Sendable (Int, SolveControl) -> Answer
    ) -> [Answer] {
        if workers <= 1 { return [work(0, control)] }
        let shared = control.part(of: control.remaining)
        let answers = Answers<Answer>(count: workers)
        let done = DispatchSemaphore(value: 0)
        for worker in 0..<workers {
            let thread = Thread {
                let answer = work(worker, shared)
                answers.set(answer, at: worker)
                if isFinal(answer) { shared.cancel() }
                done.signal()
            }
            thread.stackSize = 16 << 20
            thread.start()
        }
        for _ in 0..<workers { done.wait() }
        return answers.all
    }

    private final class Answers<Answer: Sendable>: Sendable {
        private let slots: Mutex<[Answer?]>

        init(count: Int) { slots = Mutex(Array(repeating: nil, count: count)) }
        func set(_ answer: Answer, at worker: Int) { slots.withLock { $0[worker] = answer } }
        var all: [Answer] { slots.withLock { $0.compactMap { $0 } } }
    }
}

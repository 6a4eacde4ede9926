import Foundation
import Synchronization

/// How far a long piece of work is: a line that is drawn over on a terminal, a line for each part elsewhere.
final class ProgressBar: Sendable {
    private struct State {
        var part = ""
        var percent = -1
        var begun = ContinuousClock.now
    }

    private let state = Mutex(State())
    private let isTerminal = isatty(2) == 1

    /// Shows that so much of a part is done.
    func show(_ part: String, done: Int, total: Int) {
        let percent = total > 0 ? min(100, done * 100 / total) : 100
        let line: String? = state.withLock { state in
            if state.part != part {
                let isFirst = state.part.isEmpty
                state.part = part
                state.percent = -1
                if isTerminal, !isFirst { write("\n") }
            }
            guard percent != state.percent else { return nil }
            state.percent = percent
            if isTerminal {
                let filled = percent * 30 / 100
                let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 30 - filled)
                return "\r  \(part.padding(toLength: 10, withPad: " ", startingAt: 0)) \(bar) \(percent) %"
            }
            return percent == 100 ? "  \(part): \(total)\n" : nil
        }
        if let line { write(line) }
    }

    /// Ends the line and says how long everything took.
    func finish() {
        state.withLock { state in
            guard !state.part.isEmpty else { return }
            let seconds = (ContinuousClock.now - state.begun) / .seconds(1)
            write((isTerminal ? "\n" : "") + "  imported in \((seconds * 10).rounded() / 10) s\n")
        }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

import Synchronization

/// What was found for words that were asked before. Names repeat: one Muhammad need not be looked up a thousand times.
final class WordMemory: Sendable {
    private struct Question: Hashable {
        let text: String
        let isJoined: Bool
        let isPerson: Bool
    }

    private static let most = 20_000
    private let known = Mutex<[Question: [ScreeningVocabulary.Likeness]]>([:])

    /// The likenesses of a word, found anew where it was not asked before.
    func likenesses(
        of word: NameWord, isJoined: Bool, isPerson: Bool, find: () -> [ScreeningVocabulary.Likeness]
    ) -> [ScreeningVocabulary.Likeness] {
        let question = Question(text: word.text, isJoined: isJoined, isPerson: isPerson)
        if let found = known.withLock({ $0[question] }) { return found }
        let found = find()
        known.withLock { known in
            if known.count >= Self.most { known.removeAll() }
            known[question] = found
        }
        return found
    }
}

import Foundation

/// All names of the lists, ready to be asked.
///
/// Three steps, each dearer and each on fewer names. **Blocking**: the words of the question are looked up by their
/// coarse consonants, one wrong or missing, in any script. **Gathering**: names that share words are counted, rare words
/// for more. **Comparing**: the best are aligned word by word (``NameComparison``) and weighed with dates and countries.
public struct ScreeningIndex: Sendable {
    /// A name of an entry.
    struct ListedName: Sendable {
        let entry: Int32
        let name: ReadName
        let text: String
        let quality: ListEntry.Name.Quality
        /// How much all its words tell.
        var weight: Float = 0
    }

    public let entries: [ListEntry]
    let names: [ListedName]
    let vocabulary: ScreeningVocabulary
    let memory = WordMemory()

    /// Reads all names of what is on the lists.
    public init(_ entries: [ListEntry]) { self.init(entries, progress: { _ in }) }

    /// - Parameters:
    ///   - entries: what is on the lists.
    ///   - progress: told now and then how many entries are read; throw from it to stop.
    public init(_ entries: [ListEntry], progress: (Int) throws -> Void) rethrows {
        self.entries = entries
        var reader = NameReader(remembers: true)
        var names: [ListedName] = []
        for (number, entry) in entries.enumerated() {
            if number % 1_000 == 0 { try progress(number) }
            for name in entry.names {
                let kind = entry.kind.nameKind
                let texts = [name.text] + NameComparison.alternatives(in: name.text)
                for text in texts {
                    let read = reader.read(text, as: kind)
                    guard !read.parts.isEmpty else { continue }
                    names.append(
                        ListedName(entry: Int32(number), name: read, text: name.text, quality: name.quality))
                }
            }
        }
        vocabulary = ScreeningVocabulary(names: &names)
        self.names = names
        try progress(entries.count)
    }
}

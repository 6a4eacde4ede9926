import DocumentReading
import Foundation

/// A document written for the purpose, with its truth in it: `⟦A⟧` before a clause, `⟦i⟧` before another numbered part,
/// and a date between `⟦d:2025-11-24⟧` and `⟦/d⟧`.
struct LabelledDocument: Sendable, CustomStringConvertible {
    let name: String
    var text = ""
    var clauses: Set<Int> = []
    var boundaries: Set<Int> = []
    /// By the place where each begins.
    var dates: [Int: String] = [:]

    var description: String { name }

    init(name: String, labelled: String) {
        self.name = name
        var view = String.UnicodeScalarView()
        var label: String.UnicodeScalarView?
        for scalar in labelled.unicodeScalars {
            switch scalar {
            case "⟦": label = String.UnicodeScalarView()
            case "⟧":
                let word = String(label ?? String.UnicodeScalarView())
                label = nil
                if word == "A" { clauses.insert(view.count) }
                if word == "A" || word == "i" { boundaries.insert(view.count) }
                if word.hasPrefix("d:") { dates[view.count] = String(word.dropFirst(2)) }
            default:
                if label == nil { view.append(scalar) } else { label?.append(scalar) }
            }
        }
        text = String(view)
    }

    static let all: [LabelledDocument] = {
        guard let folder = Bundle.module.url(forResource: "Documents", withExtension: nil),
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else { return [] }
        return files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.compactMap { file in
            guard let data = try? Data(contentsOf: file) else { return nil }
            return LabelledDocument(
                name: file.deletingPathExtension().lastPathComponent, labelled: String(decoding: data, as: UTF8.self))
        }
    }()
}

/// A numbered part of a document: a chapter, an article, a note, a paragraph of a list.
public struct Unit: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case chapter, part, article, section, clause, paragraph, item, note, annex
        /// Under a heading that has no number.
        case heading
        /// Of a list: `1.`, `(a)`, «الف)».
        case numbered
        /// A paragraph of a document that numbers nothing.
        case plain

        /// How far out it stands where nothing else tells; the least is the furthest out.
        var rank: Double {
            switch self {
            case .chapter, .annex: 0
            case .part: 0.5
            case .article: 1
            case .section: 2
            case .clause: 3
            case .paragraph: 4
            case .note: 4.5
            case .item: 5
            case .heading: 0.8
            case .numbered, .plain: 6
            }
        }
    }

    public var kind: Kind
    /// Its own number, the parts of `1.2` one by one; empty where it has none.
    public var numbers: [Int]
    /// The marker as it stands in the text: «ماده ۱», `(a)`.
    public var label: String
    public var title: String?
    public var language: DocumentLanguage
    /// How deep it stands, the outermost at 0.
    public var depth: Int
    /// The place of what it stands in, among the units of the reading.
    public var parent: Int?
    /// From its marker to the end of all that stands in it.
    public var span: Span
    /// The stretches of text that it is made of, for in two columns a line's other half is not its own.
    public var pieces: [Span]
    /// The page on which it begins, from 1.
    public var page: Int
    /// Its words without the marker: title and text, paragraphs on lines of their own, with all that stands in it.
    public var text: String
    /// Whether the reading proposes it as a clause: see ``Reading/clauses``.
    public var isMain = false
    /// Its tokens, and where they begin behind the marker.
    var tokens: Range<Int>
    var body: Int

    /// `1.2`; `""` where it has no number.
    public var number: String { numbers.map(String.init).joined(separator: ".") }
}

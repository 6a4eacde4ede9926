/// A document of words to take home, written as a Word file by ``docx()``: letters, executive documents, reports.
///
/// Each paragraph says its language; direction, fonts and the tags for spelling follow from it. Words of the other
/// script inside a paragraph are told apart by the writer.
///
/// ```swift
/// var letter = WordDocument(title: "نامه", language: .fa)
/// letter.add("با سلام و احترام", in: .fa)
/// letter.blocks.append(.table(.bilingual([(fa: ["بند ۱"], en: ["Clause 1"])])))
/// let bytes = try letter.docx()
/// ```
public struct WordDocument: Sendable, Hashable {
    /// The fonts by name; the reader's machine brings them, or something near.
    public struct Fonts: Sendable, Hashable {
        public var latin: String
        public var persian: String

        public init(latin: String = "Noto Sans", persian: String = "Noto Sans Arabic") {
            self.latin = latin
            self.persian = persian
        }
    }

    /// Words of one look.
    public struct Run: Sendable, Hashable, ExpressibleByStringLiteral {
        public var text: String
        public var isBold: Bool
        public var isMuted: Bool

        public init(_ text: String, isBold: Bool = false, isMuted: Bool = false) {
            self.text = text
            self.isBold = isBold
            self.isMuted = isMuted
        }

        public init(stringLiteral text: String) { self.init(text) }
    }

    public enum Style: String, Sendable, Hashable, CaseIterable {
        case title, subtitle, heading1, heading2, text, small
    }

    /// `start` is right in Persian and left in English.
    public enum Alignment: String, Sendable, Hashable {
        case start, center, end
        case justified = "both"
    }

    public struct Paragraph: Sendable, Hashable {
        public var runs: [Run]
        public var language: Language
        public var style: Style
        public var alignment: Alignment

        public init(
            _ runs: [Run], in language: Language, style: Style = .text, alignment: Alignment = .start
        ) {
            self.runs = runs
            self.language = language
            self.style = style
            self.alignment = alignment
        }

        public init(
            _ text: String, in language: Language, style: Style = .text, alignment: Alignment = .start
        ) {
            self.init([Run(text)], in: language, style: style, alignment: alignment)
        }
    }

    /// One cell of a table. An empty one is written with an empty paragraph, as the format demands.
    public struct Cell: Sendable, Hashable {
        public var paragraphs: [Paragraph]
        public var isShaded: Bool

        public init(_ paragraphs: [Paragraph], isShaded: Bool = false) {
            self.paragraphs = paragraphs
            self.isShaded = isShaded
        }
    }

    public struct Table: Sendable, Hashable {
        public enum Lines: Sendable, Hashable {
            case none, between, all
        }

        /// The language whose direction orders the columns: the first one stands at the right in Persian.
        public var language: Language
        /// The columns' shares of the width.
        public var shares: [Int]
        public var rows: [[Cell]]
        /// Whether the first row is repeated on each page.
        public var hasHead: Bool
        public var lines: Lines

        public init(
            in language: Language, shares: [Int], rows: [[Cell]], hasHead: Bool = false, lines: Lines = .all
        ) {
            self.language = language
            self.shares = shares
            self.rows = rows
            self.hasHead = hasHead
            self.lines = lines
        }

        /// Two columns, Persian at the right and English at the left, as foreign partners sign them.
        public static func bilingual(_ rows: [(fa: [String], en: [String])]) -> Table {
            Table(
                in: .fa, shares: [1, 1],
                rows: rows.map { row in
                    [
                        Cell(row.fa.map { Paragraph($0, in: .fa) }),
                        Cell(row.en.map { Paragraph($0, in: .en) }),
                    ]
                })
        }
    }

    public enum Block: Sendable, Hashable {
        case paragraph(Paragraph)
        case table(Table)
        case pageBreak
    }

    /// What a reader's window shows as its name.
    public var title: String
    /// The language in which it is mainly written.
    public var language: Language
    public var fonts: Fonts
    /// Repeated above each page.
    public var header: [Paragraph]
    /// Repeated below each page, over the page's number.
    public var footer: [Paragraph]
    /// Whether each page bears "2 / 5".
    public var hasPageNumbers: Bool
    public var blocks: [Block]

    public init(
        title: String, language: Language, fonts: Fonts = Fonts(), header: [Paragraph] = [],
        footer: [Paragraph] = [], hasPageNumbers: Bool = true, blocks: [Block] = []
    ) {
        self.title = title
        self.language = language
        self.fonts = fonts
        self.header = header
        self.footer = footer
        self.hasPageNumbers = hasPageNumbers
        self.blocks = blocks
    }

    /// Adds a paragraph of one look.
    public mutating func add(
        _ text: String, in language: Language, style: Style = .text, alignment: Alignment = .start
    ) {
        blocks.append(.paragraph(Paragraph(text, in: language, style: style, alignment: alignment)))
    }
}

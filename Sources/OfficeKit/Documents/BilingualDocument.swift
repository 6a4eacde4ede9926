/// A document that says everything twice, Persian at the right and English at the left, as partners of two countries
/// sign it. One description gives the page, the Word file (``word()``) and what is printed (``html()``).
public struct BilingualDocument: Sendable, Hashable {
    /// A text in both languages; one that nobody has written yet is nil.
    public struct Pair: Sendable, Hashable {
        public var fa: String?
        public var en: String?

        public init(fa: String?, en: String?) {
            self.fa = fa
            self.en = en
        }

        /// What both languages write alike: a code, a number of record.
        public init(both text: String) { self.init(fa: text, en: text) }

        public subscript(language: Language) -> String? { language == .fa ? fa : en }
    }

    /// "Due: 22 December 2026".
    public struct Fact: Sendable, Hashable {
        public var label: Pair
        public var value: Pair

        public init(_ label: Pair, _ value: Pair) {
            self.label = label
            self.value = value
        }
    }

    /// One row of the two columns.
    public enum Row: Sendable, Hashable {
        case heading(Pair)
        case text(Pair)
        /// Facts with a heading of their own, which no end of a page parts from them.
        case facts([Fact], under: Pair? = nil)
    }

    /// Who signs for one side: lines in both languages, over the room for a name and a seal.
    public struct Signature: Sendable, Hashable {
        public var lines: [Pair]

        public init(_ lines: [Pair]) { self.lines = lines }
    }

    public var title: Pair
    /// What it is at the moment: a draft, in force. Stands under the title and above each page.
    public var state: Pair
    /// The number of record, above each page.
    public var code: String
    /// What stands where a language has no text.
    public var missing: Pair
    public var rows: [Row]
    /// At the end, a side a column: ours at the right.
    public var signatures: [Signature]

    public init(
        title: Pair, state: Pair, code: String, missing: Pair, rows: [Row] = [], signatures: [Signature] = []
    ) {
        self.title = title
        self.state = state
        self.code = code
        self.missing = missing
        self.rows = rows
        self.signatures = signatures
    }

    /// The text in a language, or the words that it is missing.
    public func words(_ pair: Pair, in language: Language) -> (text: String, isMissing: Bool) {
        if let text = pair[language], !text.isEmpty { return (text, false) }
        return (missing[language] ?? "", true)
    }
}

extension BilingualDocument {
    /// The document as a Word file's content.
    public func word() -> WordDocument {
        var document = WordDocument(title: title.fa ?? title.en ?? code, language: .fa)
        document.header = [
            WordDocument.Paragraph(
                [
                    WordDocument.Run(
                        [code, words(state, in: .fa).text, words(state, in: .en).text].joined(separator: " · "),
                        isMuted: true)
                ], in: .fa, style: .small)
        ]
        for (language, style) in [(Language.fa, WordDocument.Style.title), (.en, .title)] {
            document.add(words(title, in: language).text, in: language, style: style, alignment: .center)
        }
        for language in Language.allCases {
            document.add(words(state, in: language).text, in: language, style: .subtitle, alignment: .center)
        }
        document.blocks.append(
            .table(
                WordDocument.Table(
                    in: .fa, shares: [1, 1], rows: rows.map { row in [cell(row, .fa), cell(row, .en)] }))
        )
        if !signatures.isEmpty {
            document.add("", in: .fa)
            document.blocks.append(
                .table(
                    WordDocument.Table(
                        in: .fa, shares: signatures.map { _ in 1 },
                        rows: [
                            signatures.map { signature in
                                WordDocument.Cell(
                                    signature.lines.flatMap { line in
                                        Language.allCases.compactMap { language in
                                            line[language].map {
                                                WordDocument.Paragraph($0, in: language, alignment: .center)
                                            }
                                        }
                                    } + Array(repeating: WordDocument.Paragraph("", in: .fa), count: 4))
                            }
                        ])))
        }
        return document
    }

    private func cell(_ row: Row, _ language: Language) -> WordDocument.Cell {
        func run(_ pair: Pair, isBold: Bool = false) -> WordDocument.Run {
            let (text, isMissing) = words(pair, in: language)
            return WordDocument.Run(text, isBold: isBold, isMuted: isMissing)
        }
        switch row {
        case .heading(let pair):
            return WordDocument.Cell([.init([run(pair)], in: language, style: .heading1)], isShaded: true)
        case .text(let pair): return WordDocument.Cell([.init([run(pair)], in: language)])
        case .facts(let facts, let heading):
            let title = heading.map { [WordDocument.Paragraph([run($0, isBold: true)], in: language)] } ?? []
            return WordDocument.Cell(
                title
                    + facts.map { fact in
                        .init(
                            [.init(words(fact.label, in: language).text + ": ", isBold: true), run(fact.value)],
                            in: language)
                    })
        }
    }
}

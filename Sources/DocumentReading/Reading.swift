/// What a document's text says, recognised: its parts with their places, and dates, parties and provisions.
///
/// The work is done in steps, each a value of its own: ``Source`` keeps the text and its pages; lines become rows;
/// ``Columns`` parts two languages; a token stream is made of each; markers become an outline; the outlines of both
/// languages are paired. Nothing is looked up and nothing is learnt: the same text gives the same reading.
public struct Reading: Sendable {
    /// Two texts of one clause, as places in ``Reading/units``; one is nil where only one language has it.
    public struct Pair: Sendable, Hashable, Encodable {
        public var fa: Int?
        public var en: Int?
    }

    public let source: Source
    public let isTwoColumns: Bool
    /// The languages in which it has text, the one with more of it first.
    public let languages: [DocumentLanguage]
    /// All parts in both languages, each language in reading order.
    public let units: [Unit]
    /// What may become clauses, in the document's order.
    public let clauses: [Pair]
    /// In the text's order.
    public let dates: [FoundDate]
    public let parties: [FoundParty]
    public let provisions: [Provision]

    /// - Parameter text: plain text, pages parted by form feeds.
    public init(_ text: String) {
        self.init(Source(text))
    }

    init(_ source: Source) {
        self.source = source
        let rows = Furniture.removed(from: Row.all(of: source), of: source)
        let columns = Columns(rows, of: source)
        isTwoColumns = columns.isTwoColumns
        let order = columns.streams.sorted { $0.value.count > $1.value.count }.map(\.key)
        languages = order
        var units: [Unit] = []
        var dates: [FoundDate] = []
        var parties: [FoundParty] = []
        var provisions: [Provision] = []
        for language in DocumentLanguage.allCases {
            guard let rows = columns.streams[language] else { continue }
            let stream = TokenStream(rows, language: language, of: source)
            var own = Outline.units(of: stream)
            Closing.cut(&own, in: stream)
            MainUnits.choose(among: &own)
            let offset = units.count
            units += own.map { unit in
                var unit = unit
                unit.parent = unit.parent.map { $0 + offset }
                return unit
            }
            dates += DateFinder(stream: stream).all().map(\.date)
            let first = own.first?.tokens.lowerBound ?? stream.tokens.count
            parties += PartyFinder(
                stream: stream, bodyStart: first,
                closingStart: own.map(\.tokens.upperBound).max() ?? stream.tokens.count
            ).all()
            provisions += ProvisionFinder(stream: stream).all()
        }
        self.units = units
        self.dates = dates.sorted { $0.span < $1.span }
        self.parties = parties
        self.provisions = provisions
        clauses = Pairing.pairs(units)
    }

    /// The places of the parts that stand right in a part.
    public func children(of unit: Int) -> [Int] { units.indices.filter { units[$0].parent == unit } }
}

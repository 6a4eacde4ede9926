extension Reading: Encodable {
    private enum Key: String, CodingKey {
        case languages, pages, isTwoColumns, units, clauses, dates, parties, provisions
    }

    /// The reading for programs; offsets count Unicode scalars, as Python's `text[start:end]` does.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(languages, forKey: .languages)
        try values.encode(source.pages, forKey: .pages)
        try values.encode(isTwoColumns, forKey: .isTwoColumns)
        try values.encode(units, forKey: .units)
        try values.encode(clauses, forKey: .clauses)
        try values.encode(dates, forKey: .dates)
        try values.encode(parties, forKey: .parties)
        try values.encode(provisions, forKey: .provisions)
    }
}

extension Unit: Encodable {
    private enum Key: String, CodingKey {
        case kind, number, label, title, language, depth, parent, start, end, page, pieces, isClause, text
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(kind, forKey: .kind)
        try values.encode(number, forKey: .number)
        try values.encode(label, forKey: .label)
        try values.encodeIfPresent(title, forKey: .title)
        try values.encode(language, forKey: .language)
        try values.encode(depth, forKey: .depth)
        try values.encodeIfPresent(parent, forKey: .parent)
        try values.encode(span.start, forKey: .start)
        try values.encode(span.end, forKey: .end)
        try values.encode(page, forKey: .page)
        try values.encode(pieces.map { [$0.start, $0.end] }, forKey: .pieces)
        try values.encode(isMain, forKey: .isClause)
        try values.encode(text, forKey: .text)
    }
}

extension FoundDate: Encodable {
    private enum Key: String, CodingKey {
        case calendar, iso, year, month, day, role, language, text, start, end, page
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(calendar, forKey: .calendar)
        try values.encodeIfPresent(iso, forKey: .iso)
        try values.encode(year, forKey: .year)
        try values.encode(month, forKey: .month)
        try values.encodeIfPresent(day, forKey: .day)
        try values.encodeIfPresent(role, forKey: .role)
        try values.encode(language, forKey: .language)
        try values.encode(text, forKey: .text)
        try values.encode(span.start, forKey: .start)
        try values.encode(span.end, forKey: .end)
        try values.encode(page, forKey: .page)
    }
}

extension FoundParty: Encodable {
    private enum Key: String, CodingKey { case name, alias, language, start, end, page }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .name)
        try values.encodeIfPresent(alias, forKey: .alias)
        try values.encode(language, forKey: .language)
        try values.encode(span.start, forKey: .start)
        try values.encode(span.end, forKey: .end)
        try values.encode(page, forKey: .page)
    }
}

extension Provision: Encodable {
    private enum Key: String, CodingKey {
        case kind, length, period, renewal, languages, prevails, language, text, start, end, page
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(kind, forKey: .kind)
        try values.encodeIfPresent(length, forKey: .length)
        try values.encodeIfPresent(period, forKey: .period)
        try values.encodeIfPresent(renewal, forKey: .renewal)
        if !languages.isEmpty { try values.encode(languages, forKey: .languages) }
        try values.encodeIfPresent(prevails, forKey: .prevails)
        try values.encode(language, forKey: .language)
        try values.encode(text, forKey: .text)
        try values.encode(span.start, forKey: .start)
        try values.encode(span.end, forKey: .end)
        try values.encode(page, forKey: .page)
    }
}

import OfficeKit

/// One group of figures: a city's, a sector's …
struct MeasureGroup: Sendable {
    /// What its ties or clauses have in common.
    enum Key: Sendable, Hashable {
        case city(Int64)
        case sector(Int)
        case body(String)
        case directorate(Directorate)
        case year(Int)
        /// They have none.
        case nothing
    }

    let key: Key
    var summary: MeasureSummary
}

extension Register {
    /// An agreement with the documents under it, as far as both are seen.
    struct Family: Sendable {
        let root: RegisterLine
        var documents: [RegisterLine] = []
    }

    /// Every tie with its documents, in the order of the ties.
    var families: [Family] {
        var lineOf: [String: RegisterLine] = [:]
        for line in lines where line.registered.agreement.parent != nil { lineOf[line.registered.agreement.id] = line }
        var documents: [String: [RegisterLine]] = [:]
        if lines.count > ties.count {
            let roots = Set(ties.map(\.registered.agreement.id))
            for line in lines where !roots.contains(line.registered.agreement.id) {
                // What is seen of a chain ends at the first agreement above which nothing is seen.
                var above = line.registered.agreement.parent
                for _ in 0..<20 {
                    guard let id = above, !roots.contains(id) else { break }
                    above = lineOf[id]?.registered.agreement.parent
                }
                if let root = above { documents[root, default: []].append(line) }
            }
        }
        return ties.map { Family(root: $0, documents: documents[$0.registered.agreement.id] ?? []) }
    }
}

extension MeasureQuestion {
    /// Every tie that is asked about, with its measures.
    func ties(of register: Register) -> [(line: RegisterLine, measures: TieMeasures)] {
        var found: [(line: RegisterLine, measures: TieMeasures)] = []
        for family in register.families where allows(family.root) {
            let tie = MeasuredTie(family.root, with: family.documents)
            guard let measures = measures(of: tie, clauses: chosen(of: tie), isWhole: isWhole) else { continue }
            if kind?.holds(for: measures) != false { found.append((family.root, measures)) }
        }
        return found
    }

    /// The figures of each group, the largest first.
    func groups(of register: Register) -> [MeasureGroup] {
        var summaries: [MeasureGroup.Key: MeasureSummary] = [:]
        for family in register.families where allows(family.root) {
            let tie = MeasuredTie(family.root, with: family.documents)
            let places = chosen(of: tie)
            if grouping.splitsTies {
                for (key, places) in split(places, of: tie) {
                    guard let measures = measures(of: tie, clauses: places, isWhole: false) else { continue }
                    summaries[key, default: MeasureSummary()].add(measures)
                }
            } else if let measures = measures(of: tie, clauses: places, isWhole: isWhole) {
                for key in keys(of: family.root) { summaries[key, default: MeasureSummary()].add(measures) }
            }
        }
        return summaries.map { MeasureGroup(key: $0.key, summary: $0.value) }
    }

    private func measures(of tie: MeasuredTie, clauses: [TieMeasures.Place], isWhole: Bool) -> TieMeasures? {
        guard tie.parts.first?.isThere(on: period.end) == true else { return nil }
        let measures = TieMeasures(of: tie, clauses: clauses, isWhole: isWhole, in: period, isSeen: isSeen)
        return isWhole || measures.clauses > 0 ? measures : nil
    }

    private func allows(_ line: RegisterLine) -> Bool {
        if cities != .any, !cities.allows(line.partnerCities) { return false }
        switch signed {
        case .any: return true
        case .none: return yearSigned(line, in: calendar) == nil
        case .some(let years):
            return years.contains { yearSigned(line, in: $0 < 1500 ? .jalali : .gregorian) == $0 }
        }
    }

    private func yearSigned(_ line: RegisterLine, in calendar: CalendarChoice) -> Int? {
        line.registered.agreement.signed.map { signed in
            let middle = Day(epochDay: (signed.earliest.epochDay + signed.latest.epochDay) / 2)
            return YearSeries.year(of: middle, in: calendar)
        }
    }

    /// The clauses that are asked about.
    private func chosen(of tie: MeasuredTie) -> [TieMeasures.Place] {
        let all = TieMeasures.allClauses(of: tie)
        guard !isWhole else { return all }
        return all.filter { place in
            let figures = tie.parts[place.part].figures
            let clause = figures.clauses[place.clause]
            return sectors.allows(Self.sector(of: clause)) && directorates.allows(Self.directorate(of: clause))
                && bodies.allows(figures.bodies(of: clause))
        }
    }

    private static func sector(of clause: WorkFigures.Clause) -> CollectionOfOne<Int>? {
        clause.sector < 0 ? nil : CollectionOfOne(Int(clause.sector))
    }

    private static func directorate(of clause: WorkFigures.Clause) -> CollectionOfOne<Directorate>? {
        let place = Int(clause.sector)
        guard Sector.all.indices.contains(place) else { return nil }
        return Sector.all[place].directorate.map { CollectionOfOne($0) }
    }

    /// Clauses by what tells them apart. One with several bodies stands with each of them.
    private func split(
        _ places: [TieMeasures.Place], of tie: MeasuredTie
    ) -> [MeasureGroup.Key: [TieMeasures.Place]] {
        var groups: [MeasureGroup.Key: [TieMeasures.Place]] = [:]
        for place in places {
            let figures = tie.parts[place.part].figures
            let clause = figures.clauses[place.clause]
            switch grouping {
            case .sector:
                groups[Self.sector(of: clause).map { .sector($0[0]) } ?? .nothing, default: []].append(place)
            case .directorate:
                groups[Self.directorate(of: clause).map { .directorate($0[0]) } ?? .nothing, default: []].append(place)
            case .body:
                let all = figures.bodies(of: clause)
                if all.isEmpty { groups[.nothing, default: []].append(place) }
                for body in Set(all) where isSeen(body) && bodies.allows(body) {
                    groups[.body(body), default: []].append(place)
                }
            case .city, .year: break
            }
        }
        return groups
    }

    private func keys(of line: RegisterLine) -> [MeasureGroup.Key] {
        switch grouping {
        case .year: return [yearSigned(line, in: calendar).map { .year($0) } ?? .nothing]
        case .city:
            let all = line.partnerCities
            return all.isEmpty ? [.nothing] : all.filter { cities.allows($0) }.map { .city($0) }
        case .sector, .body, .directorate: return []
        }
    }
}

extension MeasureQuestion.Wanted {
    /// Whether the one value, or none, is wanted.
    func allows(_ value: CollectionOfOne<Value>?) -> Bool {
        guard let value else { return self == .any || self == .none }
        return allows(value[0])
    }
}

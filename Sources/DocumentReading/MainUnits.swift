/// Which parts of a document are its clauses: the articles where it has them, else the outermost numbered parts.
enum MainUnits {
    static func choose(among units: inout [Unit]) {
        guard let kind = kind(among: units) else { return }
        for place in units.indices where isOf(kind, units[place]) { units[place].isMain = true }
        // An article quoted in an annex's list stands in another: the outer one is the clause.
        for place in units.indices where units[place].isMain && hasMain(above: place, in: units) {
            units[place].isMain = false
        }
        // What stands beside the articles counts too; what only holds them, or a list of reasons before them, does not.
        let first = units.firstIndex(where: \.isMain) ?? 0
        for place in units.indices
        where (place > first || units[place].kind != .numbered) && !units[place].isMain
            && !hasMain(above: place, in: units) && !holdsMain(place, in: units)
            && !isEmptyHead(units[place]) && units[place].depth <= depth(of: units)
        {
            units[place].isMain = true
        }
        for place in units.indices where units[place].isMain && hasMain(above: place, in: units) {
            units[place].isMain = false
        }
    }

    private enum Choice {
        case kind(Unit.Kind)
        case depth(Int)
    }

    private static func isOf(_ choice: Choice, _ unit: Unit) -> Bool {
        switch choice {
        case .kind(let kind): unit.kind == kind
        case .depth(let depth): unit.depth == depth
        }
    }

    private static func depth(of units: [Unit]) -> Int { units.filter(\.isMain).map(\.depth).max() ?? 0 }

    private static func kind(among units: [Unit]) -> Choice? {
        if units.count(where: { $0.kind == .article }) >= 1 { return .kind(.article) }
        for depth in 0...3 {
            let level = units.filter { $0.depth == depth }
            guard level.count >= 2 else { continue }
            // Chapters that hold everything are no clauses, when what they hold goes on counting through them.
            let inner = units.filter { $0.depth == depth + 1 && $0.kind != .numbered }
            let isContainer = level.allSatisfy { $0.kind == .chapter || $0.kind == .part } && inner.count > level.count
            if !isContainer { return .depth(depth) }
        }
        return units.isEmpty ? nil : .depth(0)
    }

    private static func hasMain(above place: Int, in units: [Unit]) -> Bool {
        var parent = units[place].parent
        while let one = parent {
            if units[one].isMain { return true }
            parent = units[one].parent
        }
        return false
    }

    private static func holdsMain(_ place: Int, in units: [Unit]) -> Bool {
        units.indices.contains { other in
            guard units[other].isMain else { return false }
            var parent = units[other].parent
            while let one = parent {
                if one == place { return true }
                parent = units[one].parent
            }
            return false
        }
    }

    private static func isEmptyHead(_ unit: Unit) -> Bool { unit.text.isEmpty }
}

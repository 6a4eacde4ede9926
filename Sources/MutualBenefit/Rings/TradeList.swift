import Foundation

/// A want list as TradeMaximizer reads it, one line for each thing that somebody would give:
///
///     #! ALLOW-DUMMIES REQUIRE-COLONS REQUIRE-USERNAMES
///     (anna) PUMP : TRUCK CRANE
///     (anna) HOSE : %ONE
///     (anna) %ONE : TRUCK CRANE
///
/// Anna gives the pump for a truck or a crane. `%ONE` is a dummy: a wish of hers that is granted at most once,
/// whichever of her things it is for. A ring is as long as the things in it; dummies do not count.
public enum TradeList {
    /// - Parameters:
    ///   - data: the file, plain or packed by gzip.
    ///   - file: its name, for errors.
    ///   - countsDummies: whether dummies are things like others, in length and value; some published figures take them
    ///     so.
    public static func market(
        from data: Data, file: String, countsDummies: Bool = false
    ) throws(MalformedMarket) -> RingMarket {
        let bytes = try MarketText.bytes(of: data, file: file)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MalformedMarket(file: file, line: firstLineNotUTF8(bytes), reason: "This is not UTF-8 text.")
        }
        var parser = TradeListParser(file: file)
        var line = 0
        for piece in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            line += 1
            try parser.read(piece, line: line)
        }
        return try parser.market(lastLine: line, countsDummies: countsDummies)
    }

    private static func firstLineNotUTF8(_ bytes: [UInt8]) -> Int {
        var line = 1
        for piece in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            if String(validating: piece, as: UTF8.self) == nil { return line }
            line += 1
        }
        return 1
    }
}

private struct TradeListParser {
    let file: String
    private var number: [String: Int] = [:]
    private var names: [String] = []
    private var wants: [[String]] = []
    private var lines: [Int] = []
    private var isNames = false
    private var needsColons = false
    private var needsUsers = false

    init(file: String) { self.file = file }

    private func fault(_ line: Int, _ reason: String) -> MalformedMarket {
        MalformedMarket(file: file, line: line, reason: reason)
    }

    mutating func read(_ piece: Substring, line: Int) throws(MalformedMarket) {
        var rest = piece.drop(while: \.isWhitespace)
        if line == 1, rest.unicodeScalars.first?.value == 0xfeff { rest = rest.dropFirst() }
        if rest.hasPrefix("#!") {
            let options = rest.dropFirst(2).uppercased()
            if options.contains("REQUIRE-COLONS") { needsColons = true }
            if options.contains("REQUIRE-USERNAMES") { needsUsers = true }
            return
        }
        if rest.isEmpty || rest.first == "#" { return }
        if rest.first == "!" {
            if rest.hasPrefix("!BEGIN-OFFICIAL-NAMES") { isNames = true }
            if rest.hasPrefix("!END-OFFICIAL-NAMES") { isNames = false }
            return
        }
        if isNames { return }

        var user: Substring = ""
        if rest.first == "(" {
            guard let end = rest.firstIndex(of: ")") else { throw fault(line, "The name of the user has no “)”.") }
            user = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
        } else if needsUsers {
            throw fault(line, "The user is missing: the line opens with “(name)”.")
        }
        // The colon may touch the thing.
        var given = rest
        var wanted: Substring = ""
        if let colon = rest.firstIndex(of: ":") {
            given = rest[..<colon]
            wanted = rest[rest.index(after: colon)...]
        } else if needsColons {
            throw fault(line, "The colon after the thing that is given is missing.")
        } else {
            given = rest.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
            wanted = rest[given.endIndex...]
        }
        let words = given.split(whereSeparator: \.isWhitespace)
        guard let thing = words.first, words.count == 1 else {
            throw fault(line, words.isEmpty ? "Nothing is given on this line." : "More than one thing is given.")
        }
        let name = Self.name(thing, of: user)
        guard number[name] == nil else {
            throw fault(line, "“\(name)” has a line already: line \(lines[number[name] ?? 0]).")
        }
        number[name] = names.count
        names.append(name)
        lines.append(line)
        // A semicolon is a step of rank in TradeMaximizer; rank does not count here.
        wants.append(
            wanted.split { $0.isWhitespace || $0 == ";" }.map { Self.name($0, of: user) })
    }

    /// Dummies belong to their user: two users may call theirs the same.
    private static func name(_ word: Substring, of user: Substring) -> String {
        word.first == "%" && !user.isEmpty ? "\(word)(\(user))" : String(word)
    }

    /// A thing that has no line is given by nobody, so that a wish for it is passed over.
    func market(lastLine: Int, countsDummies: Bool) throws(MalformedMarket) -> RingMarket {
        guard !names.isEmpty else { throw fault(max(1, lastLine), "The file has no line that gives anything.") }
        let isDummy = names.map { !countsDummies && $0.hasPrefix("%") }
        var member = [Int](repeating: 0, count: names.count)
        var order: [Int] = []
        for index in names.indices where !isDummy[index] { order.append(index) }
        let participants = order.count
        for index in names.indices where isDummy[index] { order.append(index) }
        for (place, index) in order.enumerated() { member[index] = place }
        var arcs: [RingMarket.Arc] = []
        for index in names.indices {
            var seen: Set<Int> = []
            for want in wants[index] {
                guard let other = number[want], other != index, seen.insert(other).inserted else { continue }
                arcs.append(
                    .init(giver: member[index], receiver: member[other], value: isDummy[other] ? 0 : 1))
            }
        }
        return RingMarket(
            participants: participants, standIns: names.count - participants, arcs: arcs,
            names: order.map { names[$0] })
    }
}

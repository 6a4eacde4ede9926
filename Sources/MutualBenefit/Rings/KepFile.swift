import Foundation

/// A market as kidney-exchange programmes write it: the first line `P N E`, then `E` lines `giver receiver value`.
///
/// Givers from `P` on are donors. Spaces and tabs separate; empty lines and lines that open with `#` are passed over.
public enum KepFile {
    /// Beyond this a file is refused before memory is reserved for what it only claims to hold.
    static let most = 50_000_000
    static let mostMembers = 5_000_000

    /// - Parameters:
    ///   - data: the file, plain or packed by gzip.
    ///   - file: its name, for errors.
    public static func market(from data: Data, file: String) throws(MalformedMarket) -> RingMarket {
        let bytes = try MarketText.bytes(of: data, file: file)
        var reader = LineReader(bytes: bytes, file: file)
        guard try reader.next() else {
            throw MalformedMarket(file: file, line: 1, reason: "The file is empty; its first line is: P N E.")
        }
        let participants = try reader.count("the number of participants")
        let donors = try reader.count("the number of donors")
        let expected = try reader.count("the number of arcs")
        try reader.end()
        guard participants + donors <= mostMembers else {
            throw reader.fault("There are more than \(mostMembers) members.")
        }
        var arcs: [RingMarket.Arc] = []
        arcs.reserveCapacity(min(expected, bytes.count / 6 + 1))
        while try reader.next() {
            guard arcs.count < expected else {
                throw reader.fault("There are more than the \(expected) arcs that the first line announces.")
            }
            let giver = try reader.member("giver", below: participants + donors)
            let receiver = try reader.member("receiver", below: participants + donors)
            let value = try reader.value()
            try reader.end()
            if receiver >= participants {
                throw reader.fault("\(receiver) is a donor, and nobody gives to a donor.")
            }
            // Who gives to itself needs no ring.
            arcs.append(.init(giver: giver, receiver: receiver, value: value))
        }
        guard arcs.count == expected else {
            throw MalformedMarket(
                file: file, line: reader.line,
                reason: "The file ends after \(arcs.count) arcs; the first line announces \(expected).")
        }
        return RingMarket(participants: participants, donors: donors, arcs: arcs)
    }
}

/// Reads numbers line by line from bytes; strings would cost more than the search on small markets.
private struct LineReader {
    let bytes: [UInt8]
    let file: String
    private(set) var line = 0
    private var at = 0

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    func fault(_ reason: String) -> MalformedMarket { MalformedMarket(file: file, line: line, reason: reason) }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

    /// Goes to the next line that says something.
    mutating func next() throws(MalformedMarket) -> Bool {
        if line > 0 { skipLine() } else { skipByteOrderMark() }
        while at < bytes.count {
            line += 1
            skipSpaces()
            if at < bytes.count, bytes[at] != 10, bytes[at] != 35 { return true }
            skipLine()
        }
        return false
    }

    private mutating func skipByteOrderMark() {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { at = 3 }
    }

    private mutating func skipLine() {
        while at < bytes.count, bytes[at] != 10 { at += 1 }
        if at < bytes.count { at += 1 }
    }

    private mutating func skipSpaces() {
        while at < bytes.count, Self.isSpace(bytes[at]) { at += 1 }
    }

    private mutating func word(_ what: String) throws(MalformedMarket) -> Range<Int> {
        skipSpaces()
        let start = at
        while at < bytes.count, bytes[at] != 10, !Self.isSpace(bytes[at]) { at += 1 }
        guard at > start else { throw fault("Here \(what) is missing.") }
        return start..<at
    }

    private func text(_ range: Range<Int>) -> String {
        let shown = String(decoding: bytes[range].prefix(40), as: UTF8.self)
        return range.count > 40 ? shown + "…" : shown
    }

    private mutating func whole(_ what: String) throws(MalformedMarket) -> Int {
        let range = try word(what)
        var number = 0
        for byte in bytes[range] {
            guard byte >= 48, byte <= 57, range.count <= 12 else {
                throw fault("“\(text(range))” is no whole number; here stands \(what).")
            }
            number = number * 10 + Int(byte - 48)
        }
        return number
    }

    mutating func count(_ what: String) throws(MalformedMarket) -> Int {
        let number = try whole(what)
        guard number <= KepFile.most else { throw fault("\(number) is too large for \(what).") }
        return number
    }

    mutating func member(_ what: String, below limit: Int) throws(MalformedMarket) -> Int {
        let number = try whole("the \(what)")
        guard number < limit else {
            throw fault("The \(what) \(number) does not exist: members are numbered 0 to \(limit - 1).")
        }
        return number
    }

    mutating func value() throws(MalformedMarket) -> Double {
        let range = try word("the value")
        if range.count <= 9, bytes[range].allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            return Double(bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) })
        }
        guard let number = Double(text(range)), number.isFinite, abs(number) <= 1e12 else {
            throw fault("“\(text(range))” is no value.")
        }
        return number
    }

    mutating func end() throws(MalformedMarket) {
        skipSpaces()
        guard at >= bytes.count || bytes[at] == 10 else { throw fault("There is more on this line than expected.") }
    }
}

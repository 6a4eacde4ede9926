import Foundation

/// A letter of plain text.
public struct Mail: Sendable, Hashable {
    public let sender: String
    /// An address of ASCII, `name@host`.
    public let recipient: String
    public let recipientName: String
    public let language: Language
    public let subject: String
    public let body: String
    /// More headers, `Reply-To` for example, in their order.
    public let headers: [Header]

    public struct Header: Sendable, Hashable, Codable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// - Throws: ``MailError``.
    public init(
        from sender: String, to recipient: String, named recipientName: String = "", in language: Language,
        subject: String, body: String, headers: [Header] = []
    ) throws {
        for address in [sender, recipient] {
            guard Self.isAddress(address) else { throw MailError.address(address) }
        }
        for header in headers {
            let isName = header.name.utf8.allSatisfy { (33...126).contains($0) && $0 != UInt8(ascii: ":") }
            guard isName, !header.name.isEmpty, Self.isOneLine(header.value) else {
                throw MailError.header(header.name)
            }
        }
        self.sender = sender
        self.recipient = recipient
        self.recipientName = recipientName
        self.language = language
        self.subject = subject
        self.body = body
        self.headers = headers
    }

    /// Whether it can be an address without quoting: nothing in it could start an option or another header.
    public static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, !parts[0].isEmpty, parts[0].first != "-" else { return false }
        func isWord(_ part: Substring, _ more: String) -> Bool {
            part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty
                    && label.utf8.allSatisfy { byte in
                        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                            || more.utf8.contains(byte)
                    }
            }
        }
        // RFC 5322, `dot-atom`.
        return isWord(parts[0], "!#$%&'*+-/=?^_`{|}~") && isWord(parts[1], "-")
    }

    private static func isOneLine(_ text: String) -> Bool {
        !text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }
    }

    /// The letter as RFC 5322 and MIME have it, all ASCII, lines ending in LF as sendmail expects.
    ///
    /// - Parameter id: makes the `Message-ID`, the same each time, so that a letter sent twice is seen as one.
    func message(id: String, at moment: Moment) -> [UInt8] {
        let host = sender.split(separator: "@").last ?? "localhost"
        let name = recipientName.isEmpty ? "" : Self.encoded(recipientName) + " "
        var lines = [
            "Date: \(Self.date(moment))", "From: <\(sender)>", "To: \(name)<\(recipient)>",
            "Subject: \(Self.encoded(subject))", "Message-ID: <\(id)@\(host)>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            "Content-Language: \(language.rawValue)", "Auto-Submitted: auto-generated",
        ]
        for header in headers {
            let isPlain = header.value.utf8.allSatisfy { $0 < 0x7F }
            lines.append("\(header.name): \(isPlain ? header.value : Self.encoded(header.value))")
        }
        lines.append("")
        let text = body.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        var base64 = Substring(Data(text.utf8).base64EncodedString())
        while !base64.isEmpty {
            lines.append(String(base64.prefix(76)))
            base64 = base64.dropFirst(76)
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// RFC 2047 words of at most 75 characters each, never cut within a character.
    static func encoded(_ text: String) -> String {
        var words: [String] = []
        var part = ""
        func close() {
            if !part.isEmpty { words.append("=?utf-8?B?\(Data(part.utf8).base64EncodedString())?=") }
            part = ""
        }
        for scalar in text.unicodeScalars {
            // 45 bytes give 60 characters of base64.
            if part.utf8.count + String(scalar).utf8.count > 45 { close() }
            part.unicodeScalars.append(scalar)
        }
        close()
        return words.joined(separator: "\n ")
    }

    /// `Sat, 21 Mar 2026 08:15:00 +0000`
    static func date(_ moment: Moment) -> String {
        let day = moment.day(secondsFromGMT: 0)
        let clock = moment.clock(secondsFromGMT: 0)
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = [clock.hour, clock.minute, clock.second].map { Day.padded($0, 2) }.joined(separator: ":")
        return "\(weekday), \(Day.padded(day.day, 2)) \(months[day.month - 1]) \(Day.padded(day.year, 4)) \(time) +0000"
    }
}

/// Why a letter cannot be written or was not taken.
public enum MailError: Error, Sendable, Equatable, CustomStringConvertible {
    case address(String)
    case header(String)
    /// The mail command ended with an error; the text is what it said.
    case refused(String)
    /// The letter is no longer in the outbox.
    case missing

    public var description: String {
        switch self {
        case .address(let text): "not an address: \(text)"
        case .header(let name): "the header cannot be sent: \(name)"
        case .refused(let text): "the mail command refused the letter: \(text)"
        case .missing: "the letter is no longer in the outbox"
        }
    }
}

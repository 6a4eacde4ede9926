/// Which requests are met, with which of their alternatives, when and by which interpreter.
public struct ExhibitionPlan: Sendable, Equatable {
    public struct Meeting: Sendable, Hashable {
        public var request: Int
        public var alternative: Int
        public var slot: Int
        /// nil where nobody has to interpret, and in plans of others that do not say who does.
        public var interpreter: Int?

        public init(request: Int, alternative: Int, slot: Int, interpreter: Int? = nil) {
            self.request = request
            self.alternative = alternative
            self.slot = slot
            self.interpreter = interpreter
        }
    }

    /// In the order of the requests.
    public var meetings: [Meeting]
    /// The class of each meeting's room, in the same order; only for the file.
    var rooms: [String] = []

    public init(meetings: [Meeting]) { self.meetings = meetings.sorted { $0.request < $1.request } }

    public static func == (one: Self, other: Self) -> Bool { one.meetings == other.meetings }

    /// A list of `[request, alternative, slot, interpreter or null, room]`.
    public var json: String {
        let rows = meetings.enumerated().map { index, meeting in
            let interpreter = meeting.interpreter.map(String.init) ?? "null"
            let room = index < rooms.count ? "\"\(Self.escaped(rooms[index]))\"" : "null"
            return "[\(meeting.request), \(meeting.alternative), \(meeting.slot), \(interpreter), \(room)]"
        }
        return rows.isEmpty ? "[]" : "[\n" + rows.joined(separator: ",\n") + "\n]"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Reads what ``json`` writes; interpreter and room may be left out.
    public init(json bytes: [UInt8], for exhibition: Exhibition) throws(InputFault) {
        var meetings: [Meeting] = []
        for row in try JSONValue(parsing: bytes).list("the plan") {
            let cells = try row.list("a meeting")
            guard cells.count >= 3 else {
                throw InputFault(line: row.line, "a meeting is [request, alternative, slot, interpreter, room]")
            }
            var meeting = Meeting(
                request: try cells[0].integer("request"), alternative: try cells[1].integer("alternative"),
                slot: try cells[2].integer("slot"))
            if cells.count > 3, !cells[3].isNull { meeting.interpreter = try cells[3].integer("interpreter") }
            if cells.count > 4, !cells[4].isNull {
                let room = try cells[4].text("room")
                if exhibition.requests.indices.contains(meeting.request),
                    exhibition.requests[meeting.request].room != room
                {
                    throw InputFault(
                        line: row.line, "request \(meeting.request) is to be in another room than “\(room)”")
                }
            }
            meetings.append(meeting)
        }
        self.init(meetings: meetings)
    }
}

import OfficeKit

/// The office's question how work stands, put to one person about one action or several of a body.
///
/// The person answers through a personal link that opens this request and nothing else: with evidence, which a second
/// person reviews like any other, or with the reason of a delay and a new date, which an officer takes or not.
public struct UpdateRequest: Sendable, Hashable, Identifiable {
    /// What its links are for.
    static let purpose = "request"
    /// The record's kind in the journal.
    public static let kind = "request"
    /// A name's and a note's greatest lengths, in characters.
    public static let nameLimit = 200
    public static let noteLimit = 2000
    /// For how many days a link may be open.
    public static let terms = [7, 14, 30, 60]
    /// The most actions that are asked about at once.
    public static let mostItems = 50

    /// One action that is asked about, and what was said of it.
    public struct Item: Sendable, Hashable {
        /// What the addressee answered.
        public enum Answer: Sendable, Hashable {
            case evidence(String)
            case delay(reason: String, until: Day)
        }

        public let action: String
        public let agreement: String
        public var answer: Answer?
        public var answeredAt: Moment?
        /// Whether an officer took the new date; nil while nobody has decided.
        public var isDateTaken: Bool?

        /// Whether a new date waits for an officer.
        public var waitsForOfficer: Bool {
            if case .delay = answer { return isDateTaken == nil }
            return false
        }
    }

    /// How it stands.
    public enum State: String, Sendable, CaseIterable, Codable {
        case waiting, answered, expired, withdrawn

        /// The catalogue key of its name.
        public var key: String { "requests.state.\(rawValue)" }
    }

    public let id: String
    public var body: String?
    /// The contact who is asked, where the office has one.
    public var person: String?
    public var name: String
    public var email: String
    public var language: Language
    /// What the officer wrote beside the question.
    public var note: String?
    /// Where the letters' links lead: the office's address.
    public var site: String
    public var askedBy: String
    /// When it was last asked.
    public var askedAt: Moment
    /// How many times it was asked.
    public var times: Int
    public var expiresAt: Moment
    public var withdrawnAt: Moment?
    /// In the order of dates.
    public var items: [Item]

    /// An answered one stays so, whatever comes later.
    public func state(at now: Moment) -> State {
        if !items.isEmpty, items.allSatisfy({ $0.answer != nil }) { return .answered }
        if withdrawnAt != nil { return .withdrawn }
        return expiresAt <= now ? .expired : .waiting
    }

    /// Why it cannot be asked; empty when it can.
    static func problems(name: String, email: String, note: String?) -> [Problem] {
        var problems: [Problem] = []
        if name.allSatisfy(\.isWhitespace) {
            problems.append(Problem(field: "name", key: "forms.errors.required"))
        } else if name.count > nameLimit {
            problems.append(
                Problem(field: "name", key: "forms.errors.tooLong", arguments: ["limit": String(nameLimit)]))
        }
        if email.isEmpty {
            problems.append(Problem(field: "email", key: "forms.errors.required"))
        } else if !Mail.isAddress(email) {
            problems.append(Problem(field: "email", key: "forms.errors.invalidEmail"))
        }
        if let note, note.count > noteLimit {
            problems.append(
                Problem(field: "note", key: "forms.errors.tooLong", arguments: ["limit": String(noteLimit)]))
        }
        return problems
    }
}

import OfficeKit

/// A sentence that explains a computed value: a catalogue key and what fills it.
public struct Reason: Sendable, Hashable {
    /// What a placeholder stands for; shown in the person's digits and calendar.
    public enum Argument: Sendable, Hashable {
        case day(PartialDay)
        case number(Int)
        case text(String)
    }

    public let key: String
    /// The number that decides between the sentence's forms for one and for many; nil when it has one form.
    public let count: Int?
    public let arguments: [String: Argument]

    public init(_ key: String, count: Int? = nil, _ arguments: [String: Argument] = [:]) {
        self.key = key
        self.count = count
        self.arguments = arguments
    }

    /// The keys it needs in each catalogue.
    public var keys: [String] { count == nil ? [key] : [key + "_one", key + "_other"] }

    /// The sentence.
    ///
    /// - Parameters:
    ///   - catalogue: the reader's words.
    ///   - day: writes a day in the reader's calendar.
    public func sentence(in catalogue: Catalogue, day: (PartialDay) -> String) -> String {
        let values = arguments.mapValues { argument in
            switch argument {
            case .day(let value): day(value)
            case .number(let value): Numerals.grouped(value, in: catalogue.language)
            case .text(let value): value
            }
        }
        guard let count else { return catalogue.text(key, values) }
        return catalogue.text(key, count: count, values)
    }
}

/// A computed value with the sentence that explains it.
public struct Reasoned<Value: Sendable & Hashable>: Sendable, Hashable {
    public let value: Value
    public let reason: Reason

    public init(_ value: Value, because reason: Reason) {
        self.value = value
        self.reason = reason
    }
}

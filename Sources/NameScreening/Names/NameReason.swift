/// A difference between two names, and what it cost.
public struct NameReason: Sendable, Hashable {
    public enum Difference: Sendable, Hashable {
        /// Two words are spelt differently but may sound the same.
        case spelling(String, String)
        /// An initial stands for a word.
        case initial(String, String)
        /// Words that one of the names does not have.
        case extra([String])
        /// Words that exclude each other.
        case conflict([String], [String])
        /// Too little of one name is in the other.
        case fragment
        /// Child and father have changed places.
        case generations
        /// Only words that many organisations have are the same.
        case generalWords
        /// Two legal forms that differ.
        case legalForms
        /// Two numbers that differ.
        case numbers
        /// The first letters of the other name's words.
        case acronym(String, String)
        /// One of several names in one field.
        case alternative(String)
    }

    public let difference: Difference
    /// How much it took from the score.
    public let cost: Double

    init(_ difference: Difference, cost: Float) {
        self.difference = difference
        self.cost = Double(cost)
    }

    /// A sentence in English.
    public var sentence: String {
        switch difference {
        case .spelling(let one, let other): "“\(one)” is spelt “\(other)”"
        case .initial(let one, let other): "“\(one)” and “\(other)”: an initial"
        case .extra(let words): "only one of them has “\(words.joined(separator: " "))”"
        case .conflict(let one, let other):
            "“\(one.joined(separator: " "))” against “\(other.joined(separator: " "))”"
        case .fragment: "too little of the longer name is in the shorter one"
        case .generations: "child and father are the other way round"
        case .generalWords: "only general words are the same"
        case .legalForms: "the legal forms differ"
        case .numbers: "the numbers differ"
        case .acronym(let one, let other): "“\(one)” are the first letters of “\(other)”"
        case .alternative(let name): "“\(name)” is one of several names in one field"
        }
    }
}

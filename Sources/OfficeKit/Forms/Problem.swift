/// Why one field of a form cannot be taken: the catalogue key of a sentence that says what to do, and what to put
/// into it. The form comes back with it beside the field, and with everything that was typed.
public struct Problem: Error, Sendable, Equatable {
    /// The field's name in the form.
    public let field: String
    /// The catalogue key of the sentence.
    public let key: String
    /// What fills the sentence's placeholders.
    public let arguments: [String: String]

    public init(field: String, key: String, arguments: [String: String] = [:]) {
        self.field = field
        self.key = key
        self.arguments = arguments
    }
}

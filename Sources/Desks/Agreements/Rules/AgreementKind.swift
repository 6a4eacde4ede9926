/// What sort of tie an instrument makes (F7).
///
/// The kinds are the register's; what an instrument commits its parties to is its ``InstrumentLevel``.
public enum AgreementKind: String, Sendable, CaseIterable, Codable {
    /// A twinning of two cities.
    case sisterCity
    /// A memorandum of understanding.
    case memorandum
    /// An understanding on cooperation in named fields.
    case cooperation
    /// Friendly relations, without fields of work.
    case friendship
    /// A partnership for one project, with an end.
    case projectPartnership

    /// The catalogue key of its name.
    public var key: String { "agreements.kind.\(rawValue)" }
}

/// A yes-or-no question of a ``SatSolver``, or its negation.
public struct Literal: Hashable, Sendable {
    /// The solver's own number: positive for a variable, negative for its negation, never 0.
    @usableFromInline let code: Int32

    @inlinable init(code: Int32) { self.code = code }

    @inlinable public static prefix func ! (literal: Literal) -> Literal { Literal(code: -literal.code) }
}

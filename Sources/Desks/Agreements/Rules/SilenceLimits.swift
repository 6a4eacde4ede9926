/// How long a tie may be silent before it no longer counts as working; a setting of the office.
public struct SilenceLimits: Sendable, Hashable, Codable {
    /// Days after its last accepted evidence for which a clause still operates.
    public var days: Int
    /// Days before that end from which the coming silence is shown.
    public var warning: Int

    /// A year and a half: the shortest commitment that made ties last, in what is known of why agreements sleep.
    public init(days: Int = 540, warning: Int = 60) {
        self.days = days
        self.warning = warning
    }

    /// The limits of an office that has set none.
    public static let usual = SilenceLimits()
}

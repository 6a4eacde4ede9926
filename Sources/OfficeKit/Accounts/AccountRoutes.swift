/// All addresses that have to do with accounts.
public enum AccountRoutes {
    /// The list of accounts, for those who manage them.
    public static let navigation = NavigationEntry(
        .administration, "navigation.accounts", href: "/accounts", for: .manageAccounts)

    public static func all(_ reception: Reception) -> [Route] {
        SignInRoutes(reception: reception).routes + OwnAccountRoutes(reception: reception).routes
            + SecondFactorRoutes(reception: reception).routes + AccountAdministrationRoutes(reception: reception).routes
    }

    /// The person of a visit to a page that needs one.
    ///
    /// - Throws: ``Refusal/forbidden``.
    static func person(of visit: Visit) throws -> SignedIn {
        guard let person = visit.person else { throw Refusal.forbidden }
        return person
    }

    /// Does what a form asks, and turns what is wrong with it into its problems.
    static func problems(field: String, _ work: () async throws -> Void) async throws -> [Problem] {
        do {
            try await work()
            return []
        } catch let problem as Problem {
            return [problem]
        } catch is PasswordHasher.Busy {
            return [Problem(field: field, key: "auth.busy")]
        }
    }
}

extension Visit {
    /// Why a record may not be given a secrecy: nobody hides it from themselves. Nil when it may.
    ///
    /// - Parameter before: the record's secrecy as it stands; who is named among its exceptions may leave it so.
    public func problem(of secrecy: Secrecy, replacing before: Secrecy?) -> Problem? {
        guard secrecy != before, !viewer.sees(secrecy) else { return nil }
        return Problem(field: "secrecy", key: "api.errors.secrecy")
    }
}

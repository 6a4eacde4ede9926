import SQLStore

/// The second step of signing in: an authenticator app's codes, and recovery codes for the day the app is gone.
public enum SecondFactor {
    /// How many recovery codes are given at once.
    public static let recoveryCodes = 10

    /// Begins to set the app up: makes a key that counts only once a code of it was typed.
    public static func begin(for account: String, on connection: any SQLConnection) throws -> TOTP {
        let code = TOTP.generated()
        try connection.execute("UPDATE account SET totp_pending = \(code.secret) WHERE id = \(account)")
        return code
    }

    /// The key that waits for its first code.
    public static func pending(for account: String, on connection: any SQLConnection) throws -> TOTP? {
        let secret: [UInt8]? = try connection.value("SELECT totp_pending FROM account WHERE id = \(account)")
        return secret.map(TOTP.init(secret:))
    }

    /// Takes the app's first code: from now on signing in needs one.
    ///
    /// - Returns: the recovery codes, which are not kept.
    /// - Throws: a ``Problem`` of `code`.
    public static func confirm(_ code: String, for account: String, in change: Change) throws -> [String] {
        guard let owner = try Accounts.find(id: account, on: change.connection),
            let pending = try pending(for: account, on: change.connection),
            let step = pending.step(matching: AccountDraft.folded(code), at: change.at, after: nil)
        else { throw Problem(field: "code", key: "auth.codeWrong") }
        try change.connection.execute(
            """
            UPDATE account SET totp_secret = \(pending.secret), totp_pending = NULL, totp_last_step = \(step)
            WHERE id = \(account)
            """)
        try change.record("journal.account.secondFactorOn", owner.subject, secrecy: .restricted)
        return try replaceRecoveryCodes(of: account, on: change.connection)
    }

    /// Gives new recovery codes; the old ones are worth nothing any more.
    ///
    /// - Throws: a ``Problem`` of `code` when the account has no second factor.
    public static func renewRecoveryCodes(of account: String, in change: Change) throws -> [String] {
        guard let owner = try Accounts.find(id: account, on: change.connection), owner.hasSecondFactor else {
            throw Problem(field: "code", key: "auth.totp.off")
        }
        try change.record("journal.account.recoveryRenewed", owner.subject, secrecy: .restricted)
        return try replaceRecoveryCodes(of: account, on: change.connection)
    }

    /// Turns the second step off: its owner, or an administrator for someone who lost the device.
    public static func turnOff(for account: String, in change: Change) throws {
        guard let owner = try Accounts.find(id: account, on: change.connection), owner.hasSecondFactor else {
            return change.nothingChanged()
        }
        try change.connection.execute(
            """
            UPDATE account SET totp_secret = NULL, totp_pending = NULL, totp_last_step = NULL WHERE id = \(account)
            """)
        try change.connection.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        try change.record("journal.account.secondFactorOff", owner.subject, secrecy: .restricted)
    }

    /// How many recovery codes are left.
    public static func recoveryCodesLeft(of account: String, on connection: any SQLConnection) throws -> Int {
        try connection.value(
            "SELECT COUNT(*) FROM recovery_code WHERE account_id = \(account) AND used_at IS NULL") ?? 0
    }

    /// Takes a code of the app or a recovery code, once.
    static func accept(
        _ typed: String, for account: String, at now: Moment, on connection: any SQLConnection
    ) throws -> Bool {
        let code = AccountDraft.folded(typed)
        let row = try connection.first("SELECT totp_secret, totp_last_step FROM account WHERE id = \(account)")
        guard let row, let secret: [UInt8] = try row["totp_secret"] else { return false }
        if let step = TOTP(secret: secret).step(matching: code, at: now, after: try row["totp_last_step"]) {
            // Two processes may hold the same code at the same moment: one row changes once.
            return try connection.execute(
                """
                UPDATE account SET totp_last_step = \(step)
                WHERE id = \(account) AND (totp_last_step IS NULL OR totp_last_step < \(step))
                """) == 1
        }
        return try connection.execute(
            """
            UPDATE recovery_code SET used_at = \(now)
            WHERE account_id = \(account) AND hash = \(digest(code, of: account)) AND used_at IS NULL
            """) == 1
    }

    private static func replaceRecoveryCodes(
        of account: String, on connection: any SQLConnection
    ) throws -> [String] {
        try connection.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        return try (1...recoveryCodes).map { _ in
            let plain = Array(Base32.encode(SecretToken.randomBytes(10)).lowercased())
            let code = stride(from: 0, to: plain.count, by: 4)
                .map { String(plain[$0..<min($0 + 4, plain.count)]) }.joined(separator: "-")
            try connection.execute(
                "INSERT INTO recovery_code (account_id, hash) VALUES (\(account), \(digest(code, of: account)))")
            return code
        }
    }

    /// Hyphens and case do not matter to whoever copies a code from paper.
    private static func digest(_ code: String, of account: String) -> String {
        SecretToken.digest(account + " " + code.lowercased().filter { $0 != "-" })
    }
}

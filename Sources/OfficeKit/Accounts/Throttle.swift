import Foundation
import SQLStore

/// Slows down whoever guesses: failures are counted in the database, so that all processes share the count.
///
/// An attempt counts as failed from its beginning and is taken back when it succeeds, so that a hundred attempts at
/// the same moment are a hundred failures and not one.
enum Throttle {
    /// What is counted, and how failures turn into waiting.
    enum Subject: Sendable, Hashable {
        /// One account, or one name that is nobody's, which is treated the same.
        case account(String)
        /// The second factor of one account.
        case secondFactor(String)
        /// The network address of the other side.
        case address(String)
        /// The network address of who tries links that open nothing.
        case stranger(String)
        /// What is sent through one personal link.
        case link(String)

        /// The row's key. A digest, for people type passwords where a name belongs.
        var key: String {
            switch self {
            case .account(let name): SecretToken.digest("account \(name)")
            case .secondFactor(let account): SecretToken.digest("second-factor \(account)")
            case .address(let address): SecretToken.digest("address \(Throttle.network(of: address))")
            case .stranger(let address): SecretToken.digest("stranger \(Throttle.network(of: address))")
            case .link(let link): SecretToken.digest("link \(link)")
            }
        }

        /// How long to wait, in seconds, after so many failures.
        func wait(failures: Int, started: Moment, last: Moment, now: Moment) -> Int {
            guard !isForgotten(started: started, last: last, now: now) else { return 0 }
            switch self {
            case .account, .secondFactor:
                guard failures >= Throttle.freeFailures else { return 0 }
                let pause = min(1 << min(failures - Throttle.freeFailures, 20), Throttle.longestPause)
                return max(0, last.adding(seconds: pause).roundedUp(since: now))
            case .address, .stranger, .link:
                guard failures >= Throttle.addressFailures else { return 0 }
                return max(0, started.adding(seconds: Throttle.addressWindow).roundedUp(since: now))
            }
        }

        /// Whether counting begins anew.
        func isForgotten(started: Moment, last: Moment, now: Moment) -> Bool {
            switch self {
            case .account, .secondFactor: now >= last.adding(seconds: Throttle.accountMemory)
            case .address, .stranger, .link: now >= started.adding(seconds: Throttle.addressWindow)
            }
        }
    }

    /// Failures of an account that cost no waiting; the fifth costs one second, each further one twice as much.
    static let freeFailures = 5
    /// 15 minutes.
    static let longestPause = 900
    /// A day without an attempt forgets the failures.
    static let accountMemory = 86_400
    /// Failures that one address has in one window.
    static let addressFailures = 30
    /// 10 minutes.
    static let addressWindow = 600

    /// Counts an attempt with each subject, unless one of them has to wait.
    ///
    /// - Returns: the seconds to wait; nil when the attempt may go on.
    static func admit(_ subjects: [Subject], at now: Moment, on connection: any SQLConnection) throws -> Int? {
        var counted: [(key: String, failures: Int, started: Moment)] = []
        var longest = 0
        for subject in subjects {
            let key = subject.key
            let row = try connection.first(
                "SELECT failures, started_at, last_at FROM sign_in_attempt WHERE id = \(key)")
            guard let row else {
                counted.append((key, 0, now))
                continue
            }
            let failures: Int = try row["failures"]
            let started: Moment = try row["started_at"]
            let last: Moment = try row["last_at"]
            longest = max(longest, subject.wait(failures: failures, started: started, last: last, now: now))
            let isForgotten = subject.isForgotten(started: started, last: last, now: now)
            counted.append((key, isForgotten ? 0 : failures, isForgotten ? now : started))
        }
        if longest > 0 { return longest }
        for (key, failures, started) in counted {
            try connection.execute(
                """
                INSERT INTO sign_in_attempt (id, failures, started_at, last_at)
                VALUES (\(key), \(failures + 1), \(started), \(now))
                ON CONFLICT (id) DO UPDATE SET failures = excluded.failures, started_at = excluded.started_at,
                    last_at = excluded.last_at
                """)
        }
        return nil
    }

    /// Takes an attempt back that succeeded: the account's failures are forgotten, the address keeps those of others.
    static func succeeded(_ subjects: [Subject], on connection: any SQLConnection) throws {
        for subject in subjects {
            switch subject {
            case .account, .secondFactor:
                try connection.execute("DELETE FROM sign_in_attempt WHERE id = \(subject.key)")
            case .address, .stranger, .link:
                try connection.execute(
                    "UPDATE sign_in_attempt SET failures = failures - 1 WHERE id = \(subject.key) AND failures > 0")
            }
        }
    }

    /// Removes what is forgotten anyway.
    static func clean(at now: Moment, on connection: any SQLConnection) throws {
        let limit = now.adding(seconds: -accountMemory)
        try connection.execute("DELETE FROM sign_in_attempt WHERE last_at < \(limit)")
    }

    /// What one subscriber holds: an IPv4 address, or the first 64 bits of an IPv6 one.
    static func network(of address: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard address.contains(":"), inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 255, bytes[11] == 255 {
            return bytes[12...].map(String.init).joined(separator: ".")
        }
        return bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}

extension Moment {
    /// Seconds since an earlier moment, a begun one counted whole.
    fileprivate func roundedUp(since earlier: Moment) -> Int {
        Int((milliseconds - earlier.milliseconds + 999) / 1000)
    }
}

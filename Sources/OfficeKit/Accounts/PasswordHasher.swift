import Dispatch
import Foundation
import Synchronization

/// Hashes and checks passwords on two threads of its own.
///
/// A hash takes 19 MiB and tens of milliseconds, so a flood of sign-ins on the server's own threads would stop every
/// page and fill the memory. Here at most two run and a few wait; the rest is refused at once.
public final class PasswordHasher: Sendable {
    /// Too many people are signing in at this moment.
    public struct Busy: Error, Sendable, Equatable {}

    public let cost: Argon2.Cost
    private let lanes: [DispatchQueue]
    /// How many wait or run in each lane.
    private let loads: Mutex<[Int]>
    private let limit: Int

    /// - Parameters:
    ///   - cost: tests take a low one.
    ///   - threads: how many hashes run at the same time.
    ///   - waiting: how many may wait for each thread.
    public init(cost: Argon2.Cost = .recommended, threads: Int = 2, waiting: Int = 32) {
        self.cost = cost
        lanes = (1...max(1, threads)).map { DispatchQueue(label: "payvand.password.\($0)") }
        loads = Mutex(Array(repeating: 0, count: max(1, threads)))
        limit = max(1, waiting)
    }

    /// The PHC string of a password.
    ///
    /// - Throws: ``Busy``, ``Argon2/Failure``.
    public func hash(_ password: String) async throws -> String {
        let bytes = Self.bytes(of: password)
        let cost = cost
        return try await run { try Argon2.hash(bytes, cost: cost) }
    }

    /// Whether the password is the one of the PHC string.
    ///
    /// - Parameter encoded: nil for an unknown account, which costs the same work and is never right, so that the
    ///   time of the answer does not tell whether the account exists.
    /// - Throws: ``Busy``, ``Argon2/Failure``.
    public func verify(_ password: String, against encoded: String?) async throws -> Bool {
        let bytes = Self.bytes(of: password)
        let cost = cost
        return try await run {
            guard let encoded else {
                _ = try Argon2.hash(bytes, cost: cost)
                return false
            }
            return Argon2.verify(bytes, against: encoded)
        }
    }

    /// Whether the PHC string was made at another cost than today's.
    public func isOutdated(_ encoded: String) -> Bool { Argon2.cost(of: encoded) != cost }

    /// The same text gives the same bytes on every keyboard: NFKC, as NIST SP 800-63B, section 5.1.1.2 advises.
    private static func bytes(of password: String) -> [UInt8] {
        Array(password.precomposedStringWithCompatibilityMapping.utf8)
    }

    private func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        let limit = limit
        let lane: Int? = loads.withLock { loads in
            guard let lane = loads.indices.min(by: { loads[$0] < loads[$1] }), loads[lane] <= limit else { return nil }
            loads[lane] += 1
            return lane
        }
        guard let lane else { throw Busy() }
        return try await withCheckedThrowingContinuation { continuation in
            lanes[lane].async {
                let result = Result { try work() }
                self.loads.withLock { $0[lane] -= 1 }
                continuation.resume(with: result)
            }
        }
    }
}

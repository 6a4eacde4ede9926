import Crypto
import Foundation
import OfficeKit

/// What one source says about a tie: the kind of instrument, its date, whether it was signed.
///
/// Claims are kept as they were found, beside one another; none is altered when another contradicts it.
public struct Claim: Sendable, Hashable, Identifiable {
    /// How far the instrument had come, as the source tells it.
    public enum Status: String, Sendable, CaseIterable, Codable {
        case planned, signed, ended

        public var key: String { "agreements.claimStatus.\(rawValue)" }
    }

    /// What sort of source it is.
    public enum SourceClass: String, Sendable, CaseIterable, Codable, Comparable {
        case official, news, secondary

        public var key: String { "agreements.sourceClass.\(rawValue)" }

        /// The nearer to the act, the smaller.
        public static func < (left: SourceClass, right: SourceClass) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// What is written in one row of a file: all of a claim but its place in the office.
    public struct Content: Sendable, Hashable {
        /// Nil where the source names none.
        public var kind: AgreementKind?
        public var level: InstrumentLevel
        public var status: Status
        /// When it was signed, or planned.
        public var date: PartialDay?
        public var expires: PartialDay?
        public var note: String?
        public var source: String
        public var sourceClass: SourceClass?
        public var url: String?

        public init(
            kind: AgreementKind?, level: InstrumentLevel = .principle, status: Status = .signed,
            date: PartialDay? = nil, expires: PartialDay? = nil, note: String? = nil, source: String,
            sourceClass: SourceClass? = nil, url: String? = nil
        ) {
            self.kind = kind
            self.level = level
            self.status = status
            self.date = date
            self.expires = expires
            self.note = note
            self.source = source
            self.sourceClass = sourceClass
            self.url = url
        }
    }

    public let id: String
    public let content: Content

    public init(id: String, _ content: Content) {
        self.id = id
        self.content = content
    }

    /// Whether it tells when the tie's own instrument was signed: an executive document is another paper.
    var isOfSignature: Bool { content.status != .planned && content.level == .principle }
}

extension Claim.Content {
    /// The same for the same words about the same two cities, so that a file read twice adds nothing.
    ///
    /// - Parameters:
    ///   - own: our city.
    ///   - partner: the other city.
    func fingerprint(own: Int64, partner: Int64) -> String {
        let parts: [String] = [
            String(own), String(partner), kind?.rawValue ?? "", level.rawValue, status.rawValue, date?.iso ?? "",
            expires?.iso ?? "", note ?? "", source, sourceClass?.rawValue ?? "", url ?? "",
        ]
        var hash = SHA256()
        for part in parts { hash.update(data: Data("\(part.utf8.count):\(part)".utf8)) }
        return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

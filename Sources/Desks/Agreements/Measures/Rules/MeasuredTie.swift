import Foundation
import OfficeKit

/// What the measures of one tie are computed from: the agreement, and the documents under it that are seen.
struct MeasuredTie: Sendable {
    /// One document of the tie.
    struct Part: Sendable {
        let level: InstrumentLevel
        let isSigned: Bool
        let signed: PartialDay?
        let expires: PartialDay?
        let ended: Day?
        let figures: WorkFigures

        init(_ line: RegisterLine) {
            let agreement = line.registered.agreement
            level = agreement.level
            isSigned = agreement.isSigned
            signed = agreement.signed
            expires = agreement.expires
            ended = agreement.ended
            figures = line.figures
        }

        /// A document of which a record tells its dates alone.
        init(_ document: AgreementRecord.ExecutiveDocument) {
            level = .executive
            isSigned = document.isSigned
            signed = document.signed
            expires = document.expires
            ended = document.ended
            figures = WorkFigures(of: AgreementRecord(id: document.id))
        }

        /// - Parameter known: figures that were made already.
        init(_ record: AgreementRecord, figures known: WorkFigures? = nil) {
            level = record.level
            isSigned = record.isSigned
            signed = record.signed
            expires = record.expires
            ended = record.ended
            var whole = record
            whole.clausesOfDocuments = []
            figures = known ?? WorkFigures(of: whole)
        }

        /// Whether its term was over on that day, or it had been ended.
        func isOver(on day: Day) -> Bool {
            expires.map { $0.latest < day } == true || ended.map { $0 <= day } == true
        }

        /// Whether it was there on that day, as far as its signature tells: what is not signed may have been.
        func isThere(on day: Day) -> Bool { !isSigned || isSigned(by: day) }

        /// Whether it was signed by that day.
        func isSigned(by day: Day) -> Bool { isSigned && signed.map { $0.earliest <= day } != false }
    }

    /// The agreement itself first.
    let parts: [Part]
    /// The day on which the idea of the tie is first on record; nil when it is not known.
    let idea: Day?

    init(parts: [Part], idea: Day?) {
        self.parts = parts
        self.idea = idea
    }

    init(_ root: RegisterLine, with documents: [RegisterLine]) {
        parts = [Part(root)] + documents.map { Part($0) }
        let agreement = root.registered.agreement
        idea = MeasuredTie.idea(
            isSigned: agreement.isSigned, signed: agreement.signed,
            recorded: MeasuredTie.recordedDay(of: agreement.id))
    }

    /// A tie as its record stands, which does not tell which clause belongs to which document.
    init(_ record: AgreementRecord) {
        parts = [Part(record)] + record.documents.map { Part($0) }
        idea = MeasuredTie.idea(
            isSigned: record.isSigned, signed: record.signed, recorded: MeasuredTie.recordedDay(of: record.id))
    }

    /// The day of signature (the middle of a year or month alone), or the day on which it was put on record where that
    /// is earlier or it is not signed. Of what was signed nobody knows when, the idea has no day.
    static func idea(isSigned: Bool, signed: PartialDay?, recorded: Day?) -> Day? {
        guard let signed else { return isSigned ? nil : recorded }
        let middle = Day(epochDay: (signed.earliest.epochDay + signed.latest.epochDay) / 2)
        return recorded.map { min($0, middle) } ?? middle
    }

    /// The day in UTC on which a record was made, which its id tells (RFC 9562, section 5.7); nil for other ids.
    static func recordedDay(of id: String) -> Day? {
        let bytes = Array(id.utf8)
        guard bytes.count == 36, bytes[14] == UInt8(ascii: "7"),
            let milliseconds = Int64(String(id.prefix(8)) + String(id.dropFirst(9).prefix(4)), radix: 16)
        else { return nil }
        return Day(epochDay: Int(milliseconds / 86_400_000))
    }
}

import NIOCore

/// Reads a request's body up to a limit.
///
/// A form whose file is too large must come back with what was typed and a sentence at the file, and a browser takes no
/// answer before it has sent all. So the rest is read and dropped: of a form with files the beginning and the end are
/// kept, where its fields stand, with a file between them that is still larger than what is kept of any.
struct BodyReader: Sendable {
    /// The end that is kept of a body that is too large, for the fields behind its file.
    private static let tail = 1 << 18
    /// How many times the limit is read before the sender is cut off.
    private static let patience = 8

    let limit: Int
    let keepsEnds: Bool

    /// - Returns: the body; nil when it is larger than the limit and its ends alone are no use.
    func read(_ body: some AsyncSequence<ByteBuffer, any Error> & Sendable) async throws -> ByteBuffer? {
        var kept = ByteBuffer()
        var end = ByteBuffer()
        var total = 0
        for try await var part in body {
            total += part.readableBytes
            let room = limit - kept.readableBytes
            if room > 0, var head = part.readSlice(length: min(room, part.readableBytes)) { kept.writeBuffer(&head) }
            guard part.readableBytes > 0 else { continue }
            guard keepsEnds, total <= limit * Self.patience else { return nil }
            end.writeBuffer(&part)
            if end.readableBytes > 2 * Self.tail {
                end.moveReaderIndex(forwardBy: end.readableBytes - Self.tail)
                end.discardReadBytes()
            }
        }
        kept.writeBuffer(&end)
        return kept
    }
}

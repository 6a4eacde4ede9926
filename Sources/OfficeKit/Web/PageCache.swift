import DequeModule
import Synchronization

/// Finished pages, kept until the office's data changes.
///
/// The key holds the number of the journal's last entry, which each request reads anew, so that a page is never older
/// than the data, no matter which process changed it. What differs from one showing to the next (the form's tokens)
/// is a gap in the page, filled when it is sent.
final class PageCache: Sendable {
    struct Key: Hashable, Sendable {
        let head: Int64
        let day: Day
        let account: String?
        let role: Role?
        let language: Language
        let calendar: CalendarChoice
        let theme: String
        let address: String
    }

    private struct Shelf {
        var pages: [Key: PageBody] = [:]
        var order: Deque<Key> = []
        var size = 0
    }

    private let limit: Int
    private let shelf = Mutex(Shelf())

    /// - Parameter limit: how many bytes of pages are kept.
    init(limit: Int) { self.limit = limit }

    func page(for key: Key) -> PageBody? {
        shelf.withLock { $0.pages[key] }
    }

    func keep(_ page: PageBody, for key: Key) {
        shelf.withLock { shelf in
            if let old = shelf.pages.updateValue(page, forKey: key) {
                shelf.size -= old.size
            } else {
                shelf.order.append(key)
            }
            shelf.size += page.size
            // The first in are the first out: pages of older data are never asked for again.
            while shelf.size > limit, let oldest = shelf.order.popFirst() {
                shelf.size -= shelf.pages.removeValue(forKey: oldest)?.size ?? 0
            }
        }
    }
}

/// A page with gaps for what is different each time it is shown.
struct PageBody: Sendable {
    enum Piece: Sendable {
        case bytes([UInt8])
        case formToken
        case submissionKey
    }

    /// What a template writes where a gap is to be. It is drawn anew by each process, so that no record's text can
    /// contain it.
    private static let mark = "\u{F8FF}" + Secret.make() + "-"
    static let formTokenMark = mark + "t"
    static let submissionKeyMark = mark + "k"

    let pieces: [Piece]
    let size: Int

    init(_ html: String) {
        let bytes = Array(html.utf8)
        let mark = Array(Self.mark.utf8)
        var pieces: [Piece] = []
        var start = 0
        var index = 0
        while let hit = bytes[index...].firstIndex(of: mark[0]) {
            guard hit + mark.count < bytes.count, bytes[hit..<(hit + mark.count)].elementsEqual(mark) else {
                index = hit + 1
                continue
            }
            pieces.append(.bytes(Array(bytes[start..<hit])))
            pieces.append(bytes[hit + mark.count] == UInt8(ascii: "t") ? .formToken : .submissionKey)
            index = hit + mark.count + 1
            start = index
        }
        pieces.append(.bytes(Array(bytes[start...])))
        self.pieces = pieces
        size = bytes.count + 256
    }

    /// The page with its gaps filled.
    func filled(formToken: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(size + 512)
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): result.append(contentsOf: bytes)
            case .formToken:
                result.append(contentsOf: "<input type=\"hidden\" name=\"csrf\" value=\"\(formToken)\">".utf8)
            case .submissionKey:
                result.append(
                    contentsOf: "<input type=\"hidden\" name=\"idempotency\" value=\"\(Identifier.make())\">".utf8)
            }
        }
        return result
    }
}

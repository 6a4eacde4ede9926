import Foundation
import Synchronization

/// Makes the ids of records: UUIDs of version 7, which sort by the moment they were made.
///
/// The layout is RFC 9562, section 5.7; within one process ids of the same millisecond also rise (method 1 of
/// section 6.2), so that an index grows at its end.
public enum Identifier {
    private static let last = Mutex<(milliseconds: Int64, counter: UInt16)>((0, 0))

    /// A new id in its text form, small letters.
    public static func make(at moment: Moment = .now) -> String {
        let (milliseconds, counter) = last.withLock { last in
            if moment.milliseconds > last.milliseconds {
                // The counter starts in its lower half, so that it has room to rise.
                last = (moment.milliseconds, UInt16.random(in: 0..<0x800))
            } else if last.counter == 0xFFF {
                last = (last.milliseconds + 1, 0)
            } else {
                last.counter += 1
            }
            return last
        }
        let time = UInt64(milliseconds) & 0xFFFF_FFFF_FFFF
        let high = time << 16 | 0x7000 | UInt64(counter)
        let low = UInt64.random(in: 0...UInt64.max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for index in 0..<32 {
                if index == 8 || index == 12 || index == 16 || index == 20 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let nibble = UInt8((index < 16 ? high : low) >> (60 - 4 * UInt64(index % 16)) & 0xF)
                text[place] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
                place += 1
            }
            return place
        }
    }
}

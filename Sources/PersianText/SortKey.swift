import Foundation

extension PersianText {
    /// The letters in the order of CLDR's Persian collation: آ, ا, hamza and its seats, ب … و before ه before ی.
    private static let alphabet: [UInt32: UInt8] = {
        let order: [[UInt32]] = [
            [0x622], [0x627, 0x671], [0x621, 0x623, 0x625, 0x624, 0x626, 0x674], [0x628], [0x67E], [0x62A], [0x62B],
            [0x62C], [0x686], [0x62D], [0x62E], [0x62F], [0x630], [0x631], [0x632], [0x698], [0x633], [0x634],
            [0x635], [0x636], [0x637], [0x638], [0x639], [0x63A], [0x641], [0x642], [0x6A9, 0x643, 0x6AA], [0x6AF],
            [0x644], [0x645], [0x646], [0x648, 0x6C6, 0x6CB], [0x647, 0x629, 0x6C0, 0x6C1, 0x6D5, 0x6BE],
            [0x6CC, 0x64A, 0x649, 0x6CE, 0x6D0, 0x6D2],
        ]
        var places: [UInt32: UInt8] = [:]
        for (place, letters) in order.enumerated() {
            for letter in letters { places[letter] = UInt8(0x40 + place) }
        }
        return places
    }()

    /// Bytes whose order (memcmp) is that of a Persian reader, or with `persianFirst: false` of a Latin one.
    ///
    /// Space is 0x01, digits start at 0x10, the first alphabet at 0x40, the second at 0x80; other scripts follow by
    /// their UTF-8.
    public static func sortKey(_ text: String, persianFirst: Bool = true) -> [UInt8] {
        let persian: UInt8 = persianFirst ? 0 : 0x40
        let latin: UInt32 = persianFirst ? 0x80 : 0x40
        var key: [UInt8] = []
        func space() { if key.last != 0x01 { key.append(0x01) } }
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            if let place = alphabet[scalar.value] {
                key.append(place + persian)
                continue
            }
            if scalar.value == 0x200C || scalar.value == 0x0640 { continue }
            let properties = scalar.properties
            switch properties.generalCategory {
            case .nonspacingMark, .format, .control, .enclosingMark: continue
            case .decimalNumber: key.append(0x10 + UInt8(properties.numericValue ?? 0))
            case .spaceSeparator: space()
            default:
                let folded = fold(String(scalar)).unicodeScalars
                if folded.isEmpty { space() }
                for letter in folded {
                    switch letter.value {
                    case 0x61...0x7A: key.append(UInt8(latin + letter.value - 0x61))
                    case 0x30...0x39: key.append(UInt8(0x10 + letter.value - 0x30))
                    default:
                        if let place = alphabet[letter.value] {
                            key.append(place + persian)
                        } else {
                            key.append(0xF0)
                            key.append(contentsOf: String(letter).utf8)
                        }
                    }
                }
            }
        }
        if key.last == 0x01 { key.removeLast() }
        return key
    }
}

import Foundation
import PersianText

/// The small ASCII letters of one Latin letter with its marks off.
func folding(_ scalar: Unicode.Scalar) -> [UInt8] {
    if scalar.isASCII { return [UInt8(scalar.value)] }
    return PersianText.fold(String(Character(scalar))).utf8.filter { $0 < 0x80 && $0 != 0x20 }
}

extension String {
    /// Composed, so that a Korean syllable is one letter.
    var precomposed: String { precomposedStringWithCanonicalMapping }
}

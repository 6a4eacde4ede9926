/// Puts lines that `pdftotext` wrote as they look into the order in which they are read.
///
/// On a page with more Latin than Persian letters Poppler writes each line from the left: runs of Persian between
/// marks of embedding, each readable in itself, the first of them last. On other pages it writes Persian as it is read
/// and only what stands between its words, numbers and signs, from the left. Reversing the runs of the one and the
/// inner parts of the other gives back the words; no scalar is added or lost, so that places in the text stay on their
/// line.
enum LogicalOrder {
    private static let embedding: Unicode.Scalar = "\u{202B}"
    private static let left: Unicode.Scalar = "\u{202A}"
    private static let pop: Unicode.Scalar = "\u{202C}"

    static func restored(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard scalars.contains(embedding) else { return scalars }
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(scalars.count)
        for line in scalars.split(separator: "\n", omittingEmptySubsequences: false) {
            if !result.isEmpty || line.startIndex > 0 { result.append("\n") }
            result += line.contains(embedding) ? restored(line: line) : Array(line)
        }
        // What was put right once is not put right again.
        let marks: Set<Unicode.Scalar> = [embedding, left, pop]
        return result.map { marks.contains($0) ? "\u{200F}" : $0 }
    }

    private static func restored(line: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for segment in segments(of: line) {
            if isVisual(segment) {
                result += Array(runs(of: segment).reversed().joined())
            } else if segment.contains(left), (Row.letters(of: segment)[.fa] ?? 0) > 0 {
                result += restored(inner: segment)
            } else {
                result += segment
            }
        }
        return result
    }

    /// A Persian segment whose numbers and signs between the words are written from the left.
    private static func restored(inner segment: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var place = segment.startIndex
        while place < segment.endIndex {
            guard segment[place] == left else {
                result.append(segment[place])
                place += 1
                continue
            }
            let end = segment[place...].firstIndex(of: pop) ?? segment.endIndex
            let inside = segment[(place + 1)..<end]
            result.append(left)
            if let first = inside.firstIndex(where: isLatin), let last = inside.lastIndex(where: isLatin) {
                result += runs(of: inside[(last + 1)...]).reversed().joined()
                result += inside[first...last]
                result += runs(of: inside[..<first]).reversed().joined()
            } else {
                result += runs(of: inside).reversed().joined()
            }
            place = end
        }
        return result
    }

    /// The line cut at gaps of two blanks or more outside of Persian runs; the gaps are segments too.
    private static func segments(of line: ArraySlice<Unicode.Scalar>) -> [ArraySlice<Unicode.Scalar>] {
        var segments: [ArraySlice<Unicode.Scalar>] = []
        var start = line.startIndex
        var place = line.startIndex
        while place < line.endIndex {
            if line[place] == embedding {
                var depth = 0
                while place < line.endIndex {
                    if line[place] == embedding || line[place] == left { depth += 1 }
                    if line[place] == pop { depth -= 1 }
                    if depth == 0 { break }
                    place += 1
                }
            } else if line[place] == " " || line[place] == "\u{0C}" {
                var end = place
                while end < line.endIndex, line[end] == " " || line[end] == "\u{0C}" { end += 1 }
                if end - place >= 2 || line[place] == "\u{0C}" {
                    if place > start { segments.append(line[start..<place]) }
                    segments.append(line[place..<end])
                    start = end
                }
                place = end
                continue
            }
            if place < line.endIndex { place += 1 }
        }
        if start < line.endIndex { segments.append(line[start...]) }
        return segments
    }

    /// Whether a segment is Persian with more in it than one run.
    private static func isVisual(_ segment: ArraySlice<Unicode.Scalar>) -> Bool {
        guard segment.contains(embedding), !segment.contains(left) else { return false }
        let letters = Row.letters(of: segment)
        guard (letters[.fa] ?? 0) > (letters[.en] ?? 0) else { return false }
        return runs(of: segment).count > 1
    }

    /// Persian runs whole; between them numbers, Latin words and signs, each for itself.
    private static func runs(of segment: ArraySlice<Unicode.Scalar>) -> [ArraySlice<Unicode.Scalar>] {
        var runs: [ArraySlice<Unicode.Scalar>] = []
        var place = segment.startIndex
        while place < segment.endIndex {
            var end = place + 1
            if segment[place] == embedding {
                while end < segment.endIndex, segment[end - 1] != pop { end += 1 }
            } else if isNumeric(segment[place]) || isLatin(segment[place]) {
                // Inside a number or a Latin phrase the order is already right.
                while end < segment.endIndex {
                    if isNumeric(segment[end]) || isLatin(segment[end]) {
                        end += 1
                    } else if end + 1 < segment.endIndex,
                        [".", "/", ",", "-", "٫", "٬", " ", "'", "@", "&"].contains(segment[end]),
                        isLatin(segment[end + 1]) && isLatin(segment[end - 1])
                            || isNumeric(segment[end + 1]) && isNumeric(segment[end - 1]) && segment[end] != " "
                    {
                        end += 1
                    } else {
                        break
                    }
                }
            }
            runs.append(segment[place..<end])
            place = end
        }
        return runs
    }

    private static func isNumeric(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .decimalNumber
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { DocumentLanguage.of(scalar) == .en }
}

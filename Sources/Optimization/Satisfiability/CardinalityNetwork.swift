/// The first sorted outputs of its inputs, true ones first: cardinality networks (Asín, Nieuwenhuis, Oliveras and
/// Rodríguez-Carbonell, 2011), O(n log² k) comparators.
///
/// Both directions are written: output k is true exactly if at least k inputs are, so that equalities propagate.
public struct CardinalityNetwork {
    public let outputs: [Literal]

    /// - Parameter width: how many outputs are needed; a count beyond it is not told apart.
    public init(_ inputs: [Literal], width: Int, in sink: any ClauseSink) {
        var network = Builder(sink: sink)
        outputs = network.sorted(inputs, width: min(width, inputs.count))
    }

    private struct Builder {
        let sink: any ClauseSink

        mutating func sorted(_ inputs: [Literal], width: Int) -> [Literal] {
            if inputs.count <= 1 { return Array(inputs.prefix(width)) }
            let middle = inputs.count / 2
            let left = sorted(Array(inputs[..<middle]), width: min(width, middle))
            let right = sorted(Array(inputs[middle...]), width: min(width, inputs.count - middle))
            return Array(merged(left, right, width: width).prefix(width))
        }

        /// Odd-even merge of two sorted lists of any length, of which the first `width` outputs are wanted.
        mutating func merged(_ left: [Literal], _ right: [Literal], width: Int) -> [Literal] {
            let left = Array(left.prefix(width))
            let right = Array(right.prefix(width))
            if left.isEmpty { return right }
            if right.isEmpty { return left }
            if left.count == 1 && right.count == 1 {
                let (high, low) = compared(left[0], right[0])
                return width == 1 ? [high] : [high, low]
            }
            let half = width / 2 + 1
            let odd = merged(everySecond(left, from: 0), everySecond(right, from: 0), width: half)
            let even = merged(everySecond(left, from: 1), everySecond(right, from: 1), width: half)
            var outputs = [odd[0]]
            var index = 0
            while outputs.count < min(width, left.count + right.count) {
                let next = index + 1 < odd.count ? odd[index + 1] : nil
                let other = index < even.count ? even[index] : nil
                switch (next, other) {
                case (let next?, let other?):
                    let (high, low) = compared(other, next)
                    outputs += [high, low]
                case (let next?, nil): outputs.append(next)
                case (nil, let other?): outputs.append(other)
                case (nil, nil): return outputs
                }
                index += 1
            }
            return outputs
        }

        private func everySecond(_ list: [Literal], from start: Int) -> [Literal] {
            stride(from: start, to: list.count, by: 2).map { list[$0] }
        }

        private func compared(_ first: Literal, _ second: Literal) -> (high: Literal, low: Literal) {
            let hints = (sink.hint(of: first), sink.hint(of: second))
            let high = sink.newVariable(hint: hints.0 || hints.1)
            let low = sink.newVariable(hint: hints.0 && hints.1)
            sink.add([!first, high])
            sink.add([!second, high])
            sink.add([!first, !second, low])
            sink.add([first, !low])
            sink.add([second, !low])
            sink.add([first, second, !high])
            return (high, low)
        }
    }
}

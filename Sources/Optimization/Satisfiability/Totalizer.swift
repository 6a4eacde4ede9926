/// Counts how many of its inputs are true: `atLeast(k)` is implied as soon as k of them are.
///
/// A tree of unary adders (Bailleux and Boufkhad, 2003) whose outputs are written only when they are asked for
/// (Martins et al., 2014), so that a count that never rises costs little.
public final class Totalizer {
    private final class Node {
        let count: Int
        let left: Node?
        let right: Node?
        var outputs: [Literal]
        /// Outputs whose clauses have been written.
        var written: Int

        init(input: Literal) {
            count = 1
            left = nil
            right = nil
            outputs = [input]
            written = 1
        }

        init(_ left: Node, _ right: Node) {
            count = left.count + right.count
            self.left = left
            self.right = right
            outputs = []
            written = 0
        }
    }

    private let root: Node
    private unowned let sink: any ClauseSink

    /// - Parameter inputs: at least one.
    public init(_ inputs: [Literal], in sink: any ClauseSink) {
        precondition(!inputs.isEmpty)
        self.sink = sink
        var level = inputs.map(Node.init(input:))
        while level.count > 1 {
            var next: [Node] = []
            var index = 0
            while index + 1 < level.count {
                next.append(Node(level[index], level[index + 1]))
                index += 2
            }
            if index < level.count { next.append(level[index]) }
            level = next
        }
        root = level[0]
    }

    public var count: Int { root.count }

    /// A literal that is true whenever at least `bound` inputs are; nil if there are not so many inputs.
    public func atLeast(_ bound: Int) -> Literal? {
        guard bound >= 1, bound <= root.count else { return nil }
        write(root, upTo: bound)
        return root.outputs[bound - 1]
    }

    private func write(_ node: Node, upTo bound: Int) {
        let wanted = min(bound, node.count)
        guard wanted > node.written, let left = node.left, let right = node.right else { return }
        write(left, upTo: wanted)
        write(right, upTo: wanted)
        while node.outputs.count < wanted {
            let rank = node.outputs.count + 1
            let hint = hinted(left) + hinted(right) >= rank
            let output = sink.newVariable(hint: hint)
            node.outputs.append(output)
            if rank > 1 { sink.add([!output, node.outputs[rank - 2]]) }
        }
        for sum in (node.written + 1)...wanted {
            for fromLeft in max(0, sum - right.count)...min(sum, left.count) {
                var clause = [node.outputs[sum - 1]]
                if fromLeft > 0 { clause.append(!left.outputs[fromLeft - 1]) }
                if sum > fromLeft { clause.append(!right.outputs[sum - fromLeft - 1]) }
                sink.add(clause)
            }
        }
        node.written = wanted
    }

    private func hinted(_ node: Node) -> Int {
        node.outputs.prefix(node.written).count(where: sink.hint(of:))
    }
}

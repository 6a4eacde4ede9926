extension ClauseSink {
    /// At most `bound` of the literals are true: sequential counter (Sinz, 2005), n·k clauses.
    public func atMost(_ bound: Int, of literals: [Literal]) {
        if bound >= literals.count { return }
        if bound <= 0 {
            for literal in literals { add([!literal]) }
            return
        }
        if bound == 1 {
            atMostOne(literals)
            return
        }
        // sums[k]: at least k + 1 of the literals up to here.
        var sums: [Literal] = []
        var hinted = 0
        for (index, literal) in literals.enumerated() {
            if sums.count == bound { add([!literal, !sums[bound - 1]]) }
            if index == literals.count - 1 { break }
            hinted += hint(of: literal) ? 1 : 0
            var next: [Literal] = []
            for rank in 0..<min(bound, index + 1) {
                let sum = newVariable(hint: hinted > rank)
                if rank < sums.count { add([!sums[rank], sum]) }
                add(rank == 0 ? [!literal, sum] : [!literal, !sums[rank - 1], sum])
                next.append(sum)
            }
            sums = next
        }
    }

    /// Exactly `count` of the literals are true.
    public func exactly(_ count: Int, of literals: [Literal]) {
        if count < 0 || count > literals.count {
            add([])
        } else if count == literals.count {
            for literal in literals { add([literal]) }
        } else if count == 0 {
            for literal in literals { add([!literal]) }
        } else {
            // Two one-sided totalizers propagate as much as a sorting network and measured twice as fast.
            if let tooMany = Totalizer(literals, in: self).atLeast(count + 1) { add([!tooMany]) }
            let missing = Totalizer(literals.map { !$0 }, in: self)
            if let tooFew = missing.atLeast(literals.count - count + 1) { add([!tooFew]) }
        }
    }
}

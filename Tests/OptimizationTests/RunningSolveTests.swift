import Optimization
import Testing

@Suite("A solve under way") struct RunningSolveTests {
    @Test("tells its progress and its end")
    func progress() async {
        let solve = RunningSolve<Int>(limit: 60) { _, report in
            for number in 1...3 { report(number) }
            return 4
        }
        var told: [Int] = []
        for await number in solve { told.append(number) }
        #expect(told == [1, 2, 3, 4])
    }

    @Test("stops when it is cancelled, and still answers")
    func cancelled() async {
        let solve = RunningSolve<String>(limit: 600) { control, report in
            report("begun")
            while !control.isOver {}
            return control.wasCancelled ? "cancelled" : "late"
        }
        var told: [String] = []
        for await word in solve {
            told.append(word)
            solve.cancel()
        }
        #expect(told == ["begun", "cancelled"])
    }

    @Test("never outlives its limit")
    func limit() async {
        let solve = RunningSolve<Bool>(limit: 0.01) { control, _ in
            while !control.isOver {}
            return control.remaining == 0
        }
        #expect(await solve.end == true)
    }
}

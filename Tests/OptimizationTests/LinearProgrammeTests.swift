import Optimization
import Testing

@Suite("Linear programmes") struct LinearProgrammeTests {
    /// 3x + 2y under x + y ≤ 4, x + 3y ≤ 6, x ≤ 3.
    private func sample() throws -> LinearProgramme {
        let programme = try LinearProgramme()
        programme.addRows(upper: [4, 6, 3])
        programme.addColumns(
            objectives: [3, 2], starts: [0, 3, 5], rows: [0, 1, 2, 0, 1], coefficients: [1, 1, 1, 1, 3])
        return programme
    }

    @Test("the best vertex is found, and the duals prove it")
    func optimum() throws {
        let programme = try sample()
        #expect(programme.solve(.primal) == .optimal)
        #expect(abs(programme.objective - 11) < 1e-9)
        #expect(zip(programme.values, [3.0, 1]).allSatisfy { abs($0 - $1) < 1e-9 })
        let duals = programme.duals
        #expect(abs(duals[0] * 4 + duals[1] * 6 + duals[2] * 3 - 11) < 1e-9)
    }

    @Test("a row that comes later is kept to, and a column that comes later is used")
    func growth() throws {
        let programme = try sample()
        programme.solve(.primal)
        programme.addRow(upper: 2, columns: [0], coefficients: [1])
        #expect(programme.solve(.dual) == .optimal)
        #expect(abs(programme.objective - (6 + 2 * 4.0 / 3)) < 1e-9)
        programme.addColumns(objectives: [10], starts: [0, 1], rows: [0], coefficients: [1])
        #expect(programme.solve(.primal) == .optimal)
        #expect(abs(programme.objective - 40) < 1e-9)
    }

    @Test("limits may be tightened and loosened again")
    func limits() throws {
        let programme = try sample()
        programme.solve(.primal)
        programme.limit(column: 0, to: 0)
        programme.solve(.dual)
        #expect(abs(programme.objective - 4) < 1e-9)
        programme.limit(column: 0, to: .infinity)
        programme.limit(row: 0, to: 2)
        programme.solve(.dual)
        #expect(abs(programme.objective - 6) < 1e-9)
    }

    @Test("after an excursion the old basis gives the old answer")
    func bases() throws {
        let programme = try sample()
        programme.solve(.primal)
        let basis = programme.basis
        let count = programme.columnCount
        programme.addColumns(objectives: [1], starts: [0, 1], rows: [1], coefficients: [1])
        programme.limit(row: 2, to: 1)
        programme.solve(.dual)
        programme.limit(row: 2, to: 3)
        programme.limit(column: 2, to: 0)
        programme.restore(basis, columnsThen: count)
        #expect(programme.solve(.dual) == .optimal)
        #expect(abs(programme.objective - 11) < 1e-9)
    }

    @Test("what grows without end is said to")
    func unbounded() throws {
        let programme = try LinearProgramme()
        programme.addRows(upper: [1])
        programme.addColumns(objectives: [1], starts: [0, 1], rows: [0], coefficients: [-1])
        #expect(programme.solve(.primal) == .unbounded)
    }

    @Test("a missing library says what to install")
    func missing() {
        let text = LinearProgrammeError.missingLibrary("(reason)").description
        #expect(text.contains("coinor-libclp1") && text.contains("scripts/setup") && text.contains("(reason)"))
    }
}

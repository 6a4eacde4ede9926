/// A linear programme that is to be maximised: rows are sums with an upper limit, columns lie between 0 and an upper
/// limit, and both may be added between solutions, each of which starts where the last one ended.
///
/// The work is done by CLP (coin-or.org, EPL), found on the machine at run time. HiGHS was the other candidate; what
/// was measured (bench/linear-programmes) and why CLP was chosen stands in ARCHITECTURE.md, "Decisions".
///
/// One owner at a time: a programme is not safe to share among threads, and needs not be.
public final class LinearProgramme {
    /// How a solution ended.
    public enum Outcome: Equatable, Sendable {
        case optimal
        /// The time was over; values and duals are those of the last basis and prove nothing.
        case stopped
        case infeasible
        case unbounded
        /// The library lost its footing numerically.
        case failed
    }

    /// Which simplex method goes first: primal after new columns, dual after new rows or tighter limits.
    public enum Method: Sendable { case primal, dual }

    public private(set) var rowCount = 0
    public private(set) var columnCount = 0

    private let library: CLPLibrary
    private let model: OpaquePointer

    /// - Throws: `LinearProgrammeError.missingLibrary`, which says what to install.
    public init() throws(LinearProgrammeError) {
        library = try CLPLibrary.shared.get()
        guard let model = library.newModel() else { throw .missingLibrary("(It could not make a model.)") }
        self.model = model
        library.setLogLevel(model, 0)
        library.setScaling(model, 0)
        library.setPerturbation(model, 50)
    }

    deinit { library.deleteModel(model) }

    /// Adds rows that hold no column yet.
    public func addRows(upper: [Double]) {
        let lower = [Double](repeating: -Double.greatestFiniteMagnitude, count: upper.count)
        let starts = [Int32](repeating: 0, count: upper.count + 1)
        library.addRows(model, Int32(upper.count), lower, upper, starts, [0], [0])
        rowCount += upper.count
    }

    /// Adds one row over columns that exist.
    public func addRow(upper: Double, columns: [Int32], coefficients: [Double]) {
        library.addRows(
            model, 1, [-Double.greatestFiniteMagnitude], [upper], [0, Int32(columns.count)], columns, coefficients)
        rowCount += 1
    }

    /// Adds columns, stored one after the other: column `i` has the entries `starts[i]..<starts[i + 1]`.
    public func addColumns(
        objectives: [Double], starts: [Int32], rows: [Int32], coefficients: [Double], upper: Double = .infinity
    ) {
        guard !objectives.isEmpty else { return }
        let count = objectives.count
        let limit = upper == .infinity ? Double.greatestFiniteMagnitude : upper
        library.addColumns(
            model, Int32(count), [Double](repeating: 0, count: count), [Double](repeating: limit, count: count),
            objectives.map { -$0 }, starts, rows, coefficients)
        columnCount += count
    }

    public func limit(row: Int, to upper: Double) {
        library.rowUpper(model)?[row] = upper
    }

    public func limit(column: Int, to upper: Double) {
        library.columnUpper(model)?[column] = upper == .infinity ? Double.greatestFiniteMagnitude : upper
    }

    /// Solves from the basis of the last solution.
    ///
    /// - Parameters:
    ///   - seconds: of processor time, after which the solution is `stopped`.
    ///   - iterations: of the simplex method, likewise; the objective of the dual method still bounds then.
    @discardableResult
    public func solve(_ method: Method, seconds: Double = .infinity, iterations: Int = .max) -> Outcome {
        library.setMaximumIterations(model, Int32(clamping: iterations))
        library.setMaximumSeconds(model, seconds.isFinite ? max(0, seconds) : -1)
        switch method {
        case .primal: _ = library.primal(model, 0)
        case .dual: _ = library.dual(model, 0)
        }
        switch library.status(model) {
        case 0: return .optimal
        case 1: return .infeasible
        case 2: return .unbounded
        case 3: return .stopped
        default: return .failed
        }
    }

    /// The value of the last solution.
    public var objective: Double { -library.objectiveValue(model) }

    /// What one unit more of each row's limit would be worth.
    public var duals: [Double] {
        guard let pointer = library.rowDuals(model) else { return [] }
        return (0..<rowCount).map { max(0, -pointer[$0]) }
    }

    public var values: [Double] {
        guard let pointer = library.columnValues(model) else { return [] }
        return Array(UnsafeBufferPointer(start: pointer, count: columnCount))
    }

    /// Where the simplex method stands: to be given back to ``restore(_:)`` after an excursion.
    public struct Basis: Sendable { fileprivate let bytes: [UInt8] }

    public var basis: Basis {
        guard let pointer = library.statusArray(model) else { return Basis(bytes: []) }
        return Basis(bytes: Array(UnsafeBufferPointer(start: pointer, count: rowCount + columnCount)))
    }

    /// Returns to a basis of the same rows; columns that came later stand at zero.
    public func restore(_ basis: Basis, columnsThen: Int) {
        guard let pointer = library.statusArray(model), !basis.bytes.isEmpty else { return }
        // CLP stores columns first, then rows; 3 is "at its lower limit".
        for column in 0..<columnCount { pointer[column] = column < columnsThen ? basis.bytes[column] : 3 }
        for row in 0..<rowCount {
            let old = columnsThen + row
            pointer[columnCount + row] = old < basis.bytes.count ? basis.bytes[old] : 1
        }
    }
}

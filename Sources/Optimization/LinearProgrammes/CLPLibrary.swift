import Foundation

/// The functions of CLP's C interface that we use, found in the shared library when first needed.
///
/// Opened at run time and not linked, so that an office that never looks for rings runs without it, and one that
/// does gets an error that says what to install.
struct CLPLibrary: Sendable {
    typealias Model = OpaquePointer
    typealias Act = @Sendable @convention(c) (Model) -> Void
    typealias Number = @Sendable @convention(c) (Model) -> Int32
    typealias SetInt = @Sendable @convention(c) (Model, Int32) -> Void
    typealias SetDouble = @Sendable @convention(c) (Model, Double) -> Void
    typealias Run = @Sendable @convention(c) (Model, Int32) -> Int32
    typealias Doubles = @Sendable @convention(c) (Model) -> UnsafeMutablePointer<Double>?
    typealias Bytes = @Sendable @convention(c) (Model) -> UnsafeMutablePointer<UInt8>?
    typealias Value = @Sendable @convention(c) (Model) -> Double
    typealias AddRows =
        @Sendable @convention(c) (
            Model, Int32, UnsafePointer<Double>?, UnsafePointer<Double>?, UnsafePointer<Int32>,
            UnsafePointer<Int32>?, UnsafePointer<Double>?
        ) -> Void
    typealias AddColumns =
        @Sendable @convention(c) (
            Model, Int32, UnsafePointer<Double>?, UnsafePointer<Double>?, UnsafePointer<Double>?,
            UnsafePointer<Int32>, UnsafePointer<Int32>?, UnsafePointer<Double>?
        ) -> Void

    let newModel: @Sendable @convention(c) () -> Model?
    let deleteModel: Act
    let addRows: AddRows
    let addColumns: AddColumns
    let primal: Run
    let dual: Run
    let status: Number
    let iterations: Number
    let setLogLevel: SetInt
    let setPerturbation: SetInt
    let setScaling: SetInt
    let setMaximumSeconds: SetDouble
    let setMaximumIterations: SetInt
    let rowUpper: Doubles
    let columnUpper: Doubles
    let rowDuals: Doubles
    let columnValues: Doubles
    let objectiveValue: Value
    let statusArray: Bytes

    /// The library, opened once.
    static let shared: Result<CLPLibrary, LinearProgrammeError> = Result { () throws(LinearProgrammeError) in
        try CLPLibrary()
    }

    /// The version of the interface that Debian 12 and its successors carry, then any that stands in the usual place.
    private static var candidates: [String] {
        if let named = ProcessInfo.processInfo.environment["PAYVAND_CLP"], !named.isEmpty { return [named] }
        return ["libClp.so.1", "libClp.so", "libClp.1.dylib", "/opt/homebrew/lib/libClp.1.dylib"]
    }

    private init() throws(LinearProgrammeError) {
        let handle = try Self.opened()
        newModel = try Self.function("Clp_newModel", of: handle)
        deleteModel = try Self.function("Clp_deleteModel", of: handle)
        addRows = try Self.function("Clp_addRows", of: handle)
        addColumns = try Self.function("Clp_addColumns", of: handle)
        primal = try Self.function("Clp_primal", of: handle)
        dual = try Self.function("Clp_dual", of: handle)
        status = try Self.function("Clp_status", of: handle)
        iterations = try Self.function("Clp_numberIterations", of: handle)
        setLogLevel = try Self.function("Clp_setLogLevel", of: handle)
        setPerturbation = try Self.function("Clp_setPerturbation", of: handle)
        setScaling = try Self.function("Clp_scaling", of: handle)
        setMaximumSeconds = try Self.function("Clp_setMaximumSeconds", of: handle)
        setMaximumIterations = try Self.function("Clp_setMaximumIterations", of: handle)
        rowUpper = try Self.function("Clp_rowUpper", of: handle)
        columnUpper = try Self.function("Clp_columnUpper", of: handle)
        rowDuals = try Self.function("Clp_dualRowSolution", of: handle)
        columnValues = try Self.function("Clp_primalColumnSolution", of: handle)
        objectiveValue = try Self.function("Clp_objectiveValue", of: handle)
        statusArray = try Self.function("Clp_statusArray", of: handle)
    }

    private static func opened() throws(LinearProgrammeError) -> UnsafeMutableRawPointer {
        var reason = ""
        for name in candidates {
            if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return handle }
            if reason.isEmpty, let message = dlerror() { reason = String(cString: message) }
        }
        throw .missingLibrary("(\(reason))")
    }

    private static func function<Function>(
        _ name: String, of handle: UnsafeMutableRawPointer
    ) throws(LinearProgrammeError) -> Function {
        guard let symbol = dlsym(handle, name) else { throw .missingLibrary("(It has no \(name).)") }
        return unsafeBitCast(symbol, to: Function.self)
    }
}

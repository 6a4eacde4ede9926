/// Why no linear programme can be solved.
public enum LinearProgrammeError: Error, Equatable, CustomStringConvertible {
    /// The library is not on this machine, or is not the one that was expected.
    case missingLibrary(String)

    public var description: String {
        switch self {
        case .missingLibrary(let reason):
            """
            The linear-programming library CLP is missing. Install Debian's package coinor-libclp1 \
            (scripts/setup does it), or name the library's file in PAYVAND_CLP. \(reason)
            """
        }
    }
}

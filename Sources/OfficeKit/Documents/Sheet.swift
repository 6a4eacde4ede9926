/// A table to take home: written as CSV by ``csv(withMark:)`` and as an Excel workbook by ``xlsx()``.
public struct Sheet: Sendable {
    /// One column of the table.
    public struct Column: Sendable, Hashable {
        public let title: String
        /// Its width in characters of the standard font; nil lets the longest text decide.
        public let width: Double?

        public init(_ title: String, width: Double? = nil) {
            self.title = title
            self.width = width
        }
    }

    /// What stands in one place of the table.
    public enum Cell: Sendable, Hashable {
        case empty
        case text(String)
        case integer(Int64)
        /// A number that is not finite is left empty.
        case decimal(Double)
        case day(Day)
    }

    /// The workbook's tab.
    public let title: String
    public let columns: [Column]
    public let rows: [[Cell]]
    /// Whether the first column stands at the right.
    public let isRightToLeft: Bool

    public init(title: String, columns: [Column], rows: [[Cell]], isRightToLeft: Bool = false) {
        self.title = title
        self.columns = columns
        self.rows = rows
        self.isRightToLeft = isRightToLeft
    }
}

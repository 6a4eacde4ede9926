/// A day of birth as exactly as a list knows it.
public struct BirthDate: Sendable, Hashable, Codable {
    public var year: Int
    public var month: Int?
    public var day: Int?
    /// Whether the list says "circa", or gives a span of which this is the middle.
    public var isApproximate: Bool

    public init?(year: Int, month: Int? = nil, day: Int? = nil, isApproximate: Bool = false) {
        guard (1800...2100).contains(year) else { return nil }
        self.year = year
        self.month = month.flatMap { (1...12).contains($0) ? $0 : nil }
        self.day = self.month == nil ? nil : day.flatMap { (1...31).contains($0) ? $0 : nil }
        self.isApproximate = isApproximate
    }

    private static let months = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
        "dec": 12,
    ]

    /// Reads `05 Jun 1950`, `Jun 1950`, `circa 1950`, `1950-06-05`, `05/06/1950` and `00/00/1950` (day first).
    public init?(_ text: String) {
        let isApproximate = text.lowercased().contains("circa")
        // A span of years: "1958 to 1961".
        let years = text.split(whereSeparator: { !$0.isNumber }).compactMap { $0.count == 4 ? Int($0) : nil }
        if years.count == 2, years[0] > 1800, years[1] > 1800 {
            self.init(year: (years[0] + years[1]) / 2, isApproximate: true)
            return
        }
        var numbers: [Int] = []
        var month: Int?
        var isYearFirst = false
        for part in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            if let number = Int(part) {
                if numbers.isEmpty, part.count == 4 { isYearFirst = true }
                numbers.append(number)
            } else if let known = Self.months[part.prefix(3).lowercased()] {
                month = known
            }
        }
        switch (numbers.count, month) {
        case (1, _): self.init(year: numbers[0], month: month, isApproximate: isApproximate)
        case (2, let month?): self.init(year: numbers[1], month: month, day: numbers[0], isApproximate: isApproximate)
        case (2, nil) where isYearFirst: self.init(year: numbers[0], month: numbers[1], isApproximate: isApproximate)
        case (3..., nil) where isYearFirst:
            self.init(year: numbers[0], month: numbers[1], day: numbers[2], isApproximate: isApproximate)
        case (3..., nil):
            self.init(year: numbers[2], month: numbers[1], day: numbers[0], isApproximate: isApproximate)
        default: return nil
        }
    }

    /// `1950`, `1950-06` or `1950-06-05`.
    public var iso: String {
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return ([String(year)] + [month, day].compactMap { $0.map(padded) }).joined(separator: "-")
    }

    /// Whether the two may be one day.
    public func agrees(with other: BirthDate) -> Bool {
        let slack = isApproximate || other.isApproximate ? 3 : 0
        guard abs(year - other.year) <= slack else { return false }
        guard slack == 0, let month, let otherMonth = other.month else { return true }
        guard month == otherMonth else { return false }
        guard let day, let otherDay = other.day else { return true }
        return day == otherDay
    }
}

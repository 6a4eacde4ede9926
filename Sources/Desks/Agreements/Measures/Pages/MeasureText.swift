import OfficeKit

/// Figures of measures as a person reads them, and as a file holds them.
struct MeasureText: Sendable {
    let text: Catalogue
    let format: DayFormat

    init(_ visit: Visit) {
        text = visit.text
        format = visit.dayFormat
    }

    /// A value of a measure with its unit; a dash where there is none.
    func value(_ value: Double?, of measure: Measure) -> String {
        guard let value else { return text.text("measures.noFigure") }
        // A lone Persian zero is a dot, which nobody takes for a figure.
        if value == 0 { return text.text("measures.zero.\(measure.unit.rawValue)") }
        switch measure.unit {
        case .share: return format.percent(value)
        case .days: return text.text("measures.days", count: Int(value))
        case .steps: return text.text("measures.steps", count: Int(value))
        }
    }

    /// A value of a measure without its unit, for a column whose head has it.
    func number(_ value: Int?) -> String { value.map { format.number($0) } ?? text.text("measures.noFigure") }

    func share(_ value: Double?) -> String { value.map { format.percent($0) } ?? text.text("measures.noFigure") }

    /// "2 of 5".
    func part(_ part: Int, of whole: Int) -> String? {
        whole == 0 ? nil : text.text("measures.of", ["part": format.number(part), "whole": format.number(whole)])
    }

    /// "we 3, they 2".
    func sides(_ ours: Int, _ theirs: Int) -> String? {
        ours + theirs == 0
            ? nil : text.text("measures.sides", ["ours": format.number(ours), "theirs": format.number(theirs)])
    }

    /// What is measured and as of when: "as of 24 November 2026", "from 21 March 2020 to 20 March 2022".
    func period(_ period: MeasuredPeriod) -> String {
        guard let start = period.start else { return text.text("measures.asOf", ["day": format.text(period.end)]) }
        return text.text("measures.between", ["start": format.text(start), "end": format.text(period.end)])
    }
}

extension Sheet.Cell {
    init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .empty }
    /// A share to four places.
    init(share: Double?) { self = share.map { .decimal(($0 * 10_000).rounded() / 10_000) } ?? .empty }
}

/// Orders by a figure; what has none comes last.
func isBelow<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool {
    guard let left else { return false }
    return right.map { left < $0 } ?? true
}

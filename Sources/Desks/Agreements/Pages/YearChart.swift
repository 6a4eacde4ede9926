import OfficeKit

/// Two series over the years as bars, with the same numbers in a table: the `chart-bars` partial.
struct YearChart: Sendable {
    struct Series: Sendable {
        let key: String
        let label: String
    }

    struct Gridline: Sendable {
        let x1: String
        let x2: String
        let y: String
        let labelX: String
        let labelY: String
        let label: String
    }

    struct Bar: Sendable {
        let series: String
        let x: String
        let y: String
        let width: String
        let height: String
        let title: String
    }

    struct Label: Sendable {
        let x: String
        let y: String
        let label: String
    }

    let id: String
    let title: String
    let series: [Series]
    let width = "400"
    let height = "240"
    let gridlines: [Gridline]
    let bars: [Bar]
    let labels: [Label]
    let columns: [TableView.Column]
    let rows: [TableRow]

    /// The years that are drawn: more bars than these are thinner than a reader can tell apart. The table has all.
    private static let mostYears = 40
    private static let plot = (left: 36.0, right: 392.0, top: 12.0, bottom: 208.0)

    /// Nil when there is nothing to draw.
    init?(_ years: YearSeries, visit: Visit) {
        guard let last = years.points.last else { return nil }
        let text = visit.text
        func number(_ value: Int) -> String { Numerals.grouped(value, in: visit.language) }
        func year(_ value: Int) -> String { Numerals.inDigits(String(value), of: visit.language) }
        id = "years"
        title = text.text("home.chartTitle")
        let names = (growth: text.text("home.growth"), operation: text.text("home.operation"))
        series = [Series(key: "a", label: names.growth), Series(key: "b", label: names.operation)]

        let points = Array(years.points.suffix(YearChart.mostYears))
        let step = YearChart.step(upTo: max(1, last.signed))
        let top = (max(1, last.signed) + step - 1) / step * step
        let plot = YearChart.plot
        func height(_ value: Int) -> Double { (plot.bottom - plot.top) * Double(value) / Double(top) }
        gridlines = stride(from: 0, through: top, by: step).map { value in
            let y = plot.bottom - height(value)
            return Gridline(
                x1: YearChart.place(plot.left), x2: YearChart.place(plot.right), y: YearChart.place(y),
                labelX: YearChart.place(plot.left - 6), labelY: YearChart.place(y + 4), label: number(value))
        }
        let slot = (plot.right - plot.left) / Double(points.count)
        let width = min(18, slot * 0.42)
        bars = points.enumerated().flatMap { index, point in
            let middle = plot.left + slot * (Double(index) + 0.5)
            return [
                ("a", point.signed, middle - width, names.growth), ("b", point.operational, middle, names.operation),
            ]
            .map { series, value, x, name in
                Bar(
                    series: series, x: YearChart.place(x), y: YearChart.place(plot.bottom - height(value)),
                    width: YearChart.place(width), height: YearChart.place(height(value)),
                    title: "\(year(point.year)) · \(name): \(number(value))")
            }
        }
        let every = max(1, (points.count + 5) / 6)
        labels = points.enumerated().filter { ($0.offset - points.count + 1).isMultiple(of: every) }.map {
            index, point in
            Label(x: YearChart.place(plot.left + slot * (Double(index) + 0.5)), y: "230", label: year(point.year))
        }
        let heads = [text.text("home.year"), names.growth, names.operation]
        columns = [.init(heads[0]), .init(heads[1], isNumber: true), .init(heads[2], isNumber: true)]
        rows = years.points.reversed().map { point in
            TableRow([
                TableCell(heads[0], year(point.year), isHeader: true),
                TableCell(heads[1], number(point.signed), isNumber: true),
                TableCell(heads[2], number(point.operational), isNumber: true),
            ])
        }
    }

    /// The step between gridlines: 1, 2 or 5 times a power of ten, for four or five lines.
    private static func step(upTo value: Int) -> Int {
        var power = 1
        while true {
            for step in [power, 2 * power, 5 * power] where step * 5 >= value { return step }
            power *= 10
        }
    }

    /// A number for SVG, to a tenth.
    private static func place(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
    }
}

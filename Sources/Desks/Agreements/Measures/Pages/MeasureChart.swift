import OfficeKit

/// One measure of several groups as bars, each with its name above it: the `chart-rows` partial.
///
/// Bars grow from where the page's lines begin, so that a Persian reader meets the name first too.
struct MeasureChart: Sendable {
    struct Bar: Sendable {
        let href: String
        let label: String
        let value: String
        let title: String
        /// Where the name begins and the value ends.
        let nameX: String
        let valueX: String
        let textY: String
        let x: String
        let y: String
        let width: String
        let trackX: String
    }

    let id = "measure"
    let title: String
    let note: String?
    let width = "400"
    let height: String
    let trackWidth = "392"
    let barHeight = "10"
    /// The drawing runs from left to right, its words as the page does.
    let direction: String
    let bars: [Bar]
    let columns: [TableView.Column]
    let rows: [TableRow]

    /// More bars than these are no picture. The table has all.
    private static let most = 12
    private static let pitch = 36
    private static let plot = (left: 4.0, width: 392.0)

    /// One group to draw.
    struct Entry: Sendable {
        let name: String
        let value: Double?
        let shown: String
        let href: String
    }

    /// Nil when there is nothing to draw.
    init?(_ entries: [Entry], of measure: Measure, visit: Visit) {
        let known = entries.filter { $0.value != nil }
        guard !known.isEmpty else { return nil }
        let text = visit.text
        let isRightToLeft = visit.language == .fa
        let shown = known.prefix(MeasureChart.most)
        title = text.text(measure.key)
        direction = visit.language.direction
        note =
            known.count > shown.count
            ? text.text(
                "measures.firstOf",
                ["count": visit.shown(shown.count), "total": visit.shown(known.count)]) : nil
        let top = measure.unit == .share ? 1 : max(1, shown.compactMap(\.value).max() ?? 1)
        let plot = MeasureChart.plot
        bars = shown.enumerated().map { index, entry in
            let length = plot.width * min(1, (entry.value ?? 0) / top)
            let y = index * MeasureChart.pitch
            return Bar(
                href: entry.href, label: DayFormat.isolated(entry.name.shortened(to: 44)), value: entry.shown,
                title: "\(entry.name): \(entry.shown)", nameX: isRightToLeft ? "396" : "4",
                valueX: isRightToLeft ? "4" : "396", textY: String(y + 14),
                x: MeasureChart.place(isRightToLeft ? plot.left + plot.width - length : plot.left),
                y: String(y + 20), width: MeasureChart.place(length), trackX: MeasureChart.place(plot.left))
        }
        height = String(shown.count * MeasureChart.pitch)
        let heads = [text.text("common.name"), text.text(measure.key)]
        columns = [.init(heads[0]), .init(heads[1], isNumber: true)]
        rows = shown.map { entry in
            TableRow([
                TableCell(heads[0], entry.name, href: entry.href, isHeader: true),
                TableCell(heads[1], entry.shown, isNumber: true),
            ])
        }
    }

    /// A number for SVG, to a tenth.
    private static func place(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}

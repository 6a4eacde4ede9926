import Synchronization

/// How often values fell below each bound, their sum and their number.
public final class Histogram: MetricFamily {
    private struct Tally {
        /// For each bound the values not above it and above the one before; last those above all.
        var counts: [UInt64]
        var sum = 0.0
    }

    private let name: String
    private let help: String
    private let labels: [String]
    private let bounds: [Double]
    private let series = Mutex(Series<Tally>())

    init(name: String, help: String, labels: [String], bounds: [Double]) {
        self.name = name
        self.help = help
        self.labels = labels
        self.bounds = bounds
    }

    /// - Parameter values: one for each label, in their order.
    public func observe(_ value: Double, _ values: String...) {
        precondition(values.count == labels.count, "a value for each label")
        guard !value.isNaN else { return }
        let slot = bounds.firstIndex { value <= $0 } ?? bounds.count
        series.withLock { series in
            series.update(values, default: Tally(counts: Array(repeating: 0, count: bounds.count + 1))) {
                $0.counts[slot] += 1
                $0.sum += value
            }
        }
    }

    func render(into text: inout String) {
        text += MetricText.head(name, "histogram", help: help)
        for (values, tally) in series.withLock({ $0.sorted }) {
            var count: UInt64 = 0
            for (index, bound) in (bounds + [.infinity]).enumerated() {
                count += tally.counts[index]
                let labels = MetricText.labels(labels, values, and: ("le", MetricText.number(bound)))
                text += "\(name)_bucket\(labels) \(count)\n"
            }
            let labels = MetricText.labels(labels, values)
            text += "\(name)_sum\(labels) \(MetricText.number(tally.sum))\n\(name)_count\(labels) \(count)\n"
        }
    }
}

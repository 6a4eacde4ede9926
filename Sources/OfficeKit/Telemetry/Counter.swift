import Synchronization

/// A figure that only rises.
public final class Counter: MetricFamily {
    private let name: String
    private let help: String
    private let labels: [String]
    private let series = Mutex(Series<Double>())

    init(name: String, help: String, labels: [String]) {
        self.name = name
        self.help = help
        self.labels = labels
    }

    /// - Parameters:
    ///   - amount: not negative.
    ///   - values: one for each label, in their order.
    public func add(_ amount: Double = 1, _ values: String...) {
        precondition(values.count == labels.count, "a value for each label")
        guard amount >= 0 else { return }
        series.withLock { $0.update(values, default: 0) { $0 += amount } }
    }

    func render(into text: inout String) {
        text += MetricText.head(name, "counter", help: help)
        for (values, value) in series.withLock({ $0.sorted }) {
            text += "\(name)\(MetricText.labels(labels, values)) \(MetricText.number(value))\n"
        }
    }
}

/// A figure that rises and falls.
public final class Gauge: MetricFamily {
    private let name: String
    private let help: String
    private let labels: [String]
    private let series = Mutex(Series<Double>())

    init(name: String, help: String, labels: [String]) {
        self.name = name
        self.help = help
        self.labels = labels
    }

    /// - Parameter values: one for each label, in their order.
    public func set(_ value: Double, _ values: String...) {
        precondition(values.count == labels.count, "a value for each label")
        series.withLock { $0.update(values, default: 0) { $0 = value } }
    }

    func render(into text: inout String) {
        text += MetricText.head(name, "gauge", help: help)
        for (values, value) in series.withLock({ $0.sorted }) {
            text += "\(name)\(MetricText.labels(labels, values)) \(MetricText.number(value))\n"
        }
    }
}

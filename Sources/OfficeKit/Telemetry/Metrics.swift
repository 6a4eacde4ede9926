import Synchronization

/// Figures about the running program, shown as Prometheus text (exposition format 0.0.4).
///
/// A figure is asked for once and kept: recording takes one short lock of that figure alone.
public final class Metrics: Sendable {
    /// The most combinations of labels one figure keeps; more would be a leak, so they are summed under `other`.
    static let seriesLimit = 2_000

    private let families = Mutex<[String: any MetricFamily]>([:])

    public init() {}

    /// A figure that only rises.
    public func counter(_ name: String, help: String, labels: [String] = []) -> Counter {
        family(name) { Counter(name: name, help: help, labels: labels) }
    }

    /// A figure that rises and falls.
    public func gauge(_ name: String, help: String, labels: [String] = []) -> Gauge {
        family(name) { Gauge(name: name, help: help, labels: labels) }
    }

    /// How often values fell below each bound.
    public func histogram(_ name: String, help: String, labels: [String] = [], bounds: [Double]) -> Histogram {
        family(name) { Histogram(name: name, help: help, labels: labels, bounds: bounds.sorted()) }
    }

    /// The text of all figures, by name.
    public func render() -> String {
        var text = ""
        let all = families.withLock { $0 }
        for name in all.keys.sorted() { all[name]?.render(into: &text) }
        return text
    }

    /// The figure of that name; one of another kind under the same name stays out of what is rendered.
    private func family<Family: MetricFamily>(_ name: String, make: () -> Family) -> Family {
        families.withLock { families in
            if let known = families[name] as? Family { return known }
            let new = make()
            if families[name] == nil { families[name] = new }
            return new
        }
    }
}

/// One figure with its series.
protocol MetricFamily: AnyObject, Sendable {
    func render(into text: inout String)
}

/// The values of a figure by their labels' values.
struct Series<Value> {
    private(set) var values: [[String]: Value] = [:]

    mutating func update(_ labels: [String], default new: @autoclosure () -> Value, _ body: (inout Value) -> Void) {
        if values[labels] == nil, values.count >= Metrics.seriesLimit {
            body(&values[labels.map { _ in "other" }, default: new()])
        } else {
            body(&values[labels, default: new()])
        }
    }

    /// In an order that does not change.
    var sorted: [(labels: [String], value: Value)] {
        values.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
    }
}

/// How names, labels and numbers are written.
enum MetricText {
    static func head(_ name: String, _ kind: String, help: String) -> String {
        let help = help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    static func labels(_ names: [String], _ values: [String], and extra: (String, String)? = nil) -> String {
        var pairs = zip(names, values).map { name, value in "\(name)=\"\(escaped(value))\"" }
        if let extra { pairs.append("\(extra.0)=\"\(extra.1)\"") }
        return pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
    }

    static func number(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        if value == -.infinity { return "-Inf" }
        if value.isNaN { return "NaN" }
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
        return "\(value)"
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return value }
        return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

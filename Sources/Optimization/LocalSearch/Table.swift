/// A fixed block of numbers without bounds checks, for the inner loops of local search.
///
/// Its owner keeps indices within range; debug builds check them.
public final class Table<Element: BitwiseCopyable> {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    public let count: Int

    public init(_ count: Int, filledWith value: Element) {
        self.count = count
        base = .allocate(capacity: max(1, count))
        base.initialize(repeating: value, count: max(1, count))
    }

    public convenience init(_ elements: [Element], or empty: Element) {
        self.init(elements.count, filledWith: elements.first ?? empty)
        for (index, element) in elements.enumerated() { base[index] = element }
    }

    deinit { base.deallocate() }

    @inlinable @inline(__always) public subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    public var elements: [Element] { (0..<count).map { base[$0] } }
    public func copy(from other: Table<Element>) {
        precondition(count == other.count)
        base.update(from: other.base, count: count)
    }
}

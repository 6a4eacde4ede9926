/// Finds room for names beside points: the first of four sides where a name meets no other name and no point.
///
/// Greedy in the order given, so the more important come first; a name without room is left out, for two names over
/// one another help nobody.
enum MapLabels {
    struct Wish: Hashable {
        let text: String
        let point: Projection.Point
        /// Whether it is named even where it covers points of others, as the office's own city is.
        var isNeeded = false
    }

    enum Anchor: String {
        case start, middle, end
    }

    struct Spot: Hashable {
        let x: Double
        let y: Double
        let anchor: Anchor
        let box: Box
    }

    /// A rectangle of the drawing.
    struct Box: Hashable {
        let left: Double
        let top: Double
        let right: Double
        let bottom: Double

        func meets(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }

        var isInside: Bool { left >= 0 && right <= Projection.width && top >= 0 && bottom <= Projection.height }
    }

    /// The letters' height and the room they take, in units of the drawing; the width is a guess on the safe side.
    private static let size = 12.0
    private static let letter = 6.8
    private static let gap = 6.0

    /// One spot for each wish, nil where there is no room.
    static func place(_ wishes: [Wish]) -> [Spot?] {
        let marks = wishes.map { wish in
            Box(left: wish.point.x - 3, top: wish.point.y - 3, right: wish.point.x + 3, bottom: wish.point.y + 3)
        }
        var taken: [Box] = []
        return wishes.map { wish in
            let found = spots(for: wish).first { spot in
                spot.box.isInside && !taken.contains { $0.meets(spot.box) } && !marks.contains { $0.meets(spot.box) }
            }
            let spot = found ?? (wish.isNeeded ? least(spots(for: wish), over: marks) : nil)
            if let spot { taken.append(spot.box) }
            return spot
        }
    }

    /// The spot inside the drawing that covers the fewest points.
    private static func least(_ spots: [Spot], over marks: [Box]) -> Spot? {
        spots.filter(\.box.isInside).min { left, right in
            marks.count { $0.meets(left.box) } < marks.count { $0.meets(right.box) }
        }
    }

    /// Right, left, above and below the point, in this order.
    private static func spots(for wish: Wish) -> [Spot] {
        // A joiner takes no room.
        let count = wish.text.unicodeScalars.filter { $0.value != 0x200C && !$0.properties.isDefaultIgnorableCodePoint }
            .count
        let width = Double(count) * letter
        let x = wish.point.x
        let y = wish.point.y
        func spot(_ x: Double, _ y: Double, _ anchor: Anchor) -> Spot {
            let left =
                switch anchor {
                case .start: x
                case .middle: x - width / 2
                case .end: x - width
                }
            return Spot(
                x: x, y: y, anchor: anchor,
                box: Box(left: left, top: y - size * 0.85, right: left + width, bottom: y + size * 0.3))
        }
        return [
            spot(x + gap, y + 4, .start), spot(x - gap, y + 4, .end), spot(x, y - gap, .middle),
            spot(x, y + gap + size * 0.85, .middle),
        ]
    }
}

import Foundation

/// The Natural Earth projection onto a drawing of fixed width.
///
/// Polynomials: B. Šavrič, B. Jenny, T. Patterson, D. Petrovič, L. Hurni, "A Polynomial Equation for the Natural Earth
/// Projection", Cartography and Geographic Information Science 38 (4), 2011, 363–372. It is neither equal-area nor
/// conformal, and was made for world maps that are looked at. The drawing leaves out the far south, where no city is.
enum Projection {
    /// Units of the drawing.
    static let width = 960.0
    static let height = 456.0
    /// Half the width in the polynomial's own unit: 0.8707 π.
    private static let halfWidth = 0.8707 * Double.pi
    /// The top of the drawing in that unit, about 86° north.
    private static let top = 1.39

    /// A place of the drawing, x to the right, y down.
    struct Point: Hashable, Sendable {
        var x: Double
        var y: Double
    }

    /// - Parameters: degrees north and east.
    static func point(latitude: Double, longitude: Double) -> Point {
        let phi = latitude * Double.pi / 180
        let lambda = longitude * Double.pi / 180
        let phi2 = phi * phi
        let phi4 = phi2 * phi2
        let phi8 = phi4 * phi4
        let parallel = 0.8707 - 0.131979 * phi2 - 0.013791 * phi4 + 0.003971 * phi8 * phi2 - 0.001529 * phi8 * phi4
        let meridian = 1.007226 + 0.015085 * phi2 - 0.044475 * phi4 * phi2 + 0.028874 * phi8 - 0.005916 * phi8 * phi2
        let scale = width / 2 / halfWidth
        return Point(x: width / 2 + lambda * parallel * scale, y: (top - phi * meridian) * scale)
    }

    /// A number as an SVG path writes it, to a tenth of a unit.
    static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        let whole = abs(tenths) / 10
        let rest = abs(tenths) % 10
        return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : "." + String(rest))
    }

    /// A line through points as path data.
    static func path(_ points: [Point], isClosed: Bool) -> String {
        var result = ""
        var last = ""
        for (index, point) in points.enumerated() {
            let place = text(point.x) + " " + text(point.y)
            if place == last { continue }
            result += (index == 0 ? "M" : "L") + place
            last = place
        }
        return isClosed && !result.isEmpty ? result + "Z" : result
    }
}

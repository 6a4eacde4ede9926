import Foundation

/// The shortest way between two places on the globe, as lines of the map.
///
/// Points are interpolated along the great circle (E. Williams, "Aviation Formulary", "Intermediate points"). Where the
/// way crosses the 180th meridian it is cut in two, each half ending at its edge of the map.
enum GreatCircle {
    /// A place in degrees north and east.
    struct Place: Hashable, Sendable {
        var latitude: Double
        var longitude: Double
    }

    /// The central angle between two places, in radians (haversine formula).
    static func angle(_ a: Place, _ b: Place) -> Double {
        let first = radians(a)
        let second = radians(b)
        let latitude = sin((second.latitude - first.latitude) / 2)
        let longitude = sin((second.longitude - first.longitude) / 2)
        let square = latitude * latitude + cos(first.latitude) * cos(second.latitude) * longitude * longitude
        return 2 * asin(min(1, square.squareRoot()))
    }

    /// Points from `a` to `b`, both included, about two degrees apart, cut at the 180th meridian.
    ///
    /// Antipodes have no shortest way, and two equal places need none: both give one straight line.
    static func lines(from a: Place, to b: Place) -> [[Place]] {
        let angle = angle(a, b)
        let sine = sin(angle)
        guard sine > 1e-9 else { return cut([a, b]) }
        let steps = max(2, Int((angle * 180 / .pi / 2).rounded(.up)))
        let first = radians(a)
        let second = radians(b)
        var places = [a]
        for step in 1..<steps {
            let fraction = Double(step) / Double(steps)
            let weightA = sin((1 - fraction) * angle) / sine
            let weightB = sin(fraction * angle) / sine
            let x =
                weightA * cos(first.latitude) * cos(first.longitude)
                + weightB * cos(second.latitude) * cos(second.longitude)
            let y =
                weightA * cos(first.latitude) * sin(first.longitude)
                + weightB * cos(second.latitude) * sin(second.longitude)
            let z = weightA * sin(first.latitude) + weightB * sin(second.latitude)
            places.append(
                Place(
                    latitude: atan2(z, (x * x + y * y).squareRoot()) * 180 / .pi, longitude: atan2(y, x) * 180 / .pi))
        }
        places.append(b)
        return cut(places)
    }

    /// Cuts where neighbours lie on two sides of the 180th meridian.
    private static func cut(_ places: [Place]) -> [[Place]] {
        var lines: [[Place]] = []
        var line: [Place] = []
        for place in places {
            if let last = line.last, abs(place.longitude - last.longitude) > 180 {
                let edge: Double = last.longitude > 0 ? 180 : -180
                // The next place as if the map went on beyond its edge.
                let beyond = place.longitude + 2 * edge
                let fraction = beyond == last.longitude ? 0 : (edge - last.longitude) / (beyond - last.longitude)
                let latitude = last.latitude + (place.latitude - last.latitude) * fraction
                line.append(Place(latitude: latitude, longitude: edge))
                lines.append(line)
                line = [Place(latitude: latitude, longitude: -edge)]
            }
            line.append(place)
        }
        lines.append(line)
        return lines
    }

    private static func radians(_ place: Place) -> Place {
        Place(latitude: place.latitude * .pi / 180, longitude: place.longitude * .pi / 180)
    }
}

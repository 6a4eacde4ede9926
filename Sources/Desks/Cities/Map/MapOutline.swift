import SQLStore

/// A coast or a border as path data of the map, from Natural Earth at 1:110 million (public domain).
struct MapOutline: Sendable, Hashable {
    enum Layer: String, Sendable, SQLBindable, SQLReadable {
        /// A closed ring.
        case land
        /// A line.
        case border
    }

    let layer: Layer
    let path: String

    init(layer: Layer, path: String) {
        self.layer = layer
        self.path = path
    }

    /// - Parameter points: `longitude,latitude` in tenths of a degree, blanks between.
    init(_ layer: Layer, points: String) {
        let places = points.split(separator: " ").compactMap { pair -> Projection.Point? in
            let parts = pair.split(separator: ",").compactMap { Double($0) }
            guard parts.count == 2 else { return nil }
            return Projection.point(latitude: parts[1] / 10, longitude: parts[0] / 10)
        }
        self.init(layer: layer, path: Projection.path(places, isClosed: layer == .land))
    }
}

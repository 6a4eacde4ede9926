import SQLStore

/// A drawing of the office's ties: land, arcs from the own city, points and their names.
///
/// All of it is values for a template; widths and places are attributes of SVG, and nothing needs a style or a script.
public struct TieMap: Sendable {
    /// One end of a tie.
    public struct Place: Sendable, Hashable {
        /// Where the point leads to.
        public var href: String
        public var label: String
        /// Degrees north.
        public var latitude: Double
        /// Degrees east.
        public var longitude: Double
        /// Whether the tie operates.
        public var isLive: Bool
        /// What is said of the tie to who points at it or hears it.
        public var title: String

        public init(
            href: String, label: String, latitude: Double, longitude: Double, isLive: Bool, title: String
        ) {
            self.href = href
            self.label = label
            self.latitude = latitude
            self.longitude = longitude
            self.isLive = isLive
            self.title = title
        }
    }

    public struct Arc: Sendable {
        public let d: String
        public let isLive: Bool
        public let title: String
    }

    public struct Point: Sendable {
        public let x: String
        public let y: String
        public let href: String
        public let title: String
        /// Whether it is the office's own city.
        public let isHome: Bool
        /// nil where there is no room for a name; the table beside the map has them all.
        public let name: Name?
    }

    /// A name beside its point.
    public struct Name: Sendable {
        public let label: String
        public let x: String
        public let y: String
        /// SVG's `text-anchor`, counted from left to right in both languages.
        public let anchor: String
    }

    public let width = Projection.text(Projection.width)
    public let height = Projection.text(Projection.height)
    /// Path data of all land.
    public let land: String
    /// Path data of all borders, as they are held in fact.
    public let borders: String
    public let arcs: [Arc]
    public let points: [Point]
    /// In which tenth of the width the own city lies, 1…9, from left to right; nil without one.
    public let homeTenth: Int?

    /// - Parameters:
    ///   - outlines: coasts and borders, projected.
    ///   - home: the office's own city; nil when it has no place, and then no arc is drawn.
    ///   - ties: the other ends. Those that operate get their names first, then in the order given.
    init(outlines: [MapOutline], home: Place?, ties: [Place]) {
        land = outlines.filter { $0.layer == .land }.map(\.path).joined()
        borders = outlines.filter { $0.layer == .border }.map(\.path).joined()
        // Live ties are drawn last, so that they lie on top.
        let drawn = ties.filter { !$0.isLive } + ties.filter(\.isLive)
        if let home {
            let start = GreatCircle.Place(latitude: home.latitude, longitude: home.longitude)
            arcs = drawn.map { tie in
                let end = GreatCircle.Place(latitude: tie.latitude, longitude: tie.longitude)
                let lines = GreatCircle.lines(from: start, to: end).map { line in
                    Projection.path(
                        line.map { Projection.point(latitude: $0.latitude, longitude: $0.longitude) }, isClosed: false)
                }
                return Arc(d: lines.joined(), isLive: tie.isLive, title: tie.title)
            }
        } else {
            arcs = []
        }
        let places = (home.map { [$0] } ?? []) + ties.filter(\.isLive) + ties.filter { !$0.isLive }
        let spots = places.map { Projection.point(latitude: $0.latitude, longitude: $0.longitude) }
        homeTenth = home == nil ? nil : min(9, max(1, Int((spots[0].x / Projection.width * 10).rounded())))
        let names = MapLabels.place(
            places.indices.map { index in
                MapLabels.Wish(
                    text: places[index].label, point: spots[index], isNeeded: home != nil && index == 0)
            })
        points = places.indices.map { index in
            let name = names[index].map { spot in
                Name(
                    label: places[index].label, x: Projection.text(spot.x), y: Projection.text(spot.y),
                    anchor: spot.anchor.rawValue)
            }
            return Point(
                x: Projection.text(spots[index].x), y: Projection.text(spots[index].y), href: places[index].href,
                title: places[index].title, isHome: home != nil && index == 0, name: name)
        }
    }

    /// Draws with the outlines that set-up has stored.
    public static func draw(home: Place?, ties: [Place], on connection: any SQLConnection) throws -> TieMap {
        let outlines = try connection.rows("SELECT layer, path FROM map_outline ORDER BY number").map { row in
            MapOutline(layer: try row["layer"], path: try row["path"])
        }
        return TieMap(outlines: outlines, home: home, ties: ties)
    }
}

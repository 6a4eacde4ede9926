import Foundation

/// The outline of one country as path data of the map, from Natural Earth's 1:110m countries (public domain).
struct CountryOutline: Sendable, Hashable {
    /// ISO 3166-1 alpha-2; nil for the few areas without a code.
    let country: String?
    let path: String

    private struct Collection: Decodable {
        let features: [Feature]
    }

    private struct Feature: Decodable {
        struct Properties: Decodable {
            let iso2: String?
        }

        struct Geometry: Decodable {
            let polygons: [[[[Double]]]]

            private enum Key: CodingKey {
                case type, coordinates
            }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                let type = try container.decode(String.self, forKey: .type)
                polygons =
                    type == "Polygon"
                    ? [try container.decode([[[Double]]].self, forKey: .coordinates)]
                    : try container.decode([[[[Double]]]].self, forKey: .coordinates)
            }
        }

        let properties: Properties
        let geometry: Geometry
    }

    /// Reads a GeoJSON file and projects it.
    ///
    /// - Throws: ``ReferenceError/damaged(_:reason:)``.
    static func read(_ file: ReferenceFile) throws(ReferenceError) -> [CountryOutline] {
        let collection: Collection
        do {
            collection = try JSONDecoder().decode(Collection.self, from: Data(file.content))
        } catch {
            throw .damaged(file.name, reason: "it is not a GeoJSON of polygons")
        }
        return collection.features.map { feature in
            let code = feature.properties.iso2.flatMap { $0.count == 2 ? $0 : nil }
            let paths = feature.geometry.polygons.joined().map { ring in
                let points = ring.compactMap { pair -> Projection.Point? in
                    guard pair.count >= 2 else { return nil }
                    return Projection.point(latitude: pair[1], longitude: pair[0])
                }
                return Projection.path(points, isClosed: true)
            }
            return CountryOutline(country: code, path: paths.joined())
        }
    }
}

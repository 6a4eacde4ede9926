import Foundation
import Testing

@testable import Cities

@Suite("The map of ties") struct TieMapTests {
    typealias Place = GreatCircle.Place

    static let tehran = Place(latitude: 35.6944, longitude: 51.4215)
    static let losAngeles = Place(latitude: 34.05, longitude: -118.24)
    static let tokyo = Place(latitude: 35.69, longitude: 139.69)
    static let auckland = Place(latitude: -36.85, longitude: 174.76)
    static let ends = [
        tehran, losAngeles, tokyo, auckland, Place(latitude: 0, longitude: 0), Place(latitude: 78, longitude: -179),
    ]

    @Test("an arc starts at one city, ends at the other, and never leaps over the map")
    func ends() {
        for a in Self.ends {
            for b in Self.ends where a != b {
                let lines = GreatCircle.lines(from: a, to: b)
                #expect(lines.first?.first == a)
                #expect(lines.last?.last == b)
                for line in lines {
                    for (left, right) in zip(line, line.dropFirst()) {
                        #expect(abs(left.longitude - right.longitude) <= 180)
                    }
                }
                for (left, right) in zip(lines, lines.dropFirst()) {
                    #expect(abs(left.last?.longitude ?? 0) == 180)
                    #expect(right.first?.longitude == -(left.last?.longitude ?? 0))
                    #expect(right.first?.latitude == left.last?.latitude)
                }
            }
        }
    }

    @Test("the way from Tokyo to Los Angeles is cut at the 180th meridian, the way from Tehran to Tokyo is not")
    func antimeridian() {
        #expect(GreatCircle.lines(from: Self.tokyo, to: Self.losAngeles).count == 2)
        #expect(GreatCircle.lines(from: Self.losAngeles, to: Self.tokyo).count == 2)
        #expect(GreatCircle.lines(from: Self.tehran, to: Self.tokyo).count == 1)
    }

    @Test("every point of an arc lies on the shortest way")
    func shortest() {
        let whole = GreatCircle.angle(Self.tehran, Self.losAngeles)
        for place in GreatCircle.lines(from: Self.tehran, to: Self.losAngeles).joined() where abs(place.longitude) < 180
        {
            let around = GreatCircle.angle(Self.tehran, place) + GreatCircle.angle(place, Self.losAngeles)
            #expect(abs(around - whole) < 1e-6)
        }
        // Known distance, 12,200 km on a sphere of 6,371 km.
        #expect(abs(whole * 6371 - 12_200) < 60)
    }

    @Test("the projection agrees with its published scale: the equator is 2 × 0.8707 π long, poles are 0.5 of it")
    func projection() {
        let west = Projection.point(latitude: 0, longitude: -180)
        let east = Projection.point(latitude: 0, longitude: 180)
        #expect(abs(west.x) < 1e-9 && abs(east.x - Projection.width) < 1e-9)
        let pole = Projection.point(latitude: 90, longitude: 180).x - Projection.point(latitude: 90, longitude: -180).x
        #expect(abs(pole / Projection.width - 0.55) < 0.06)
        let north = Projection.point(latitude: 60, longitude: 0)
        let south = Projection.point(latitude: -54, longitude: 0)
        #expect(north.y > 0 && south.y < Projection.height && north.y < south.y)
        for latitude in stride(from: -50.0, through: 80, by: 5) {
            let here = Projection.point(latitude: latitude, longitude: 30)
            let mirror = Projection.point(latitude: latitude, longitude: -30)
            #expect(abs(here.x + mirror.x - Projection.width) < 1e-9)
        }
    }

    @Test("numbers of a path are short and have their sign")
    func numbers() {
        #expect(Projection.text(12.34) == "12.3")
        #expect(Projection.text(-0.26) == "-0.3")
        #expect(Projection.text(7) == "7")
        #expect(Projection.text(-0.01) == "0")
    }

    @Test("names never lie over one another nor over a point, and stay on the map")
    func labels() {
        var wishes: [MapLabels.Wish] = []
        for index in 0..<80 {
            let point = Projection.Point(
                x: Double((200 + index * 137) % Int(Projection.width)),
                y: Double((100 + index * 61) % Int(Projection.height)))
            wishes.append(MapLabels.Wish(text: index.isMultiple(of: 2) ? "تهران بزرگ" : "Buenos Aires", point: point))
        }
        let spots = MapLabels.place(wishes)
        let boxes = spots.compactMap { $0?.box }
        #expect(boxes.count > 30)
        for (index, box) in boxes.enumerated() {
            #expect(box.isInside)
            #expect(!boxes[(index + 1)...].contains { $0.meets(box) })
        }
        #expect(spots[0] != nil, "the first comes first")
    }

    @Test("a drawing has an arc and a point for each tie, the live ones on top")
    func drawing() {
        func place(_ label: String, _ place: Place, live: Bool) -> TieMap.Place {
            TieMap.Place(
                href: "/cities/1", label: label, latitude: place.latitude, longitude: place.longitude, isLive: live,
                title: label)
        }
        let ties = [place("Tokyo", Self.tokyo, live: true), place("LA", Self.losAngeles, live: false)]
        let map = TieMap(
            outlines: [MapOutline(.land, points: "0,0 100,0 100,100 0,0"), MapOutline(.border, points: "0,0 10,10")],
            home: place("Tehran", Self.tehran, live: false), ties: ties)
        #expect(map.arcs.map(\.isLive) == [false, true])
        #expect(map.points.count == 3)
        #expect(map.land.hasSuffix("Z") && !map.borders.hasSuffix("Z"))
        #expect(map.points.allSatisfy { $0.name != nil })
        let start = Projection.point(latitude: Self.tehran.latitude, longitude: Self.tehran.longitude)
        #expect(map.arcs.allSatisfy { $0.d.hasPrefix("M\(Projection.text(start.x)) \(Projection.text(start.y))") })
        let lone = TieMap(outlines: [], home: nil, ties: ties)
        #expect(lone.arcs.isEmpty && lone.points.count == 2)
    }
}

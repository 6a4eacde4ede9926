/// What a person recognises a browser by, out of the long line that it introduces itself with.
enum DeviceName {
    /// Browsers name others that they resemble, so the more particular stand first.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
    ]
    private static let systems = [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]

    /// "Firefox · Windows"; the line itself when nothing in it is known.
    static func of(_ userAgent: String) -> String {
        func named(_ known: [(sign: String, name: String)]) -> String? {
            known.first { userAgent.contains($0.sign) }?.name
        }
        let names = [named(browsers), named(systems)].compactMap { $0 }
        return names.isEmpty ? userAgent : names.joined(separator: " · ")
    }
}

import Testing

@testable import OfficeKit

@Suite("Names of devices")
struct DeviceNameTests {
    @Test(
        "a browser is told from those that it claims to be like",
        arguments: [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
                    + "Safari/537.36 Edg/140.0.0.0", "Edge · Windows"
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile "
                    + "Safari/537.36", "Chrome · Android"
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                    + "Version/18.5 Mobile/15E148 Safari/604.1", "Safari · iPhone"
            ),
            ("curl/7.88.1", "curl"), ("Test", "Test"),
        ])
    func told(userAgent: String, name: String) {
        #expect(DeviceName.of(userAgent) == name)
    }
}

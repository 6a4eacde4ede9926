import ArgumentParser
import Foundation
import Hummingbird
import Logging
import OfficeKit
import SQLStore
import ServiceLifecycle

/// `payvand serve`: serves the office's pages and its API until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve the office.")

    @OptionGroup var database: DatabaseOption
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on.") var port = 8080
    @Option(help: "The folder of fonts that set-up made.") var assets: String?
    @Flag(help: "The server is reached by https alone, so cookies are for https alone.") var secure = false
    @Flag(help: "Answer /hello, the yardstick of the benchmarks.") var hello = false

    func run() async throws {
        let office = try await database.open()
        do {
            let server = try await Composition.server(
                of: office, assets: assets.map { URL(filePath: $0, directoryHint: .isDirectory) }, isSecure: secure,
                hasHello: hello)
            let address = "http://\(host):\(port)"
            var logger = Logger(label: "payvand.server")
            logger.logLevel = .warning
            let application = Application(
                responder: server.responder(),
                configuration: ApplicationConfiguration(
                    address: .hostname(host, port: port), serverName: nil),
                onServerRunning: { _ in
                    say("Payvand serves the office at \(address)")
                    say("Press Control-C to stop.")
                },
                logger: logger)
            try await application.runService()
            await office.store.close()
        } catch {
            await office.store.close()
            throw error
        }
    }
}

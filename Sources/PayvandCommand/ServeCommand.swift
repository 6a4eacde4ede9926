import ArgumentParser
import Foundation
import Hummingbird
import Logging
import OfficeKit
import SQLStore
import ServiceLifecycle

/// `payvand serve`: serves the office's pages and its API, sends its letters and cleans up, until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the office.",
        discussion: """
            SIGTERM and SIGINT end it gracefully: what was begun is answered, the job in hand is finished.
            Any number of processes may serve one database.
            """)

    @OptionGroup var database: DatabaseOption
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on.") var port = 8080
    @Option(help: "The folder of fonts that set-up made.") var assets: String?
    @Flag(help: "The server is reached by https alone, so cookies are for https alone.") var secure = false
    @Flag(help: "Answer /hello, the yardstick of the benchmarks.") var hello = false
    @Option(help: "The path of sendmail, msmtp or the like; letters wait without it. (default: $PAYVAND_MAIL_COMMAND)")
    var mailCommand: String?
    @OptionGroup var log: LogOption

    func validate() throws {
        if let command = mail, !FileManager.default.isExecutableFile(atPath: command) {
            throw ValidationError("The mail command cannot be run: \(command)")
        }
    }

    private var mail: String? {
        let named = mailCommand ?? ProcessInfo.processInfo.environment["PAYVAND_MAIL_COMMAND"]
        return named?.isEmpty == true ? nil : named
    }

    func run() async throws {
        log.start()
        let metrics = OfficeMetrics()
        let opened = try await database.open(logger: log.logger("payvand"))
        let office = Office(
            store: MeteredStore(opened.store, metrics: metrics), now: opened.now, logger: opened.logger)
        do {
            let reception = Reception(office: office)
            let server = try Composition.server(
                of: office, reception: reception,
                options: ServerOptions(
                    assets: assets.map { URL(filePath: $0, directoryHint: .isDirectory) }, isSecure: secure,
                    hasHello: hello, metrics: metrics))
            let address = "http://\(host):\(port)"
            var logger = log.logger("payvand.server")
            // What the HTTP library says of itself is of use to its developers alone.
            logger.logLevel = max(logger.logLevel, .warning)
            let application = Application(
                responder: server.responder(),
                configuration: ApplicationConfiguration(
                    address: .hostname(host, port: port), serverName: nil),
                services: try Composition.services(of: reception, mailCommand: mail, metrics: metrics),
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

import Logging

extension Visit {
    /// A page as PDF; why there is none stands in the log with the request's id, for who runs the server.
    ///
    /// - Throws: ``PDFError``.
    public func printed(_ html: String) async throws -> [UInt8] {
        do {
            return try await PDFPrinter.print(html)
        } catch let error as PDFError {
            office.logger.error("\(error)", metadata: ["request": "\(request)"])
            throw error
        }
    }
}

import HTTPTypes
import OfficeKit
import SQLStore

/// An executive document: its page, its files, and the forms by which it goes on.
struct DocumentRoutes: Sendable {
    private static let path = "/agreements/:code/document"

    var routes: [Route] {
        [
            .get(Self.path, for: .read, isKept: true) { visit in
                .page(DocumentPage.page(try await ExecutiveFile.load(visit), visit: visit))
            },
            .get(Self.path + ".docx", for: .read, word),
            .get(Self.path + ".pdf", for: .read, pdf),
            .get(Self.path + "/pass/:gate", for: .editAgreements, form),
            .post(Self.path + "/pass/:gate", for: .editAgreements, save),
            .get(Self.path + "/advance", for: .editAgreements, form),
            .post(Self.path + "/advance", for: .editAgreements, save),
            .get(Self.path + "/return", for: .editAgreements, form),
            .post(Self.path + "/return", for: .editAgreements, save),
        ]
    }

    private static func download(_ bytes: [UInt8], _ type: MediaType, of executive: ExecutiveFile) -> Answer {
        let name = "\(executive.file.registered.code)-executive.\(type.extensions[0])"
        return .bytes(
            bytes, type: type.header, headers: [.contentDisposition: FileName.disposition(name)])
    }

    private func word(_ visit: Visit) async throws -> Answer {
        let executive = try await ExecutiveFile.load(visit)
        let document = ExecutiveText(executive, visit: visit).document()
        return Self.download(try document.word().docx(), .docx, of: executive)
    }

    /// The record is read, and only then is it printed: no transaction waits for Chromium.
    private func pdf(_ visit: Visit) async throws -> Answer {
        let executive = try await ExecutiveFile.load(visit)
        let document = ExecutiveText(executive, visit: visit).document()
        do {
            return Self.download(try await visit.printed(document.html()), .pdf, of: executive)
        } catch let error as PDFError {
            let key = error == .notInstalled ? "document.noChromium" : "document.notPrinted"
            return .seeOther(executive.file.registered.href + "/document", flash: Flash(.warning, key))
        }
    }

    /// What the address is for, as the path stands.
    private static func purpose(_ visit: Visit, _ path: ApprovalPath) throws -> PathForm.Purpose {
        switch visit.path.split(separator: "/").last {
        case "advance": return .advance(path.next ?? path.step.next ?? .inForce)
        case "return": return .giveBack(path.returns)
        default:
            guard let gate = path.rules.gates.first(where: { $0.id == visit.part("gate") }) else {
                throw Refusal.notFound
            }
            return .pass(gate)
        }
    }

    private func form(_ visit: Visit) async throws -> Answer {
        let executive = try await ExecutiveFile.load(visit)
        let path = executive.path
        let purpose = try Self.purpose(visit, path)
        let isPossible =
            switch purpose {
            case .pass(let gate): path.isOpen(gate)
            case .advance: path.next != nil
            case .giveBack(let steps): !steps.isEmpty
            }
        guard isPossible else {
            return .seeOther(
                executive.file.registered.href + "/document", flash: Flash(.info, "path.nothingToRecord"))
        }
        return .page(PathForm.page(purpose, of: executive, visit: visit))
    }

    private func save(_ visit: Visit) async throws -> Answer {
        let executive = try await ExecutiveFile.load(visit)
        let purpose = try Self.purpose(visit, executive.path)
        let registered = executive.file.registered
        return try await attempt(Flash(.success, "path.recorded")) {
            try await visit.createOnce { change in
                let record = try PathForm.record(purpose, from: visit, in: change)
                let count = try ApprovalPath.load(of: registered.agreement.id, on: change.connection).records.count
                // Of two who record at the same moment the second sees what the first did.
                guard visit.form.text("opened") == String(count) else {
                    throw Problem(field: "", key: "path.problem.changed")
                }
                try PathRecord.add(
                    record, to: registered,
                    hasClauses: try ExecutiveFile.hasClauses(
                        registered, on: visit.today, connection: change.connection),
                    on: visit.today, in: change)
                if case .advance(.inForce) = purpose {
                    try ExecutiveFile.keepWording(of: registered, visit: visit, in: change)
                }
                return registered.href + "/document"
            }
        } again: { problems in
            PathForm.page(purpose, of: executive, visit: visit, problems: problems)
        }
    }
}

import DocumentReading
import OfficeKit
import SQLStore

/// Reading a document of an agreement in: the upload, the draft of its split, and its words.
struct ReadingRoutes: Sendable {
    private static let uploadLimit = Attachment.limit + (4 << 20)
    /// A draft's texts, twice over.
    private static let draftLimit = 8 << 20

    var routes: [Route] {
        [
            .get("/agreements/:code/read", for: .editAgreements) { visit in
                let file = try await AgreementFile.load(visit)
                return .page(ReadPage.page(file, readings: try await readings(of: file, visit), visit: visit))
            },
            .post("/agreements/:code/read", for: .editAgreements, bodyLimit: Self.uploadLimit, read),
            .get("/agreements/:code/readings/:id", for: .editAgreements) { visit in
                let (file, document) = try await Self.draft(visit)
                return .page(DraftPage.page(document, in: file, visit: visit))
            },
            .post("/agreements/:code/readings/:id", for: .editAgreements, bodyLimit: Self.draftLimit, work),
            .get("/agreements/:code/readings/:id/text", for: .read) { visit in
                let (file, document) = try await Self.document(visit)
                return .page(SourcePage.page(document, in: file, visit: visit))
            },
        ]
    }

    private func readings(of file: AgreementFile, _ visit: Visit) async throws -> [ReadDocument] {
        let id = file.agreement.id
        return try await visit.read { try ReadDocument.all(of: id, on: $0) }
    }

    private static func document(_ visit: Visit) async throws -> (AgreementFile, ReadDocument) {
        let file = try await AgreementFile.load(visit)
        let id = visit.part("id")
        let agreement = file.agreement.id
        guard let document = try await visit.read({ try ReadDocument.find(id, in: agreement, on: $0) }) else {
            throw Refusal.notFound
        }
        return (file, document)
    }

    private static func draft(_ visit: Visit) async throws -> (AgreementFile, ReadDocument) {
        let (file, document) = try await document(visit)
        guard document.state == .draft else { throw Refusal.notFound }
        return (file, document)
    }

    // MARK: Upload

    private func read(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        return try await attempt(nil) {
            let sent = visit.form.file("file")
            let chosen = file.attachments.first { $0.id == visit.form.text("attachment") }
            let (words, field) = try await Self.words(of: sent, or: chosen, visit: visit)
            let reading = Reading(words)
            let split = ClauseSplit(reading, besides: Set(file.clauses.map(\.number)))
            guard !split.parts.isEmpty else { throw Problem(field: field, key: "reading.problem.noClauses") }
            guard split.parts.count <= DraftForm.limit else {
                throw Problem(
                    field: field, key: "reading.problem.tooMany", arguments: ["limit": visit.shown(DraftForm.limit)])
            }
            let name = chosen?.fileName ?? visit.text.text("reading.pasted")
            let text = reading.source.text
            return try await visit.createOnce { change in
                try ReadDocument.keep(
                    text, named: name, file: sent, attachment: chosen?.id, split: split, of: file.registered,
                    in: change
                ).href(in: file.registered)
            }
        } again: { problems in
            ReadPage.page(file, readings: try await readings(of: file, visit), visit: visit, problems: problems)
        }
    }

    /// What is to be read, and the field that it came by: a file that was sent, one that is here already, or a text.
    private static func words(
        of sent: FormData.File?, or chosen: Attachment?, visit: Visit
    ) async throws -> (String, field: String) {
        var field = "file"
        do {
            if let sent {
                guard sent.bytes.count <= Attachment.limit else { throw AttachmentError.tooLarge }
                return (try await DocumentText.text(of: sent.bytes, named: sent.name), field)
            }
            if let chosen {
                field = "attachment"
                let bytes = try await visit.read { try chosen.content(on: $0) }
                return (try await DocumentText.text(of: bytes, named: chosen.fileName), field)
            }
        } catch let error as DocumentTextError {
            let key =
                switch error {
                case .noCommand: "reading.problem.noCommand"
                case .unsupported: "reading.problem.unsupported"
                case .unreadable: "reading.problem.unreadable"
                case .noText: "reading.problem.noText"
                }
            throw Problem(field: field, key: key)
        }
        let pasted = visit.form.text("paste")
        guard !pasted.isEmpty else { throw Problem(field: field, key: "reading.problem.nothing") }
        return (pasted, "paste")
    }

    // MARK: Draft

    private func work(_ visit: Visit) async throws -> Answer {
        let (file, found) = try await Self.document(visit)
        var document = found
        guard document.state == .draft else {
            // Confirmed twice, by a second click or a second person: the clauses are there.
            return .seeOther(file.registered.href)
        }
        guard let version = Int(visit.form.text("version")) else { throw Refusal.malformed("version") }
        document.version = version
        let order = DraftForm.Order(visit.form.text("do"))
        var split = DraftForm.split(from: visit.form, of: document)
        var place = DraftForm.place(of: order)
        do {
            switch order {
            case .discard:
                let discarded = document
                try await visit.change { try discarded.discard(of: file.registered, in: $0) }
                return .seeOther(file.registered.href + "/read", flash: Flash(.success, "reading.discarded"))
            case .confirm:
                let (confirmed, parts) = (document, split)
                let count = parts.parts.count
                try await visit.change { try confirmed.confirm(parts, of: file.registered, in: $0) }
                return .seeOther(
                    file.registered.href,
                    flash: Flash(.success, "reading.confirmed", ["count": visit.shown(count)]))
            case .merge(let at):
                split.merge(at: at)
                place = max(0, at - 1)
            case .split(let at):
                guard split.split(at: at, in: Source(document.text)) else {
                    throw Problem(field: "fa-\(at + 1)", key: "reading.problem.nothingToSplit")
                }
            case .remove(let at): split.remove(at: at)
            case .save: break
            }
            let (saved, parts) = (document, split)
            try await visit.change { try saved.save(parts, of: file.registered, in: $0) }
            let anchor = place.map { "#part-\(min($0, max(0, parts.parts.count - 1)) + 1)" } ?? ""
            return .seeOther(
                document.href(in: file.registered) + anchor,
                flash: order == .save ? Flash(.success, "reading.saved") : nil)
        } catch let problems as Problems {
            document.split = split
            return .page(DraftPage.page(document, in: file, visit: visit, problems: problems.list))
        } catch let problem as Problem {
            document.split = split
            return .page(DraftPage.page(document, in: file, visit: visit, problems: [problem]))
        }
    }
}

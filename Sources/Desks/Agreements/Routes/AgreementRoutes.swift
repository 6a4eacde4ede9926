import OfficeKit
import SQLStore

/// An agreement's own pages: what it is, its proof, its history, its files, and the forms that register and change it.
struct AgreementRoutes: Sendable {
    let keeper: RegisterKeeper

    /// A file and the form around it.
    private static let uploadLimit = Attachment.limit + (1 << 20)

    var routes: [Route] {
        [
            .get("/agreements/suggest", for: .read, suggest),
            .get("/agreements/new", for: .editAgreements) { visit in
                .page(AgreementForm.newPage(try await AgreementForm.start(visit), visit: visit))
            },
            .post("/agreements/new", for: .editAgreements, register),
            .get("/agreements/:code", for: .read, isKept: true) { visit in
                .page(AgreementPage.page(try await AgreementFile.load(visit), visit: visit))
            },
            .get("/agreements/:code/proof", for: .read, isKept: true, proof),
            .get("/agreements/:code/history", for: .readJournal, isKept: true, history),
            .get("/agreements/:code/edit", for: .editAgreements) { visit in
                let file = try await AgreementFile.load(visit)
                return .page(
                    AgreementForm.editPage(
                        file, visit: visit, revision: try await revision(of: file, visit),
                        named: try await visit.read { try AgreementForm.Named.load(file, on: $0) }))
            },
            .post("/agreements/:code/edit", for: .editAgreements, edit),
            .get("/agreements/:code/start", for: .editAgreements) { visit in
                .page(StartForm.page(try await AgreementFile.load(visit), visit: visit))
            },
            .post("/agreements/:code/start", for: .editAgreements, start),
            .post("/agreements/:code/files", for: .editAgreements, bodyLimit: Self.uploadLimit, upload),
            .get("/agreements/:code/files/:id", for: .read, download),
            .post("/agreements/:code/files/:id/remove", for: .editAgreements, remove),
        ]
    }

    private func suggest(_ visit: Visit) async throws -> Answer {
        struct Item: Encodable {
            let value: String
            let label: String
            let detail: String
        }
        struct Items: Encodable { let items: [Item] }
        let typed = visit.query["q"] ?? ""
        let viewer = visit.viewer
        let today = visit.today
        let register = try await visit.read { try keeper.register(for: viewer, on: today, connection: $0) }
        return try .json(
            Items(
                items: register.matching(typed).prefix(10).map { line in
                    Item(
                        value: line.registered.code, label: line.registered.code,
                        detail: line.registered.agreement.title(in: visit.language) ?? line.title(in: visit.language))
                }))
    }

    private func register(_ visit: Visit) async throws -> Answer {
        try await attempt(Flash(.success, "agreement.registered")) {
            try await visit.createOnce { change in
                let agreement = try AgreementForm.agreement(from: visit, in: change)
                let registered = try Agreement.register(agreement, on: visit.today, in: change)
                try AgreementForm.name(from: visit, for: registered, in: change)
                return registered.href
            }
        } again: { problems in
            AgreementForm.newPage(try await AgreementForm.start(visit), visit: visit, problems: problems)
        }
    }

    private func edit(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        let opened = Int64(visit.form.text("revision"))
        return try await attempt(Flash(.success, "forms.saved")) {
            try await visit.change { change in
                // Asked within the change: of two who save at the same moment the second is told.
                guard try Self.revision(of: file, on: change.connection) == opened else {
                    throw Problem(field: "", key: "forms.errors.conflict")
                }
                let changed = try AgreementForm.agreement(from: visit, changing: file.agreement, in: change)
                let edited = try file.registered.edit(to: changed, on: visit.today, in: change)
                try AgreementForm.name(from: visit, for: edited, in: change)
                return edited.href
            }
        } again: { problems in
            // Only who was told of the other change may save over it.
            let isTold = problems.contains { $0.key == "forms.errors.conflict" }
            let newest = try await revision(of: file, visit)
            return AgreementForm.editPage(
                file, visit: visit, revision: isTold ? newest : opened ?? newest,
                named: try await visit.read { try AgreementForm.Named.load(file, on: $0) }, problems: problems)
        }
    }

    private func revision(of file: AgreementFile, _ visit: Visit) async throws -> Int64 {
        try await visit.read { try Self.revision(of: file, on: $0) }
    }

    /// The number of the journal's last entry about it, which tells whether someone changed it meanwhile.
    private static func revision(of file: AgreementFile, on connection: any SQLConnection) throws -> Int64 {
        let id = file.agreement.id
        return try connection.value(
            "SELECT MAX(number) FROM journal WHERE kind = \(Agreement.kind) AND subject_id = \(id)") ?? 0
    }

    private func start(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        return try await attempt(Flash(.success, "start.done")) {
            try await visit.createOnce { change in try StartForm.make(file, visit: visit, in: change) }
        } again: { problems in
            StartForm.page(file, visit: visit, problems: problems)
        }
    }

    private func proof(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        let viewer = visit.viewer
        let places = try await visit.read { try ProofPage.Places.load(file, viewer: viewer, on: $0) }
        return .page(ProofPage.page(file, places: places, visit: visit))
    }

    private func history(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        let viewer = visit.viewer
        let entries = try await visit.read { connection in
            try Journal.history(of: (Agreement.kind, file.agreement.id), for: viewer, on: connection)
        }
        return .page(
            HistoryPage.page(
                of: entries, label: file.title(in: visit.language),
                breadcrumbs: AgreementPage.crumbs(file, to: visit.text.text("history.title"), visit: visit),
                section: "/agreements", visit: visit, moment: { visit.shown($0) ?? "" },
                day: { visit.dayFormat.text($0) }))
    }

    private func upload(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        return try await attempt(Flash(.success, "agreement.fileAdded")) {
            guard let sent = visit.form.file("file") else {
                throw Problem(field: "file", key: "forms.errors.required")
            }
            return try await visit.createOnce { change in
                _ = try change.attach(
                    sent.bytes, named: sent.name, to: file.registered.subject, secrecy: file.agreement.secrecy)
                return file.registered.href + "#files"
            }
        } again: { problems in
            AgreementPage.page(file, visit: visit, upload: problems.first)
        }
    }

    private func download(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        let id = visit.part("id")
        guard let attachment = file.attachments.first(where: { $0.id == id }) else { throw Refusal.notFound }
        return .download(attachment, try await visit.read { try attachment.content(on: $0) })
    }

    private func remove(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        let id = visit.part("id")
        guard file.attachments.contains(where: { $0.id == id }) else { throw Refusal.notFound }
        try await visit.change { change in
            try change.detach(id, from: file.registered.subject, secrecy: file.agreement.secrecy)
        }
        return .seeOther(file.registered.href + "#files", flash: Flash(.success, "agreement.fileRemoved"))
    }
}

import HTTPTypes
import OfficeKit
import SQLStore

/// Why an agreement sleeps and what is done about it.
struct AutopsyRoutes: Sendable {
    let keeper: RegisterKeeper

    var routes: [Route] {
        [
            .get("/agreements/:code/autopsy", for: .read, isKept: true) { visit in
                let file = try await AgreementFile.load(visit)
                return .page(AutopsyPage.page(file, steps: try await steps(of: file, visit), visit: visit))
            },
            .get("/agreements/:code/autopsy/:cause", for: .editAgreements) { visit in
                let file = try await AgreementFile.load(visit)
                return .page(AutopsyForms.step(try cause(visit, in: file), in: file, visit: visit))
            },
            .post("/agreements/:code/autopsy/:cause", for: .editAgreements, plan),
            .post("/agreements/:code/autopsy/steps/:id/done", for: .editAgreements, finish),
            .get("/agreements/:code/obstacles/new", for: .editAgreements) { visit in
                .page(AutopsyForms.obstacle(in: try await AgreementFile.load(visit), visit: visit))
            },
            .post("/agreements/:code/obstacles/new", for: .editAgreements, addObstacle),
            .post("/agreements/:code/obstacles/:id/lift", for: .editAgreements, lift),
            .get("/agreements/:code/contacts/new", for: .editAgreements) { visit in
                .page(AutopsyForms.contact(in: try await AgreementFile.load(visit), visit: visit))
            },
            .post("/agreements/:code/contacts/new", for: .editAgreements, addContact),
            .get("/agreements/:code/letters/:cause", for: .editAgreements, letter),
            .get("/work/steps", for: .read, learned),
        ]
    }

    private func steps(of file: AgreementFile, _ visit: Visit) async throws -> [WakeStep] {
        let id = file.agreement.id
        return try await visit.read { try WakeStep.all(of: id, on: $0)[id] ?? [] }
    }

    /// The cause of the address, if the agreement sleeps for it.
    private func cause(_ visit: Visit, in file: AgreementFile) throws -> Dormancy {
        guard let found = file.causes.first(where: { $0.cause.rawValue == visit.part("cause") }) else {
            throw Refusal.notFound
        }
        return found
    }

    private func plan(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        let dormancy = try cause(visit, in: file)
        let path = file.registered.href + "/autopsy"
        return try await attempt(Flash(.success, "autopsy.planned")) {
            try await visit.createOnce { change in
                var reader = AutopsyForms.Reader(visit)
                let due = reader.needed("due", reader.day("due"))
                guard let due, reader.problems.isEmpty else { throw Problems(reader.problems) }
                try WakeStep.plan(
                    WakeStep(
                        id: Identifier.make(at: change.at), cause: dormancy.cause, due: due,
                        note: visit.form.text("note"), before: file.proof.stage.value),
                    for: file.registered, on: visit.today, in: change)
                return path
            }
        } again: { problems in
            AutopsyForms.step(dormancy, in: file, visit: visit, problems: problems)
        }
    }

    private func finish(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        guard let step = try await steps(of: file, visit).first(where: { $0.id == visit.part("id") }) else {
            throw Refusal.notFound
        }
        let today = visit.today
        try await visit.change { change in
            try step.finish(file.registered, at: file.proof.stage.value, on: today, in: change)
        }
        return .seeOther(file.registered.href + "/autopsy#steps", flash: Flash(.success, "autopsy.done"))
    }

    private func addObstacle(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        return try await attempt(Flash(.success, "autopsy.obstacleAdded")) {
            try await visit.createOnce { change in
                var reader = AutopsyForms.Reader(visit)
                let kind = reader.needed("kind", Obstacle.Kind(rawValue: visit.form.text("kind")))
                let since = reader.needed("since", reader.date("since"))
                let until = reader.day("until")
                let source = visit.form.text("source")
                if source.isEmpty { _ = reader.needed("source", nil as String?) }
                guard let kind, let since, reader.problems.isEmpty else { throw Problems(reader.problems) }
                try Obstacle.add(
                    Obstacle(
                        id: Identifier.make(at: change.at), kind: kind, since: since, source: source,
                        note: visit.form.text("note"), until: until),
                    to: file.registered, on: visit.today, in: change)
                return file.registered.href + "/autopsy"
            }
        } again: { problems in
            AutopsyForms.obstacle(in: file, visit: visit, problems: problems)
        }
    }

    private func lift(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        guard let obstacle = file.around.obstacles.first(where: { $0.id == visit.part("id") }) else {
            throw Refusal.notFound
        }
        let today = visit.today
        try await visit.change { change in try obstacle.lift(of: file.registered, on: today, in: change) }
        return .seeOther(file.registered.href + "/autopsy", flash: Flash(.success, "autopsy.obstacleLifted"))
    }

    private func addContact(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        return try await attempt(Flash(.success, "autopsy.contactAdded")) {
            try await visit.createOnce { change in
                var reader = AutopsyForms.Reader(visit)
                let day = reader.needed("day", reader.day("day"))
                let direction = reader.needed(
                    "direction", PartnerContact.Direction(rawValue: visit.form.text("direction")))
                let channel = reader.needed("channel", PartnerContact.Channel(rawValue: visit.form.text("channel")))
                guard let day, let direction, let channel, reader.problems.isEmpty else {
                    throw Problems(reader.problems)
                }
                try PartnerContact.add(
                    PartnerContact(
                        id: Identifier.make(at: change.at), day: day, direction: direction, channel: channel,
                        note: visit.form.text("note")),
                    to: file.registered, on: visit.today, in: change)
                return file.registered.href + "/autopsy"
            }
        } again: { problems in
            AutopsyForms.contact(in: file, visit: visit, problems: problems)
        }
    }

    private func letter(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        let dormancy = try cause(visit, in: file)
        let language = visit.query["lang"].flatMap(Language.init(rawValue:)) ?? visit.language
        let letter = WakeLetter(for: dormancy, of: file, in: language, visit: visit)
        let name = "\(file.registered.code)-\(dormancy.cause.rawValue)-\(language.rawValue).docx"
        return .bytes(
            try letter.document.docx(), type: MediaType.docx.header,
            headers: [.contentDisposition: FileName.disposition(name)])
    }

    /// Which steps have woken agreements, over all that the visitor may see.
    private func learned(_ visit: Visit) async throws -> Answer {
        let today = visit.today
        let viewer = visit.viewer
        let outcomes = try await visit.read { connection in
            let all = try WakeStep.all(on: connection)
            let register = try keeper.register(for: viewer, on: today, connection: connection)
            let seen = register.lines.map(\.registered).filter { all[$0.agreement.id] != nil }
            let limits = try SilenceLimits.load(on: connection)
            let records = try RecordStore.records(of: seen, on: connection)
            return records.flatMap { id, record in
                (all[id] ?? []).map { step in
                    (step.cause, step.outcome(on: today) { Stage.of(record, on: $0, limits: limits).value })
                }
            }
        }
        return .page(LearnedPage.page(WakeRecord.all(of: outcomes), visit: visit))
    }
}

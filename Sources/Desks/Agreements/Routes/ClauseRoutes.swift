import OfficeKit
import SQLStore

/// The forms of clauses and of the actions under them.
struct ClauseRoutes: Sendable {
    var routes: [Route] {
        [
            .get("/agreements/:code/clauses/new", for: .editAgreements) { visit in
                let file = try await AgreementFile.load(visit)
                return .page(ClauseForm.newPage(in: file, number: file.nextClauseNumber, visit: visit))
            },
            .post("/agreements/:code/clauses/new", for: .editAgreements, add),
            .get("/agreements/:code/clauses/:number/edit", for: .editAgreements) { visit in
                let (file, clause) = try await Self.load(visit)
                return .page(ClauseForm.editPage(clause, in: file, visit: visit))
            },
            .post("/agreements/:code/clauses/:number/edit", for: .editAgreements, edit),
            .post("/agreements/:code/clauses/:number/withdraw", for: .editAgreements) { visit in
                try await turn(visit, to: visit.today, flash: "clause.withdrawnDone")
            },
            .post("/agreements/:code/clauses/:number/restore", for: .editAgreements) { visit in
                try await turn(visit, to: nil, flash: "clause.restoredDone")
            },
            .get("/agreements/:code/clauses/:number/actions/new", for: .editAgreements) { visit in
                let (file, clause) = try await Self.load(visit)
                return .page(ActionForm.newPage(under: clause, in: file, visit: visit))
            },
            .post("/agreements/:code/clauses/:number/actions/new", for: .editAgreements, addAction),
            .get("/agreements/:code/clauses/:number/actions/:id", for: .editAgreements) { visit in
                let (file, clause) = try await Self.load(visit)
                return .page(
                    ActionForm.editPage(
                        try Self.action(visit, clause, in: file), under: clause, in: file, visit: visit))
            },
            .post("/agreements/:code/clauses/:number/actions/:id", for: .editAgreements, editAction),
        ]
    }

    /// The agreement and the clause of the address.
    static func load(_ visit: Visit) async throws -> (AgreementFile, Clause) {
        let file = try await AgreementFile.load(visit)
        guard let clause = file.clauses.first(where: { String($0.number) == visit.part("number") }) else {
            throw Refusal.notFound
        }
        return (file, clause)
    }

    private static func action(_ visit: Visit, _ clause: Clause, in file: AgreementFile) throws -> Action {
        guard let action = (file.actions[clause.id] ?? []).first(where: { $0.id == visit.part("id") }) else {
            throw Refusal.notFound
        }
        return action
    }

    private func add(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        return try await attempt(Flash(.success, "clause.added")) {
            try await visit.createOnce { change in
                let clause = try ClauseForm.clause(from: visit, in: file, in: change)
                return try RegisteredClause.add(clause, to: file.registered, in: change).href
            }
        } again: { problems in
            ClauseForm.newPage(in: file, number: file.nextClauseNumber, visit: visit, problems: problems)
        }
    }

    private func edit(_ visit: Visit) async throws -> Answer {
        let (file, clause) = try await Self.load(visit)
        return try await attempt(Flash(.success, "forms.saved")) {
            try await visit.change { change in
                let changed = try ClauseForm.clause(from: visit, in: file, changing: clause, in: change)
                return try RegisteredClause(agreement: file.registered, clause: clause).edit(to: changed, in: change)
                    .href
            }
        } again: { problems in
            ClauseForm.editPage(clause, in: file, visit: visit, problems: problems)
        }
    }

    private func turn(_ visit: Visit, to withdrawn: Day?, flash: String) async throws -> Answer {
        let (file, clause) = try await Self.load(visit)
        let registered = RegisteredClause(agreement: file.registered, clause: clause)
        try await visit.change { change in
            var changed = clause
            changed.withdrawn = withdrawn
            try registered.edit(to: changed, in: change)
        }
        return .seeOther(registered.href, flash: Flash(.success, flash))
    }

    private func addAction(_ visit: Visit) async throws -> Answer {
        let (file, clause) = try await Self.load(visit)
        let registered = RegisteredClause(agreement: file.registered, clause: clause)
        return try await attempt(Flash(.success, "action.added")) {
            try await visit.createOnce { change in
                let action = try ActionForm.action(from: visit, under: clause, city: file.ownCity, in: change)
                let added = try Action.add(action, under: registered, on: visit.today, in: change)
                try RecurrenceFields.keep(from: visit, of: added, under: registered, in: change)
                return registered.href
            }
        } again: { problems in
            ActionForm.newPage(under: clause, in: file, visit: visit, problems: problems)
        }
    }

    private func editAction(_ visit: Visit) async throws -> Answer {
        let (file, clause) = try await Self.load(visit)
        let action = try Self.action(visit, clause, in: file)
        let registered = RegisteredClause(agreement: file.registered, clause: clause)
        return try await attempt(Flash(.success, "forms.saved")) {
            try await visit.change { change in
                let changed = try ActionForm.action(
                    from: visit, under: clause, changing: action, city: file.ownCity, in: change)
                try action.edit(to: changed, under: registered, on: visit.today, in: change)
                try RecurrenceFields.keep(from: visit, of: changed, was: action, under: registered, in: change)
                return registered.href
            }
        } again: { problems in
            ActionForm.editPage(action, under: clause, in: file, visit: visit, problems: problems)
        }
    }
}

extension AgreementFile {
    /// The number that the next clause gets unless another is chosen.
    var nextClauseNumber: Int { (clauses.map(\.number).max() ?? 0) + 1 }

    /// Our city.
    var ownCity: Int64? { agreement.parties.first { $0.side == .ours }?.city }
}

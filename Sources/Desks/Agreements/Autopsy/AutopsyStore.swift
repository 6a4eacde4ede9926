import OfficeKit
import PersianText
import SQLStore

extension AgreementMigrations {
    /// What stands in the way, who was in contact, and which steps were taken to wake an agreement.
    static let autopsy = SchemaMigration(
        id: "agreements-030-autopsy",
        statements: """
            CREATE TABLE obstacle (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                kind TEXT NOT NULL,
                since TEXT NOT NULL,
                source TEXT NOT NULL,
                note TEXT,
                until_day TEXT,
                lifted TEXT
            );
            CREATE INDEX obstacle_agreement ON obstacle (agreement_id);
            CREATE TABLE partner_contact (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                dated TEXT NOT NULL,
                direction TEXT NOT NULL,
                channel TEXT NOT NULL,
                note TEXT
            );
            CREATE INDEX partner_contact_agreement ON partner_contact (agreement_id);
            CREATE TABLE wake_step (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                cause TEXT NOT NULL,
                due TEXT NOT NULL,
                done TEXT,
                note TEXT,
                stage_before TEXT NOT NULL
            );
            CREATE INDEX wake_step_agreement ON wake_step (agreement_id);
            """)
}

/// Cleaned free text, none for an empty one.
private func cleaned(_ text: String?) -> String? {
    let text = PersianText.clean(text ?? "", persianLetters: false, isSingleLine: false)
    return text.isEmpty ? nil : text
}

extension Obstacle {
    /// The record's kind in the journal.
    public static let recordKind = "obstacle"

    static func all(of agreements: [String], on connection: any SQLConnection) throws -> [String: [Obstacle]] {
        var found: [String: [Obstacle]] = [:]
        try connection.forEachRow(
            """
            SELECT agreement_id, id, kind, since, source, note, until_day, lifted FROM obstacle
            WHERE agreement_id IN \(list: agreements) ORDER BY id
            """
        ) { row in
            // A kind that a later version wrote is not ours to judge by.
            guard let kind = Kind(rawValue: try row[2]) else { return }
            found[try row[0], default: []].append(
                Obstacle(
                    id: try row[1], kind: kind, since: try row[3], source: try row[4], note: try row[5],
                    until: try row[6], lifted: try row[7]))
        }
        return found
    }

    /// Records what stands in the way of an agreement.
    ///
    /// - Throws: ``Problems``.
    static func add(
        _ obstacle: Obstacle, to agreement: RegisteredAgreement, on today: Day, in change: Change
    ) throws {
        var obstacle = obstacle
        obstacle.source = cleaned(obstacle.source) ?? ""
        obstacle.note = cleaned(obstacle.note)
        let problems = obstacle.problems(on: today)
        guard problems.isEmpty else { throw Problems(problems) }
        try change.connection.execute(
            """
            INSERT INTO obstacle (id, agreement_id, kind, since, source, note, until_day, lifted)
            VALUES (\(obstacle.id), \(agreement.agreement.id), \(obstacle.kind.rawValue), \(obstacle.since),
                \(obstacle.source), \(obstacle.note.sqlValue), \(obstacle.until.sqlValue), \(obstacle.lifted.sqlValue))
            """)
        try change.record(
            "journal.obstacle.added", obstacle.subject, under: agreement.subject,
            secrecy: agreement.agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange("autopsy.field.kind", .key, from: nil, to: obstacle.kind.key),
                FieldChange("autopsy.field.since", .day, from: nil, to: obstacle.since.iso),
                FieldChange("autopsy.field.source", from: nil, to: obstacle.source),
                FieldChange("autopsy.field.note", from: nil, to: obstacle.note),
                FieldChange("autopsy.field.until", .day, from: nil, to: obstacle.until?.iso)))
    }

    /// Says that it stands in the way no more.
    func lift(of agreement: RegisteredAgreement, on today: Day, in change: Change) throws {
        guard lifted == nil else { return change.nothingChanged() }
        try change.connection.execute("UPDATE obstacle SET lifted = \(today) WHERE id = \(id)")
        try change.record(
            "journal.obstacle.lifted", subject, under: agreement.subject, secrecy: agreement.agreement.secrecy,
            changes: FieldChange.differences(FieldChange("autopsy.field.lifted", .day, from: nil, to: today.iso)))
    }

    private var subject: Subject { Subject(kind: Obstacle.recordKind, id: id, label: source.shortened(to: 80)) }
}

extension PartnerContact {
    /// The record's kind in the journal.
    public static let recordKind = "contact"

    static func all(of agreements: [String], on connection: any SQLConnection) throws -> [String: [PartnerContact]] {
        var found: [String: [PartnerContact]] = [:]
        try connection.forEachRow(
            """
            SELECT agreement_id, id, dated, direction, channel, note FROM partner_contact
            WHERE agreement_id IN \(list: agreements) ORDER BY dated DESC, id DESC
            """
        ) { row in
            found[try row[0], default: []].append(
                PartnerContact(
                    id: try row[1], day: try row[2], direction: Direction(rawValue: try row[3]) ?? .ours,
                    channel: Channel(rawValue: try row[4]) ?? .other, note: try row[5]))
        }
        return found
    }

    /// Records a contact about an agreement.
    ///
    /// - Throws: ``Problems``.
    static func add(
        _ contact: PartnerContact, to agreement: RegisteredAgreement, on today: Day, in change: Change
    ) throws {
        var contact = contact
        contact.note = cleaned(contact.note)
        let problems = contact.problems(on: today)
        guard problems.isEmpty else { throw Problems(problems) }
        try change.connection.execute(
            """
            INSERT INTO partner_contact (id, agreement_id, dated, direction, channel, note)
            VALUES (\(contact.id), \(agreement.agreement.id), \(contact.day), \(contact.direction.rawValue),
                \(contact.channel.rawValue), \(contact.note.sqlValue))
            """)
        try change.record(
            "journal.contact.added",
            Subject(kind: PartnerContact.recordKind, id: contact.id, label: contact.note?.shortened(to: 80) ?? ""),
            under: agreement.subject, secrecy: agreement.agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange("autopsy.field.day", .day, from: nil, to: contact.day.iso),
                FieldChange(
                    "autopsy.field.direction", .key, from: nil, to: contact.direction.key),
                FieldChange(
                    "autopsy.field.channel", .key, from: nil, to: contact.channel.key),
                FieldChange("autopsy.field.note", from: nil, to: contact.note)))
    }
}

extension WakeStep {
    /// The record's kind in the journal.
    public static let recordKind = "wakeStep"

    /// The steps of one agreement, or of all, by agreement, the latest first.
    static func all(of agreement: String? = nil, on connection: any SQLConnection) throws -> [String: [WakeStep]] {
        let only: SQL = agreement.map { "WHERE agreement_id = \($0)" } ?? ""
        var found: [String: [WakeStep]] = [:]
        try connection.forEachRow(
            """
            SELECT agreement_id, id, cause, due, done, note, stage_before FROM wake_step \(fragment: only)
            ORDER BY id DESC
            """
        ) { row in
            guard let cause = Dormancy.Cause(rawValue: try row[2]) else { return }
            let before: String = try row[6]
            found[try row[0], default: []].append(
                WakeStep(
                    id: try row[1], cause: cause, due: try row[3], done: try row[4], note: try row[5],
                    before: Stage.allCases.first { $0.name == before } ?? .paper))
        }
        return found
    }

    /// Plans the step that would remove a cause.
    ///
    /// - Throws: ``Problems`` when the day is before today.
    static func plan(
        _ step: WakeStep, for agreement: RegisteredAgreement, on today: Day, in change: Change
    ) throws {
        var step = step
        step.note = cleaned(step.note)
        if step.due < today { throw Problems([Problem(field: "due", key: "agreements.problem.dueInPast")]) }
        try change.connection.execute(
            """
            INSERT INTO wake_step (id, agreement_id, cause, due, done, note, stage_before)
            VALUES (\(step.id), \(agreement.agreement.id), \(step.cause.rawValue), \(step.due), NULL,
                \(step.note.sqlValue), \(step.before.name))
            """)
        try change.record(
            "journal.wakeStep.planned", step.subject(of: agreement), under: agreement.subject,
            secrecy: agreement.agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange("autopsy.field.cause", .key, from: nil, to: step.cause.key),
                FieldChange("autopsy.field.due", .day, from: nil, to: step.due.iso),
                FieldChange("autopsy.field.note", from: nil, to: step.note)))
    }

    /// Says that the step was taken today, at the stage that the agreement has.
    func finish(_ agreement: RegisteredAgreement, at stage: Stage, on today: Day, in change: Change) throws {
        guard done == nil else { return change.nothingChanged() }
        try change.connection.execute(
            "UPDATE wake_step SET done = \(today), stage_before = \(stage.name) WHERE id = \(id)")
        try change.record(
            "journal.wakeStep.done", subject(of: agreement), under: agreement.subject,
            secrecy: agreement.agreement.secrecy,
            changes: FieldChange.differences(FieldChange("autopsy.field.done", .day, from: nil, to: today.iso)))
    }

    private func subject(of agreement: RegisteredAgreement) -> Subject {
        Subject(kind: WakeStep.recordKind, id: id, label: "\(agreement.code)/\(cause.rawValue)")
    }
}

extension Surroundings {
    /// What is known around some agreements, by agreement.
    static func all(of agreements: [String], on connection: any SQLConnection) throws -> [String: Surroundings] {
        var found: [String: Surroundings] = [:]
        for (agreement, obstacles) in try Obstacle.all(of: agreements, on: connection) {
            found[agreement, default: Surroundings()].obstacles = obstacles
        }
        for (agreement, contacts) in try PartnerContact.all(of: agreements, on: connection) {
            found[agreement, default: Surroundings()].contacts = contacts
        }
        let open: SQL = """
            clause.agreement_id IN \(list: agreements) AND clause.withdrawn IS NULL AND action.closed IS NULL
                AND action.cancelled IS NULL
            """
        try connection.forEachRow(
            """
            SELECT clause.agreement_id, COUNT(*) FROM action JOIN clause ON clause.id = action.clause_id
            WHERE \(fragment: open) AND action.budget_line IS NULL GROUP BY clause.agreement_id
            """
        ) { row in found[try row[0], default: Surroundings()].unfunded = try row[1] }

        // All posts of those who own open work here: who has one without an end has not left.
        var ends: [String: [String: Day?]] = [:]
        try connection.forEachRow(
            """
            SELECT DISTINCT clause.agreement_id, post.person_id, post.to_day, post.id
            FROM action JOIN clause ON clause.id = action.clause_id JOIN post ON post.person_id = action.owner_person
            WHERE \(fragment: open)
            """
        ) { row in
            let to: PartialDay? = try row[2]
            later(to?.latest, of: try row[1], in: &ends[try row[0], default: [:]])
        }
        for (agreement, owners) in ends {
            found[agreement, default: Surroundings()].departures = owners.compactMapValues { $0 }
        }
        var staff: [String: [String: Day?]] = [:]
        var bodies: [String: Set<String>] = [:]
        try connection.forEachRow(
            """
            SELECT DISTINCT clause.agreement_id, clause_body.body_id, post.to_day, post.id
            FROM clause_body JOIN clause ON clause.id = clause_body.clause_id
            LEFT JOIN post ON post.body_id = clause_body.body_id
            WHERE clause.agreement_id IN \(list: agreements) AND clause_body.side = 'ours' AND clause.withdrawn IS NULL
            """
        ) { row in
            let agreement: String = try row[0]
            let body: String = try row[1]
            bodies[agreement, default: []].insert(body)
            guard (try row[3] as String?) != nil else { return }
            let to: PartialDay? = try row[2]
            later(to?.latest, of: body, in: &staff[agreement, default: [:]])
        }
        for (agreement, all) in bodies {
            for body in all {
                switch staff[agreement]?[body] {
                case nil: found[agreement, default: Surroundings()].vacancies[body] = .some(nil)
                case .some(.some(let last)): found[agreement, default: Surroundings()].vacancies[body] = last
                case .some(nil): break
                }
            }
        }
        return found
    }

    /// Keeps the later of two ends; no end is later than any.
    private static func later(_ end: Day?, of id: String, in ends: inout [String: Day?]) {
        guard let known = ends[id] else {
            ends[id] = .some(end)
            return
        }
        guard let known, let end else {
            ends[id] = .some(nil)
            return
        }
        ends[id] = .some(max(known, end))
    }

    /// Both together: what stands under an agreement tells of it too.
    mutating func add(_ other: Surroundings) {
        obstacles += other.obstacles
        contacts += other.contacts
        vacancies.merge(other.vacancies) { first, _ in first }
        departures.merge(other.departures) { first, _ in first }
        unfunded += other.unfunded
    }
}

import OfficeKit
import PersianText
import SQLStore

/// What the addressee of a request answers about one action.
enum UpdateAnswer: Sendable {
    /// It was done, and this shows it.
    case done(Evidence.Submission)
    /// It comes later.
    case delayed(reason: String, until: Day)

    /// A reason's greatest length, in characters.
    static let reasonLimit = 2000

    /// Why a delay cannot be taken so; empty when it can.
    static func problems(reason: String, until: Day?, on today: Day) -> [Problem] {
        var problems: [Problem] = []
        if reason.allSatisfy(\.isWhitespace) {
            problems.append(Problem(field: "reason", key: "forms.errors.required"))
        } else if reason.count > reasonLimit {
            problems.append(
                Problem(field: "reason", key: "forms.errors.tooLong", arguments: ["limit": String(reasonLimit)]))
        }
        if let until {
            if until <= today { problems.append(Problem(field: "until", key: "requests.problem.notLater")) }
        } else {
            problems.append(Problem(field: "until", key: "forms.errors.required"))
        }
        return problems
    }
}

extension UpdateRequest {
    /// Keeps an answer, once: whoever sends a form twice finds the first answer kept.
    ///
    /// - Returns: whether it was kept now.
    /// - Throws: ``Problem``, ``AttachmentError``.
    @discardableResult
    func keep(_ answer: UpdateAnswer, about target: RequestTarget, on today: Day, in change: Change) throws -> Bool {
        let connection = change.connection
        let waiting: Int =
            try connection.value(
                """
                SELECT COUNT(*) FROM update_request_item
                WHERE request_id = \(id) AND action_id = \(target.action.id) AND answered_at IS NULL
                """) ?? 0
        guard waiting == 1 else {
            change.nothingChanged()
            return false
        }
        switch answer {
        case .done(let submission):
            let evidence = try Evidence.submit(submission, under: target.clause, on: today, in: change)
            try connection.execute(
                """
                UPDATE update_request_item SET answered_at = \(change.at), evidence_id = \(evidence.id)
                WHERE request_id = \(id) AND action_id = \(target.action.id)
                """)
            try record("journal.request.answered", about: [target], in: change)
        case .delayed(let typed, let until):
            let reason = PersianText.clean(typed, persianLetters: false, isSingleLine: false)
            if let problem = UpdateAnswer.problems(reason: reason, until: until, on: today).first { throw problem }
            try connection.execute(
                """
                UPDATE update_request_item SET answered_at = \(change.at), delay_reason = \(reason),
                    delay_until = \(until) WHERE request_id = \(id) AND action_id = \(target.action.id)
                """)
            try record(
                "journal.request.delayed", about: [target],
                changes: [
                    FieldChange("action.field.due", .day, from: target.action.due?.iso, to: until.iso),
                    FieldChange("requests.field.reason", from: nil, to: reason),
                ], in: change)
        }
        return true
    }

    /// Takes the date that the addressee proposed, or lets the old one stand.
    func decide(takes: Bool, about target: RequestTarget, on today: Day, in change: Change) throws {
        guard let item = items.first(where: { $0.action == target.action.id }), item.waitsForOfficer,
            case .delay(_, let until) = item.answer
        else { throw Problem(field: "", key: "requests.problem.closed") }
        try change.connection.execute(
            """
            UPDATE update_request_item SET date_taken = \(takes)
            WHERE request_id = \(id) AND action_id = \(item.action)
            """)
        if takes {
            var later = target.action
            later.due = until
            try target.action.edit(to: later, under: target.clause, on: today, in: change)
        }
        try record(takes ? "journal.request.dateTaken" : "journal.request.dateKept", about: [target], in: change)
    }
}

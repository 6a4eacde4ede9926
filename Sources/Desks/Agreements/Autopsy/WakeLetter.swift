import OfficeKit

/// The draft of a letter that asks for the next step, filled from the record.
struct WakeLetter: Sendable {
    /// What is asked for; several causes ask for the same.
    enum Kind: String, Sendable, CaseIterable {
        case renew, settle, sign, executive, body, action, evidence, barrier, will

        init(_ cause: Dormancy.Cause) {
            self =
                switch cause {
                case .ended, .expired: .renew
                case .contradictorySources: .settle
                case .notSigned: .sign
                case .noExecutiveDocument, .noClauses: .executive
                case .clausesWithoutBody, .clausesWithoutCounterpart, .bodyWithoutPerson: .body
                case .clausesWithoutAction, .actionsIncomplete, .ownerLeft, .noMoneyLine: .action
                case .evidenceWaiting, .noEvidence, .silent, .noContact, .overdue: .evidence
                case .sanction, .payment, .licence: .barrier
                case .noWillOurs, .noWillTheirs: .will
                }
        }

        /// The catalogue keys of its texts.
        var keys: [String] { ["subject", "opening", "request"].map { "letters.\(rawValue).\($0)" } }
    }

    let document: WordDocument

    init(for dormancy: Dormancy, of file: AgreementFile, in language: Language, visit: Visit) {
        let text = visit.text(in: language)
        let calendar: CalendarChoice = language == .fa ? .jalali : .gregorian
        let format = DayFormat(language: language, calendar: calendar)
        let kind = Kind(dormancy.cause)
        let isInternal = WakeLetter.isOurs(dormancy.cause)
        let partner =
            file.partnerCity.flatMap { file.names.city($0, in: language) } ?? text.text("letters.partner")
        let values = [
            "title": file.title(in: language), "code": file.registered.code, "partner": partner,
            "reason": dormancy.reason.sentence(in: text) { format.text($0) },
            "next": text.text(dormancy.cause.nextKey),
            "day": format.text(visit.today.adding(days: 30)),
        ]
        let subject = text.text("letters.\(kind.rawValue).subject", values)
        var letter = WordDocument(title: subject, language: language)
        letter.header = [WordDocument.Paragraph(visit.settings.name(in: language), in: language, style: .small)]
        letter.add(text.text("letters.draft"), in: language, style: .small)
        letter.add(
            text.text("letters.date", ["day": format.text(visit.today, .both)]), in: language, alignment: .end)
        letter.add(
            text.text(isInternal ? "letters.toUs" : "letters.toThem", values), in: language, style: .heading2)
        letter.add(text.text("letters.subject", ["subject": subject]), in: language, style: .heading1)
        letter.add(text.text(isInternal ? "letters.greetingUs" : "letters.greetingThem"), in: language)
        letter.add(
            text.text("letters.\(kind.rawValue).opening", values), in: language, alignment: .justified)
        if isInternal || kind == .evidence {
            letter.add(text.text("letters.reason", values), in: language, alignment: .justified)
        }
        for line in WakeLetter.work(in: file, for: dormancy.cause, visit: visit, language: language, format: format) {
            letter.add("– " + line, in: language)
        }
        letter.add(
            text.text("letters.\(kind.rawValue).request", values), in: language, alignment: .justified)
        letter.add(text.text("letters.closing"), in: language)
        letter.add(text.text("letters.signature"), in: language, alignment: .end)
        document = letter
    }

    /// Whether what is missing is ours to bring, so that the letter goes to our own bodies.
    static func isOurs(_ cause: Dormancy.Cause) -> Bool {
        switch cause {
        case .clausesWithoutBody, .bodyWithoutPerson, .clausesWithoutAction, .actionsIncomplete, .ownerLeft,
            .noMoneyLine, .evidenceWaiting, .noWillOurs, .overdue:
            true
        default: false
        }
    }

    /// The clauses and actions that the letter is about.
    private static func work(
        in file: AgreementFile, for cause: Dormancy.Cause, visit: Visit, language: Language, format: DayFormat
    ) -> [String] {
        let text = visit.text(in: language)
        let today = visit.today
        let clauses = file.clauses.filter { $0.isLive(on: today) }
        func line(_ clause: Clause) -> String {
            let heading = text.text("clause.heading", ["number": format.number(clause.number)])
            return [heading, clause.texts[language] ?? clause.texts.values.first].compactMap { $0 }
                .joined(separator: ": ").shortened(to: 300)
        }
        switch cause {
        case .clausesWithoutBody: return clauses.filter(\.ourBodies.isEmpty).map(line)
        case .clausesWithoutCounterpart: return clauses.filter(\.theirBodies.isEmpty).map(line)
        case .clausesWithoutAction: return clauses.filter { (file.actions[$0.id] ?? []).isEmpty }.map(line)
        case .overdue, .actionsIncomplete, .ownerLeft, .noMoneyLine:
            let open = clauses.flatMap { file.actions[$0.id] ?? [] }.filter { $0.isOpen(on: today) }
            let meant = open.filter { cause == .overdue ? $0.isOverdue(on: today) : true }
            return meant.map { action in
                let due = action.due.map { text.text("action.dueOn", ["day": format.text($0)]) }
                return [action.title, due].compactMap { $0 }.joined(separator: " – ")
            }
        default: return []
        }
    }
}

import Cities
import OfficeKit
import PersianText
import SQLStore

/// The form of a new agreement, and of what is known of one.
enum AgreementForm {
    /// How many cities of the other side the form has fields for.
    private static let cities = 3

    /// What a new form begins with.
    struct Start: Sendable {
        var partner: City?
        var parent: RegisteredAgreement?
        var level: InstrumentLevel?
        var accounts: [Account] = []
    }

    /// The start that the address asks for: `?partner=ID`, `?parent=CODE&level=executive`.
    static func start(_ visit: Visit) async throws -> Start {
        let query = visit.query
        let viewer = visit.viewer
        return try await visit.read { connection in
            var start = Start()
            start.accounts = try Accounts.all(on: connection)
            start.partner = try query["partner"].flatMap { Int64($0) }.flatMap { try City.find($0, on: connection) }
            start.parent = try query["parent"].flatMap {
                try RegisteredAgreement.find(code: $0, for: viewer, on: connection)
            }
            if start.partner == nil, let parent = start.parent {
                let city = parent.agreement.parties.first { $0.side == .theirs && $0.city != nil }?.city
                start.partner = try city.flatMap { try City.find($0, on: connection) }
            }
            start.level =
                query["level"].flatMap(InstrumentLevel.init(rawValue:))
                ?? start.parent.map { $0.agreement.level == .principle ? .executive : .contract }
            return start
        }
    }

    /// The page of a new agreement.
    static func newPage(_ start: Start, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        var stored = ["secrecy": Secrecy.office.rawValue, "level": (start.level ?? .principle).rawValue]
        stored["kind"] = (start.parent?.agreement.kind ?? .memorandum).rawValue
        stored["partner1"] = start.partner.map { String($0.id) } ?? ""
        stored["parent"] = start.parent?.code ?? ""
        let names = ["partner1": start.partner?.name(in: visit.language) ?? "", "parent": start.parent?.code ?? ""]
        var form = view(
            FormValues(visit, stored: stored), names: names, agreement: nil, action: "/agreements/new",
            cancelHref: start.parent?.href ?? "/agreements", visit: visit)
        form.creates = true
        form.offer(start.accounts, chosen: [], visit: visit)
        form.show(problems, in: text)
        return .form(
            form, title: text.text("agreement.newTitle"),
            breadcrumbs: [
                Crumb(text.text("navigation.agreements"), href: "/agreements"), Crumb(text.text("agreement.newTitle")),
            ], section: "/agreements")
    }

    /// The page that changes an agreement.
    ///
    /// - Parameters:
    ///   - revision: the number of the journal's last entry about it.
    ///   - named: who may see it though it is restricted.
    static func editPage(
        _ file: AgreementFile, visit: Visit, revision: Int64, named: Named, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        let agreement = file.agreement
        var stored: [String: String] = [
            "titlePersian": agreement.titlePersian ?? "", "titleEnglish": agreement.titleEnglish ?? "",
            "kind": agreement.kind.rawValue, "level": agreement.level.rawValue, "parent": file.parent?.code ?? "",
            "isSigned": agreement.isSigned ? "yes" : "", "secrecy": agreement.secrecy.rawValue,
            "languages": agreement.languages.joined(separator: " "), "prevailing": agreement.languages.first ?? "",
            "ourSignatories": lines(agreement.signatories, .ours),
            "theirSignatories": lines(agreement.signatories, .theirs),
        ]
        var names = ["parent": file.parent?.code ?? ""]
        let theirs = agreement.parties.filter { $0.side == .theirs }
        for (place, city) in theirs.compactMap(\.city).prefix(cities).enumerated() {
            stored["partner\(place + 1)"] = String(city)
            names["partner\(place + 1)"] = file.names.city(city, in: visit.language) ?? ""
        }
        if let body = theirs.compactMap(\.body).first {
            stored["partnerBody"] = body
            names["partnerBody"] = file.names.body(body, in: visit.language) ?? ""
        }
        var form = view(
            FormValues(visit, stored: stored), names: names, agreement: agreement,
            action: file.registered.href + "/edit", cancelHref: file.registered.href, visit: visit)
        // After a refusal by conflict the form carries the newer number, so that saving again is a decision.
        form.sections[0].fields.append(FieldView("revision", label: "", .hidden, value: String(revision)))
        form.offer(named.accounts, chosen: named.chosen, visit: visit)
        form.show(problems, in: text)
        return .form(
            form, title: text.text("agreement.editTitle", ["code": file.registered.code]),
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("verbs.edit"), visit: visit), section: "/agreements")
    }

    /// The office's accounts, and those named for an agreement.
    struct Named: Sendable {
        let accounts: [Account]
        let chosen: [String]

        static func load(_ file: AgreementFile, on connection: any SQLConnection) throws -> Named {
            Named(
                accounts: try Accounts.all(on: connection),
                chosen: try SecrecyExceptions.list(kind: Agreement.kind, id: file.agreement.id, on: connection))
        }
    }

    /// Names the accounts that the form chose for a restricted agreement. Whoever restricts one keeps seeing it.
    static func name(from visit: Visit, for registered: RegisteredAgreement, in change: Change) throws {
        var chosen = visit.form.all(FieldView.exceptionsName)
        if registered.agreement.secrecy == .restricted, !visit.viewer.seesEverySecrecy, let own = visit.person?.account,
            !chosen.contains(own)
        {
            chosen.append(own)
        }
        // The visitor saw the agreement as it was, or made it: what is chosen is theirs to choose.
        try SecrecyExceptions.set(
            chosen, of: registered.subject, secrecy: registered.agreement.secrecy, by: .machine, in: change)
    }

    private static func lines(_ signatories: [Signatory], _ side: Side) -> String {
        signatories.filter { $0.side == side }
            .map { [$0.name, $0.post].compactMap { $0 }.joined(separator: "، ") }.joined(separator: "\n")
    }

    private static func view(
        _ values: FormValues, names: [String: String], agreement: Agreement?, action: String, cancelHref: String,
        visit: Visit
    ) -> FormView {
        let text = visit.text
        func label(_ field: String) -> String { text.text("register.field.\(field)") }
        let partners = (1...cities).map { place in
            FieldView.suggest(
                "partner\(place)", label: text.text(place == 1 ? "agreement.partner" : "agreement.morePartner"),
                source: "/cities/suggest", values: values, text: names["partner\(place)"] ?? "",
                hint: place == 1 ? text.text("forms.suggestHint") : nil)
        }
        let identity = FormView.Section(
            title: text.text("agreement.section.identity"),
            fields: partners.prefix(1) + [
                .select(
                    "kind", label: label("kind"), AgreementKind.allCases.map { ($0.rawValue, text.text($0.key)) },
                    values: values),
                .select(
                    "level", label: label("level"), InstrumentLevel.allCases.map { ($0.rawValue, text.text($0.key)) },
                    values: values, hint: text.text("agreement.levelHint")),
                .suggest(
                    "parent", label: label("parent"), source: "/agreements/suggest", values: values,
                    text: names["parent"] ?? "", hint: text.text("agreement.parentHint")),
                FieldView(
                    "titlePersian", label: label("titlePersian"),
                    .input(dir: "rtl", maxlength: Agreement.titleLimit), value: values["titlePersian"],
                    hint: text.text("agreement.titleHint")),
                FieldView(
                    "titleEnglish", label: label("titleEnglish"),
                    .input(dir: "ltr", maxlength: Agreement.titleLimit), value: values["titleEnglish"]),
            ])
        let dates = FormView.Section(
            title: text.text("agreement.section.dates"),
            fields: [
                FieldView(
                    "isSigned", label: text.text("agreement.isSigned"), .checkbox(checked: values.isOn("isSigned")),
                    value: "yes", hint: text.text("agreement.isSignedHint")),
                .date("signed", label: label("signed"), value: agreement?.signed, typed: values.typed, visit: visit),
                .date("expires", label: label("expires"), value: agreement?.expires, typed: values.typed, visit: visit),
                .date(
                    "ended", label: label("ended"), value: agreement?.ended.map { PartialDay($0) },
                    typed: values.typed, hint: text.text("agreement.endedHint"), visit: visit),
            ])
        let chosen = Set(values.all("languages"))
        let offered =
            AgreementLanguage.offered
            + (agreement?.languages ?? []).filter { tag in
                !AgreementLanguage.offered.contains(tag)
            }
        let more = FormView.Section(
            title: text.text("agreement.section.more"), intro: text.text("agreement.section.moreIntro"),
            fields: partners.dropFirst() + [
                .suggest(
                    "partnerBody", label: text.text("agreement.partnerBody"), source: "/bodies/suggest?side=theirs",
                    values: values, text: names["partnerBody"] ?? "", hint: text.text("agreement.newBodyHint")),
                FieldView(
                    "languages", label: label("languages"),
                    .choices(
                        offered.map {
                            OptionView(
                                $0, label: AgreementLanguage.name(of: $0, in: text), isSelected: chosen.contains($0))
                        }, many: true)),
                .select(
                    "prevailing", label: text.text("agreement.prevailing"),
                    offered.map { ($0, AgreementLanguage.name(of: $0, in: text)) }, values: values,
                    empty: text.text("common.none")),
                FieldView(
                    "ourSignatories", label: text.text("agreement.signatory.ours"), .textarea(rows: 2, maxlength: 2000),
                    value: values["ourSignatories"], hint: text.text("agreement.signatoriesHint")),
                FieldView(
                    "theirSignatories", label: text.text("agreement.signatory.theirs"),
                    .textarea(rows: 2, maxlength: 2000), value: values["theirSignatories"]),
                FieldView(
                    "secrecy", label: text.text("common.confidentiality"),
                    .choices(
                        Secrecy.allCases.map { secrecy in
                            OptionView(
                                secrecy.rawValue, label: text.text("confidentiality.\(secrecy.rawValue)"),
                                isSelected: values["secrecy"] == secrecy.rawValue,
                                hint: text.text("confidentiality.\(secrecy.rawValue)Hint"))
                        }, many: false)),
            ])
        var form = FormView(
            action: action, sections: [identity, dates, more],
            submit: text.text(agreement == nil ? "agreement.register" : "verbs.saveChanges"), cancelHref: cancelHref)
        form.isWide = true
        return form
    }
}

extension AgreementForm {
    /// The agreement that a form describes.
    ///
    /// - Parameters:
    ///   - before: the agreement that is changed; nil for a new one. What the form has no field for stays.
    /// - Throws: ``Problems`` with all that is wrong.
    static func agreement(
        from visit: Visit, changing before: Agreement? = nil, in change: Change
    ) throws -> Agreement {
        let form = visit.form
        let connection = change.connection
        var problems: [Problem] = []
        func take<T>(_ work: () throws -> T?) throws -> T? {
            do {
                return try work()
            } catch let problem as Problem {
                problems.append(problem)
                return nil
            }
        }
        let kind = AgreementKind(rawValue: form.text("kind"))
        if kind == nil { problems.append(Problem(field: "kind", key: "forms.errors.choose")) }
        let level = InstrumentLevel(rawValue: form.text("level"))
        if level == nil { problems.append(Problem(field: "level", key: "forms.errors.choose")) }
        var partners: [City] = []
        for place in 1...cities {
            if let city = try take({ try Choices.city("partner\(place)", form: form, on: connection) }) {
                partners.append(city)
            }
        }
        let body = try take {
            try Choices.body(
                "partnerBody", side: .theirs, city: partners.first?.id, held: before?.parties.compactMap(\.body) ?? [],
                form: form, viewer: visit.viewer, in: change)
        }
        let parent = try take {
            try Choices.agreement("parent", form: form, viewer: visit.viewer, on: connection)
        }
        let signed = try take { try form.date("signed", calendar: visit.calendar) }
        let expires = try take { try form.date("expires", calendar: visit.calendar) }
        let ended = try take { try form.day("ended", calendar: visit.calendar) }
        guard let own = try City.own(on: connection) else {
            throw Problems([Problem(field: "partner1", key: "agreement.problem.noOwnCity")])
        }

        var agreement =
            before
            ?? Agreement(id: Identifier.make(at: change.at), kind: kind ?? .memorandum, level: level ?? .principle)
        agreement.kind = kind ?? agreement.kind
        agreement.level = level ?? agreement.level
        if try parent != nil || !isParentHidden(before, viewer: visit.viewer, on: connection) {
            agreement.parent = parent?.agreement.id
        }
        agreement.titlePersian = title(form.text("titlePersian"), .fa)
        agreement.titleEnglish = title(form.text("titleEnglish"), .en)
        agreement.signed = signed
        agreement.isSigned = form.isOn("isSigned") || signed != nil
        agreement.expires = expires
        agreement.ended = ended
        let ours = (before?.parties ?? []).filter { $0.side == .ours }
        let extra = (before?.parties ?? []).filter { $0.side == .theirs && $0.city != nil }.dropFirst(cities)
        let further = (before?.parties ?? []).filter { $0.side == .theirs && $0.body != nil }.dropFirst()
        agreement.parties =
            (ours.isEmpty ? [Party(side: .ours, city: own.id)] : ours)
            + partners.map { Party(side: .theirs, city: $0.id) } + (body.map { [Party(side: .theirs, body: $0)] } ?? [])
            + extra + further
        agreement.languages = languages(form)
        agreement.signatories =
            signatories(form.text("ourSignatories"), .ours, before: before?.signatories ?? [])
            + signatories(form.text("theirSignatories"), .theirs, before: before?.signatories ?? [])
        agreement.secrecy = Secrecy(rawValue: form.text("secrecy")) ?? before?.secrecy ?? .office
        if agreement.titlePersian == nil, agreement.titleEnglish == nil, let partner = partners.first {
            for language in Language.allCases {
                let made = visit.text(in: language).text(
                    "agreements.import.title",
                    [
                        "kind": visit.text(in: language).text(
                            agreement.level == .principle ? agreement.kind.key : agreement.level.key),
                        "city": own.name(in: language), "partner": partner.name(in: language),
                    ])
                if language == .fa { agreement.titlePersian = made } else { agreement.titleEnglish = made }
            }
        }
        let reported = Set(problems.map(\.field))
        problems += agreement.problems(on: visit.today).compactMap { problem in
            let field = ["parties": "partner1", "signatories": "theirSignatories"][problem.field] ?? problem.field
            let isFollowing =
                reported.contains(field) || field == "partner1" && reported.contains { $0.hasPrefix("partner") }
            return isFollowing ? nil : Problem(field: field, key: problem.key, arguments: problem.arguments)
        }
        guard problems.isEmpty else { throw Problems(problems) }
        return agreement
    }

    /// Whether what it carries out is hidden from the viewer, whose form then has nothing in that field.
    private static func isParentHidden(
        _ agreement: Agreement?, viewer: Viewer, on connection: any SQLConnection
    ) throws -> Bool {
        guard let parent = agreement?.parent else { return false }
        return try RegisteredAgreement.find(id: parent, for: viewer, on: connection) == nil
    }

    private static func title(_ text: String, _ language: Language) -> String? {
        let clean = PersianText.clean(text, persianLetters: language == .fa)
        return clean.isEmpty ? nil : clean
    }

    private static func languages(_ form: FormData) -> [String] {
        let chosen = form.all("languages")
        let prevailing = form.text("prevailing")
        return prevailing.isEmpty ? chosen : [prevailing] + chosen.filter { $0 != prevailing }
    }

    /// One signatory a line, the post behind the first comma.
    private static func signatories(_ text: String, _ side: Side, before: [Signatory]) -> [Signatory] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let parts = line.split(maxSplits: 1, omittingEmptySubsequences: false) {
                $0 == "،" || $0 == "," || $0 == ";"
            }
            let name = PersianText.clean(String(parts[0]), persianLetters: false)
            guard !name.isEmpty else { return nil }
            let post = parts.count > 1 ? PersianText.clean(String(parts[1]), persianLetters: false) : ""
            // The contact behind a name that stays is kept.
            let known = before.first { $0.side == side && $0.name == name }?.person
            return Signatory(side: side, person: known, name: name, post: post.isEmpty ? nil : post)
        }
    }
}

/// All that is wrong with a form, field by field.
struct Problems: Error, Sendable {
    let list: [Problem]

    init(_ list: [Problem]) { self.list = list }
}

extension FormView {
    /// Offers the accounts that may see the record though it is restricted; nothing where there is none to name.
    fileprivate mutating func offer(_ accounts: [Account], chosen: [String], visit: Visit) {
        let field = FieldView.exceptions(
            chosen: chosen, accounts: accounts, typed: visit.isPost ? visit.form : nil, visit: visit)
        guard case .choices(let options, _) = field.control, !options.isEmpty else { return }
        sections[sections.count - 1].fields.append(field)
    }
}

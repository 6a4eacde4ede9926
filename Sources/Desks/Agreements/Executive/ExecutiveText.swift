import OfficeKit

/// The wording of an executive document in both languages, drafted out of its clauses and their actions.
struct ExecutiveText {
    private let executive: ExecutiveFile
    private let visit: Visit
    private typealias Pair = BilingualDocument.Pair

    init(_ executive: ExecutiveFile, visit: Visit) {
        self.executive = executive
        self.visit = visit
    }

    private var agreement: Agreement { executive.file.agreement }

    func document() -> BilingualDocument {
        var document = BilingualDocument(
            title: title, state: state, code: executive.file.registered.code, missing: words("missing"))
        document.rows = [.facts(identity)]
        if let parent = executive.file.parent {
            document.rows.append(
                .text(
                    words("preface") { language in
                        ["title": parent.agreement.title(in: language) ?? parent.code, "code": parent.code]
                    }))
        }
        for clause in executive.clauses { document.rows += rows(of: clause) }
        document.rows += approvals
        document.signatures = Side.allCases.map(signature)
        return document
    }

    /// A sentence of the catalogues in both languages.
    private func words(_ key: String, _ values: (Language) -> [String: String] = { _ in [:] }) -> Pair {
        Pair(
            fa: visit.text(in: .fa).text("document.\(key)", values(.fa)),
            en: visit.text(in: .en).text("document.\(key)", values(.en)))
    }

    private func pair(_ text: (Language) -> String?) -> Pair { Pair(fa: text(.fa), en: text(.en)) }

    /// Days as each side's readers count them, and behind them as the others do.
    private static func format(_ language: Language) -> DayFormat {
        DayFormat(language: language, calendar: language == .fa ? .jalali : .gregorian)
    }

    private func day(_ day: Day) -> Pair { pair { Self.format($0).text(day, .both) } }
    private func day(_ day: PartialDay) -> Pair { pair { Self.format($0).text(day, .both) } }

    private var title: Pair {
        let titles = (agreement.titlePersian, agreement.titleEnglish)
        let usual = words("title") { language in
            ["ours": side(.ours)[language] ?? "", "theirs": side(.theirs)[language] ?? ""]
        }
        return Pair(fa: titles.0 ?? usual.fa, en: titles.1 ?? usual.en)
    }

    private var state: Pair {
        if let since = executive.path.inForceSince {
            return words("state.inForce") { ["day": Self.format($0).text(since)] }
        }
        switch executive.path.step {
        case .draft: return words("state.draft")
        case .legalReview: return words("state.legalReview")
        case .ourApproval: return words("state.ourApproval")
        case .theirApproval: return words("state.theirApproval")
        case .inForce: return words("state.draft")
        }
    }

    /// What a side is called: its cities, else its bodies, else "our side".
    private func side(_ side: Side) -> Pair {
        pair { language in
            let names = agreement.parties.filter { $0.side == side }.compactMap { party in
                party.city.flatMap { executive.file.names.city($0, in: language) }
                    ?? party.body.flatMap { executive.file.names.body($0, in: language) }
            }
            let text = visit.text(in: language)
            return names.isEmpty ? text.text(side.key) : names.joined(separator: text.text("common.listSeparator"))
        }
    }

    private var identity: [BilingualDocument.Fact] {
        var facts = [
            BilingualDocument.Fact(words("label.code"), Pair(both: executive.file.registered.code)),
            BilingualDocument.Fact(
                words("label.parties"),
                words("parties") { ["ours": side(.ours)[$0] ?? "", "theirs": side(.theirs)[$0] ?? ""] }),
        ]
        if let parent = executive.file.parent, let signed = parent.agreement.signed {
            facts.append(BilingualDocument.Fact(words("label.parentSigned"), day(signed)))
        }
        if let signed = agreement.signed { facts.append(BilingualDocument.Fact(words("label.signed"), day(signed))) }
        if let expires = agreement.expires {
            facts.append(BilingualDocument.Fact(words("label.expires"), day(expires)))
        }
        if let prevailing = agreement.languages.first {
            facts.append(
                BilingualDocument.Fact(
                    words("label.prevailing"),
                    pair { AgreementLanguage.name(of: prevailing, in: visit.text(in: $0)) }))
        }
        return facts
    }

    private func rows(of clause: Clause) -> [BilingualDocument.Row] {
        func number(_ number: Int, _ language: Language) -> String { Self.format(language).number(number) }
        func bodies(_ ids: [String]) -> Pair {
            pair { language in
                let text = visit.text(in: language)
                let names = ids.map {
                    executive.source.names.body($0, in: language) ?? text.text("clause.hiddenBody")
                }
                return names.isEmpty
                    ? text.text("document.none") : names.joined(separator: text.text("common.listSeparator"))
            }
        }
        var rows: [BilingualDocument.Row] = [
            .heading(words("clause") { ["number": number(clause.number, $0)] }),
            .text(pair { clause.texts[$0] }),
            .facts(
                Side.allCases.map { side in
                    BilingualDocument.Fact(
                        words("label.body") { ["side": self.side(side)[$0] ?? ""] },
                        bodies(side == .ours ? clause.ourBodies : clause.theirBodies))
                }),
        ]
        let actions = (executive.source.actions[clause.id] ?? []).filter { $0.isLive(on: visit.today) }
        for (index, action) in actions.enumerated() {
            rows.append(
                .facts(
                    facts(of: action),
                    under: words("action") { ["number": number(index + 1, $0), "clause": number(clause.number, $0)] }))
        }
        return rows
    }

    private func facts(of action: Action) -> [BilingualDocument.Fact] {
        let names = executive.source.names
        let owner = pair { language in
            let text = visit.text(in: language)
            let owners = [
                action.ownerBody.map { names.body($0, in: language) ?? text.text("clause.hiddenBody") },
                action.ownerPerson.map { names.person($0, in: language) ?? text.text("clause.hiddenPerson") },
            ].compactMap { $0 }
            return owners.isEmpty
                ? text.text("document.none") : owners.joined(separator: text.text("common.listSeparator"))
        }
        let none = words("none")
        return [
            BilingualDocument.Fact(words("label.work"), pair { action.title(in: $0) }),
            BilingualDocument.Fact(words("label.owner"), owner),
            BilingualDocument.Fact(words("label.due"), action.due.map(day) ?? none),
            BilingualDocument.Fact(
                words("label.indicator"), action.indicator == nil ? none : pair { action.indicator(in: $0) }),
            BilingualDocument.Fact(
                words("label.budget"), action.budgetLine.map { Pair(both: DayFormat.isolated($0)) } ?? none),
        ]
    }

    /// What was decided on its way, by whom, under which number.
    private var approvals: [BilingualDocument.Row] {
        let passed = executive.path.records.filter { record in
            record.gate.map { executive.path.passed[$0.id] == record } ?? false
        }
        guard !passed.isEmpty else { return [] }
        return [
            .heading(words("approvals")),
            .facts(
                passed.map { record in
                    BilingualDocument.Fact(
                        pair { record.gate?.name(in: $0) },
                        pair { language in
                            let text = visit.text(in: language)
                            let decision = text.text(
                                "document.decision",
                                [
                                    "number": DayFormat.isolated(record.documentNumber),
                                    "day": Self.format(language).text(record.dated),
                                ])
                            return [record.gate?.decider(in: language), decision].compactMap { $0 }
                                .joined(separator: text.text("common.listSeparator"))
                        })
                }),
        ]
    }

    private func signature(of side: Side) -> BilingualDocument.Signature {
        var lines = [words("signature.for") { ["side": self.side(side)[$0] ?? ""] }]
        for signatory in agreement.signatories where signatory.side == side {
            lines.append(
                pair { language in
                    // The name stands once, in the letters in which it was written.
                    let name = [signatory.name, signatory.post].compactMap { $0 }
                        .joined(separator: visit.text(in: language).text("common.listSeparator"))
                    let isPersian = name.unicodeScalars.contains { (0x0620...0x06FF).contains($0.value) }
                    return isPersian == (language == .fa) ? name : nil
                })
        }
        lines.append(words("signature.sign"))
        return BilingualDocument.Signature(lines)
    }
}

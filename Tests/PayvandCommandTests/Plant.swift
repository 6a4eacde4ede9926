import Foundation
import OfficeKit
import OfficeTesting
import SQLStore

@testable import Agreements
@testable import Cities

/// Records that may not be told to everybody among records that may, each with a word of its own in every text.
///
/// All texts have the same other word, by which they are looked for, so that an answer that repeats the question tells
/// nothing.
struct Plant: Sendable {
    /// What everything is looked for by.
    static let lure = "zafarnama"
    /// What every word begins with.
    static let mark = "qzx"

    /// In what is restricted since it was written.
    static let closed = [
        "title", "titlefa", "signatory", "clause", "clausefa", "action", "evidence", "returned", "file", "content",
        "link", "claim", "note", "settlement", "pathnumber", "pathreason", "indicator", "budget", "childtitle",
        "childclause", "childaction", "childevidence", "body",
        "bodyfa", "person", "personfa", "remark", "mail", "post",
    ].map { mark + $0 }

    /// In what was open to the office and is restricted now.
    static let closedLater = [
        "addressee", "requestnote", "partner", "statement", "latertitle", "laterclause", "lateraction", "laterevidence",
        "laterfile", "laterbody", "laterperson",
    ].map { mark + $0 }

    /// In what is the office's own matter.
    static let office = [
        "officetitle", "officeclause", "officeaction", "officeevidence", "officefile", "officebody", "officeperson",
    ].map { mark + $0 }

    /// The restricted agreement, and its account of an exception.
    let restricted: RegisteredAgreement
    /// What stands in addresses behind each name: `agreements`, `evidence`, `bodies` …
    var values: [String: [String]] = [:]

    private static func text(_ word: String) -> String { "\(lure) \(mark)\(word)" }

    static func make(in office: OfficeUnderTest) async throws -> Plant {
        let officer = try await office.account(.urbanOfficer)
        let deputy = try await office.account(.deputy)
        return try await office.change { change in
            var planter = Planter(change: change, officer: officer, deputy: deputy)
            return try planter.plant()
        }
    }

    /// What it takes to plant, within one change.
    private struct Planter {
        let change: Change
        let officer: String
        let deputy: String
        let today = Day(year: 2026, month: 11, day: 24)!
        var values: [String: [String]] = [:]
        var own: Int64 = 0
        var partner: Int64 = 0

        mutating func plant() throws -> Plant {
            try places()
            let open = try body("Open department", ours: true, .everyone)
            let mine = try body("Assigned department", ours: true, .office)
            let known = try body(Plant.text("officebody"), ours: true, .office)
            let secret = try body(Plant.text("body"), fa: Plant.text("bodyfa"), ours: true, .restricted)
            let later = try body(Plant.text("laterbody"), ours: true, .office)
            let hidden = try person(Plant.text("person"), fa: Plant.text("personfa"), .restricted)
            let laterPerson = try person(Plant.text("laterperson"), nil, .office)
            let knownPerson = try person(Plant.text("officeperson"), nil, .office)
            try post("post", of: hidden, at: open.id)
            try post(nil, of: knownPerson, at: secret.id)
            try post(nil, of: laterPerson, at: open.id)
            values["representative"] = [mine.id]

            // Public, with names of all that is hidden on it and a restricted document under it.
            let common = try agreement("Common frame", .everyone, body: secret.id)
            let shared = try work(
                on: common, clause: "Common promise", action: "Common work", evidence: "Common report",
                ours: [open.id, known.id, secret.id, later.id], owner: secret.id, person: hidden.id)
            _ = shared
            let child = try agreement(Plant.text("childtitle"), .restricted, level: .executive, under: common)
            _ = try work(
                on: child, clause: Plant.text("childclause"), action: Plant.text("childaction"),
                evidence: Plant.text("childevidence"), ours: [open.id])

            // The office's own, assigned in part to a body.
            let inner = try agreement(Plant.text("officetitle"), .office, level: .executive, under: common)
            let innerClause = try work(
                on: inner, clause: Plant.text("officeclause"), action: Plant.text("officeaction"),
                evidence: Plant.text("officeevidence"), ours: [mine.id, known.id], owner: later.id,
                person: laterPerson.id)
            _ = innerClause
            try file("\(Plant.lure)-qzxofficefile.txt", "x", of: inner.subject, inner)

            // Open to the office until now.
            let former = try agreement(Plant.text("latertitle"), .office, level: .executive)
            _ = try work(
                on: former, clause: Plant.text("laterclause"), action: Plant.text("lateraction"),
                evidence: Plant.text("laterevidence"), ours: [mine.id, later.id])
            try file("\(Plant.lure)-qzxlaterfile.txt", "x", of: former.subject, former)
            try links(to: former)
            var changed = former.agreement
            changed.secrecy = .restricted
            try former.edit(to: changed, on: today, in: change)
            var laterBody = BodyDraft(later)
            laterBody.secrecy = .restricted
            try Body.edit(later.id, to: laterBody, for: .machine, in: change)
            var laterDraft = PersonDraft(laterPerson)
            laterDraft.secrecy = .restricted
            try Person.edit(laterPerson.id, to: laterDraft, for: .machine, in: change)

            let restricted = try closed(ours: [mine.id], secret: secret.id)
            return Plant(restricted: restricted, values: values)
        }

        /// Personal links to what was open to the office: a request about its action, an access to the whole.
        private mutating func links(to agreement: RegisteredAgreement) throws {
            let actions = try Action.all(of: agreement.agreement.id, on: change.connection)
            let targets = try RequestTarget.load(actions.map(\.id), viewer: .machine, on: change.connection)
            let words = try Dictionary(
                uniqueKeysWithValues: Language.allCases.map { language in
                    (
                        language,
                        try Catalogue(
                            language: language,
                            folders: [ResourceFolder.officeKit(), AgreementsResources.folder()])
                    )
                })
            let settings = try OfficeSettings.load(on: change.connection)
            let letter = RequestLetter(
                site: LetterSite(settings, at: "http://localhost"), settings: settings, words: words, timeZone: .gmt)
            let later = change.at.adding(seconds: 86_400)
            let request = UpdateRequest(
                id: Identifier.make(), body: nil, person: nil, name: Plant.text("addressee"),
                email: "person@body.example", language: .en, note: Plant.text("requestnote"), site: "http://localhost",
                askedBy: officer, askedAt: change.at, times: 1, expiresAt: later, withdrawnAt: nil, items: [])
            let asked = try UpdateRequest.ask(request, about: targets, letter: letter, in: change)
            values["requests"] = [asked.id]
            values["u"] = [
                try PersonalLink.make(
                    for: UpdateRequest.purpose, of: asked.id, until: later, at: change.at, on: change.connection)
            ]
            let access = PartnerAccess(
                id: Identifier.make(), agreement: agreement.agreement.id, name: Plant.text("partner"), post: nil,
                city: "Partner city", email: "partner@city.example", language: .en, grantedBy: officer,
                grantedAt: change.at, expiresAt: later, revokedAt: nil)
            let granted = try PartnerAccess.grant(
                access, to: agreement, letter: PartnerLetter(letter), in: change)
            values["p"] = [
                try PersonalLink.make(
                    for: PartnerAccess.purpose, of: granted.id, until: later, at: change.at, on: change.connection)
            ]
            let sides = try BothSides.load(
                of: agreement.agreement, actions: [], on: today, connection: change.connection)
            guard let line = sides.line(.signed, nil) else { return }
            let said = Statement(
                id: Identifier.make(), topic: .signed, action: nil, side: .theirs, access: granted.id, account: nil,
                verdict: .disputes, about: line.ours, value: "2019", comment: Plant.text("statement"), at: change.at)
            try said.keep(after: line, in: agreement, change: change)
        }

        private mutating func places() throws {
            let bytes = Array("x".utf8)
            try change.connection.execute(
                """
                INSERT INTO country (code, name_en, name_fa, languages, languages_fa, weekend, sort_en, sort_fa)
                VALUES ('IR', 'Iran', 'ایران', 'fa', 'فارسی', '5', \(bytes), \(bytes))
                """)
            func city(_ name: String, _ place: (Double, Double)) throws -> Int64 {
                var draft = CityDraft()
                draft.country = "IR"
                draft.nameEnglish = name
                draft.namePersian = "شهر نمونه"
                (draft.latitude, draft.longitude) = place
                draft.timeZone = "Asia/Tehran"
                return try City.add(draft, in: change).id
            }
            own = try city("Own city", (35.7, 51.4))
            partner = try city("Partner city", (32.6, 51.7))
            try City.setOwn(own, in: change)
            values["cities"] = [String(own), String(partner)]
            values["countries"] = ["IR"]
        }

        private mutating func body(_ name: String, fa: String? = nil, ours: Bool, _ secrecy: Secrecy) throws -> Body {
            var draft = BodyDraft()
            draft.nameEnglish = name
            draft.namePersian = fa
            draft.isOurs = ours
            draft.city = ours ? own : partner
            draft.secrecy = secrecy
            let body = try Body.add(draft, in: change)
            values["bodies", default: []].append(body.id)
            return body
        }

        private mutating func person(_ name: String, fa: String?, _ secrecy: Secrecy) throws -> Person {
            var draft = PersonDraft()
            draft.nameEnglish = name
            draft.namePersian = fa
            if secrecy == .restricted {
                draft.note = Plant.text("remark")
                draft.email = "zafarnama@qzxmail.example"
            }
            draft.secrecy = secrecy
            let person = try Person.add(draft, in: change)
            values["people", default: []].append(person.id)
            return person
        }

        private mutating func person(_ name: String, _ fa: String?, _ secrecy: Secrecy) throws -> Person {
            try person(name, fa: fa, secrecy)
        }

        private mutating func post(_ word: String?, of person: Person, at body: String) throws {
            var draft = PostDraft()
            draft.body = body
            draft.titleEnglish = word.map { Plant.text($0) } ?? "Adviser"
            let post = try Post.add(draft, to: person.id, for: .machine, in: change)
            values["posts", default: []].append(post.id)
        }

        private mutating func agreement(
            _ title: String, fa: String? = nil, _ secrecy: Secrecy, level: InstrumentLevel = .principle,
            under parent: RegisteredAgreement? = nil, body: String? = nil, signatory: String? = nil
        ) throws -> RegisteredAgreement {
            var parties = [Party(side: .ours, city: own), Party(side: .theirs, city: partner)]
            if let body { parties.append(Party(side: .theirs, body: body)) }
            let registered = try Agreement.register(
                Agreement(
                    id: Identifier.make(), kind: .memorandum, level: level, parent: parent?.agreement.id,
                    titlePersian: fa, titleEnglish: title, parties: parties,
                    signatories: signatory.map { [Signatory(side: .theirs, person: nil, name: $0, post: nil)] } ?? [],
                    signed: PartialDay(year: 2020), secrecy: secrecy), on: today, in: change)
            values["agreements", default: []].append(registered.code)
            return registered
        }

        /// A clause with an action that is due soon, and accepted evidence of it.
        private mutating func work(
            on agreement: RegisteredAgreement, clause: String, fa: String? = nil, action: String, evidence: String,
            ours: [String], owner: String? = nil, person: String? = nil
        ) throws -> RegisteredClause {
            let registered = try RegisteredClause.add(
                Clause(
                    id: Identifier.make(), number: 1, texts: [.en: clause, .fa: fa ?? ""], ourBodies: ours),
                to: agreement, in: change)
            let planned = try Action.add(
                Action(
                    id: Identifier.make(), clause: registered.clause.id, title: action,
                    due: Day(year: 2026, month: 12, day: 1), ownerBody: owner ?? ours.first, ownerPerson: person),
                under: registered, on: today, in: change)
            values["actions", default: []].append(planned.id)
            let item = try submit(evidence, under: registered, link: "https://example.org/report")
            try item.review(.accept, by: deputy, under: registered, on: today, in: change)
            return registered
        }

        private mutating func submit(
            _ title: String, under clause: RegisteredClause, link: String
        ) throws -> Evidence {
            let item = try Evidence.submit(
                Evidence.Submission(
                    Evidence(
                        id: Identifier.make(), clause: clause.clause.id, title: title, submittedBy: officer,
                        submittedOn: today, dated: Day(year: 2026, month: 10, day: 1)!), link: link),
                under: clause, on: today, in: change)
            values["evidence", default: []].append(item.id)
            return item
        }

        private mutating func file(
            _ name: String, _ content: String, of subject: Subject, _ agreement: RegisteredAgreement
        ) throws {
            let file = try change.attach(
                Array(content.utf8), named: name, to: subject, secrecy: agreement.agreement.secrecy)
            values["files", default: []].append(file.id)
        }

        /// The restricted agreement with all that an agreement has.
        private mutating func closed(ours: [String], secret: String) throws -> RegisteredAgreement {
            let agreement = try agreement(
                Plant.text("title"), fa: Plant.text("titlefa"), .restricted, level: .executive,
                signatory: Plant.text("signatory"))
            let clause = try work(
                on: agreement, clause: Plant.text("clause"), fa: Plant.text("clausefa"), action: Plant.text("action"),
                evidence: Plant.text("evidence"), ours: ours + [secret])
            let returned = try submit(
                "Second report", under: clause, link: "https://example.org/\(Plant.lure)/qzxlink")
            try returned.review(
                .return(reason: Plant.text("returned")), by: deputy, under: clause, on: today, in: change)
            if let action = try Action.all(of: agreement.agreement.id, on: change.connection).first {
                var told = action
                told.indicator = Plant.text("indicator")
                told.budgetLine = Plant.text("budget")
                try action.edit(to: told, under: clause, on: today, in: change)
            }
            for (kind, step) in [(PathRecord.Kind.advanced, PathStep.legalReview), (.returned, .draft)] {
                try PathRecord.add(
                    PathRecord(
                        id: Identifier.make(), kind: kind, step: step, documentNumber: Plant.text("pathnumber"),
                        dated: today, reason: Plant.text("pathreason"), by: officer, at: change.at),
                    to: agreement, hasClauses: true, on: today, in: change)
            }
            try file("\(Plant.lure)-qzxfile.txt", Plant.text("content"), of: agreement.subject, agreement)
            try file("\(Plant.lure)-second.txt", "x", of: returned.subject, agreement)
            for (year, word) in [("2006", "claim"), ("2014", "note")] {
                let id = Identifier.make()
                try change.connection.execute(
                    """
                    INSERT INTO claim (id, agreement_id, fingerprint, kind, level, status, dated, note, source, added_at)
                    VALUES (\(id), \(agreement.agreement.id), \(id), \(AgreementKind.memorandum),
                        \(InstrumentLevel.principle), 'signed', \(year), \(Plant.text("note")), \(Plant.text("claim")),
                        \(change.at))
                    """)
                if word == "note" {
                    try ClaimSet.settle(
                        .date, of: agreement, standing: id, reason: Plant.text("settlement"), in: change)
                }
            }
            values["claims"] = ["date"]
            return agreement
        }
    }
}

import Cities
import OfficeKit
import PersianText
import SQLStore

/// An agreement as a program sends it, to be registered or to replace what the register knows of one.
struct AgreementInput: APIInput {
    static let fieldNames = ["titlePersian": "title.fa", "titleEnglish": "title.en"]
    static let notes: [String: FieldNote] = [
        "parent": FieldNote("The code of the instrument that it carries out.", most: 20),
        "parties": FieldNote("The office's own city is added where no party of its side is named.", most: 50),
        "signatories": FieldNote(most: 50),
        "languages": FieldNote("Tags of the languages of its text, the prevailing one first.", most: 20),
        "isSigned": FieldNote("Whether it was signed; when left out, it was if there is a date."),
        "ended": FieldNote("The day it was ended before its term."),
        "secrecy": FieldNote("`office` when left out."),
    ]

    let kind: AgreementKind
    let level: InstrumentLevel
    let parent: String?
    let title: Wording
    let parties: [PartyValue]
    let signatories: [SignatoryValue]?
    let languages: [String]?
    let signed: PartialDay?
    let isSigned: Bool?
    let expires: PartialDay?
    let ended: Day?
    let secrecy: Secrecy?

    /// The agreement.
    ///
    /// - Parameter before: what the register knows of it; nil for a new one. Bodies and persons that it names already
    ///   may stay, though these eyes may not see them.
    /// - Throws: ``Rejection``.
    func agreement(
        id: String, replacing before: Agreement?, visit: Visit, on connection: any SQLConnection
    ) throws -> Agreement {
        var problems: [Problem] = []
        var parentID: String?
        if let parent {
            parentID = try RegisteredAgreement.find(code: parent, for: visit.viewer, on: connection)?.agreement.id
            if parentID == nil { problems.append(Problem(field: "parent", key: "forms.errors.notInList")) }
        }
        var parties = parties.map { Party(side: $0.side, city: $0.city, body: $0.body) }
        problems += try unknown(in: parties, known: before?.parties ?? [], viewer: visit.viewer, on: connection)
        if !parties.contains(where: { $0.side == .ours }), let own = try City.own(on: connection) {
            parties.insert(Party(side: .ours, city: own.id), at: 0)
        }
        let signatories = self.signatories ?? []
        let known = Set(before?.signatories.compactMap(\.person) ?? [])
        for (place, signatory) in signatories.enumerated() {
            guard let person = signatory.person, !known.contains(person) else { continue }
            if try Person.find(person, for: visit.viewer, on: connection) == nil {
                problems.append(Problem(field: "signatories.\(place).person", key: "forms.errors.notInList"))
            }
        }
        let secrecy = secrecy ?? .office
        if let problem = visit.problem(of: secrecy, replacing: before?.secrecy) { problems.append(problem) }
        func clean(_ text: String?, in language: Language? = nil) -> String? {
            let clean = PersianText.clean(text ?? "", persianLetters: language == .fa)
            return clean.isEmpty ? nil : clean
        }
        let agreement = Agreement(
            id: id, kind: kind, level: level, parent: parentID, titlePersian: clean(title[.fa], in: .fa),
            titleEnglish: clean(title[.en]), parties: parties,
            signatories: signatories.map {
                Signatory(side: $0.side, person: $0.person, name: clean($0.name) ?? "", post: clean($0.post))
            }, languages: languages ?? [], signed: signed, isSigned: isSigned, expires: expires, ended: ended,
            secrecy: secrecy)
        problems += agreement.problems(on: visit.today)
        guard problems.isEmpty else { throw Rejection(problems) }
        return agreement
    }

    /// Cities and bodies that are not there, or not for these eyes.
    private func unknown(
        in parties: [Party], known: [Party], viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Problem] {
        let cities = try City.find(parties.compactMap(\.city), on: connection)
        let bodies = Set(known.compactMap(\.body))
        return try parties.enumerated().flatMap { place, party -> [Problem] in
            var problems: [Problem] = []
            if let city = party.city, cities[city] == nil {
                problems.append(Problem(field: "parties.\(place).city", key: "forms.errors.notInList"))
            }
            if let body = party.body, !bodies.contains(body),
                try Body.find(body, for: viewer, on: connection) == nil
            {
                problems.append(Problem(field: "parties.\(place).body", key: "forms.errors.notInList"))
            }
            return problems
        }
    }
}

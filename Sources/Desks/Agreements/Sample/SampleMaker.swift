import OfficeKit

/// Makes ties that come as far as the lot says.
struct SampleMaker {
    /// A city on the other side.
    struct Partner: Sendable {
        let id: Int64
        let namePersian: String?
        let nameEnglish: String

        var names: [String] { [namePersian, nameEnglish].compactMap { $0 } }

        func name(in language: Language) -> String { language == .fa ? namePersian ?? nameEnglish : nameEnglish }
    }

    /// Who can be responsible.
    struct Bodies: Sendable {
        let ours: [String]
        /// By city.
        let theirs: [Int64: String]
    }

    /// The account that submits and the one that decides: none of an office's own, so that its people may review.
    private static let people = (submits: "sample-officer", decides: "sample-reviewer")

    let today: Day
    let moment: Moment
    let clauses: Int
    /// The office's own city, where it has one.
    let own: Int64?
    let bodies: Bodies
    var random: SampleRandom

    /// One agreement, or an agreement in principle and the executive document under it.
    ///
    /// - Parameters:
    ///   - number: the number of its code.
    ///   - room: how many agreements are still wanted.
    mutating func ties(with partner: Partner, number: Int, room: Int) -> [SampleTie] {
        let drawn = Stage.drawn(by: &random)
        // Without a clause nothing can be assigned.
        let stage = clauses == 0 ? min(drawn, .formalised) : drawn
        let signed = today.adding(days: -random.number(800...6000))
        guard stage > .paper, room > 1, random.happens(30) else {
            return [tie(at: stage, with: partner, number: number, signed: signed)]
        }
        let frame = tie(at: stage, with: partner, number: number, signed: signed, isFrame: true)
        let document = tie(
            at: stage, with: partner, number: number + 1, signed: signed.adding(days: random.number(30...200)),
            parent: frame.registered.agreement.id)
        return [frame, document]
    }

    private mutating func tie(
        at stage: Stage, with partner: Partner, number: Int, signed: Day, isFrame: Bool = false, parent: String? = nil
    ) -> SampleTie {
        let kind = random.pick(AgreementKind.allCases)
        let level: InstrumentLevel =
            isFrame ? .principle : parent != nil ? .executive : random.pick([.executive, .contract])
        var agreement = Agreement(
            id: Identifier.make(at: moment), kind: kind, level: level, parent: parent,
            titlePersian: SampleWording.title(kind, level, partner, number: number, in: .fa),
            titleEnglish: SampleWording.title(kind, level, partner, number: number, in: .en),
            parties: own.map { [Party(side: .ours, city: $0)] } ?? [], languages: ["fa", "en"],
            signed: random.happens(20) ? PartialDay(year: signed.year) : PartialDay(signed),
            expires: random.happens(50) ? PartialDay(today.adding(days: random.number(30...2000))) : nil,
            secrecy: random.pick([.office, .office, .office, .office, .everyone, .restricted]))
        agreement.parties.append(Party(side: .theirs, city: partner.id))
        if stage == .paper { leaveOnPaper(&agreement, signed: signed) }
        var made = SampleTie(
            registered: RegisteredAgreement(code: Agreement.code(number), agreement: agreement), stage: stage,
            partner: partner)
        for place in 0..<clauses {
            let fate = stage.fate(at: place, of: clauses, random: &random)
            add(clause: place + 1, fate: fate, after: signed, partner: partner, to: &made)
        }
        if agreement.isSigned, random.happens(4) { addClaims(to: &made) }
        return made
    }

    /// One of the four ways to stay on paper.
    private mutating func leaveOnPaper(_ agreement: inout Agreement, signed: Day) {
        switch random.number(0...9) {
        case 0...1:
            agreement.isSigned = false
            agreement.signed = nil
        case 2: agreement.expires = PartialDay(today.adding(days: -random.number(1...700)))
        case 3: agreement.ended = today.adding(days: -random.number(1...700))
        default: agreement.level = .principle
        }
    }

    private mutating func add(
        clause number: Int, fate: SampleFate, after signed: Day, partner: Partner, to tie: inout SampleTie
    ) {
        let sector = Sector.all.isEmpty ? nil : random.pick(Sector.all)
        let theirs = bodies.theirs[partner.id].map { [$0] } ?? []
        var clause = Clause(
            id: Identifier.make(at: moment), number: number,
            texts: SampleWording.clause(about: sector, random: &random),
            sector: sector?.key, ourBodies: [random.pick(bodies.ours)], theirBodies: random.happens(60) ? theirs : [])
        var action = Action(
            id: Identifier.make(at: moment), clause: clause.id, title: random.pick(SampleWording.actions),
            due: today.adding(days: random.number(-300...400)), ownerBody: clause.ourBodies.first)
        switch fate {
        case .unassigned:
            switch random.number(0...3) {
            case 0: clause.ourBodies = []
            case 1:
                action.due = nil
                tie.actions.append(action)
            case 2:
                action.ownerBody = nil
                tie.actions.append(action)
            default: break
            }
        case .planned:
            tie.actions.append(action)
            if let state = undecided() { tie.evidence.append(evidence(of: action, ago: 5...500, state)) }
        case .silent:
            tie.actions.append(action)
            let latest = max(SilenceLimits.usual.days + 1, 560)
            tie.evidence.append(evidence(of: action, ago: latest...(latest + 200)))
        case .operating:
            tie.actions.append(action)
            tie.evidence.append(evidence(of: action, ago: 1...450))
            if random.happens(30) { tie.evidence.append(evidence(of: action, ago: 1...200, .submitted)) }
        case .delivering:
            clause.theirBodies = theirs
            var done = action
            done.due = today.adding(days: -random.number(100...500))
            done.closed = today.adding(days: -random.number(90...400))
            tie.evidence.append(evidence(of: done, ago: 90...400))
            tie.evidence.append(evidence(of: nil, clause: clause.id, ago: 1...80))
            tie.actions.append(done)
            action.id = Identifier.make(at: moment)
            action.due = today.adding(days: random.number(-20...300))
            tie.actions.append(action)
        }
        tie.clauses.append(clause)
    }

    /// Evidence that proves nothing, or none at all.
    private mutating func undecided() -> Evidence.State? {
        let on = today.adding(days: -random.number(0...100))
        let by = SampleMaker.people.decides
        switch random.number(0...9) {
        case 0...1: return .submitted
        case 2: return .returned(by: by, on: on, reason: SampleWording.returned)
        case 3: return .withdrawn(by: SampleMaker.people.submits, on: on)
        default: return nil
        }
    }

    /// Evidence of a day so many days ago; accepted unless another state is given.
    private mutating func evidence(
        of action: Action?, clause: String = "", ago: ClosedRange<Int>, _ state: Evidence.State? = nil
    ) -> Evidence {
        let dated = today.adding(days: -random.number(ago))
        return Evidence(
            id: Identifier.make(at: moment), clause: action?.clause ?? clause, action: action?.id,
            title: random.pick(SampleWording.evidence), submittedBy: SampleMaker.people.submits,
            submittedOn: min(today, dated.adding(days: 3)), dated: dated,
            state: state ?? .accepted(by: SampleMaker.people.decides, on: min(today, dated.adding(days: 10))))
    }

    /// Two sources that give different years; half of the contradictions are settled.
    private mutating func addClaims(to tie: inout SampleTie) {
        let agreement = tie.registered.agreement
        guard let signed = agreement.signed else { return }
        let other = PartialDay(year: signed.earliest.year - random.number(2...9))
        tie.claims = [(signed, Claim.SourceClass.official), (other ?? signed, .news)].enumerated().map { place, claim in
            Claim(
                id: Identifier.make(at: moment),
                Claim.Content(
                    kind: agreement.kind, date: claim.0, note: SampleWording.note,
                    source: SampleWording.source(place + 1, of: tie.registered.code), sourceClass: claim.1))
        }
        if random.happens(50) { tie.settled = tie.claims.first }
    }
}

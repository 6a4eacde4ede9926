import OfficeKit

/// The way from a bare tie to work that is proven, as steps: which are done, and where the next one is taken.
struct GuideView: Sendable {
    struct Step: Sendable {
        let label: String
        let detail: String?
        let isDone: Bool
        let href: String?
        let linkLabel: String
    }

    let title: String
    let intro: String?
    let steps: [Step]
    let quick: ActionView?
    let quickText: String

    /// Nil when the agreement delivers: there is nothing left to guide to.
    init?(_ file: AgreementFile, visit: Visit) {
        let text = visit.text
        let format = visit.dayFormat
        let record = file.record
        let today = visit.today
        guard file.proof.stage.value != .delivering, !record.isEnded(on: today) else { return nil }
        let mayEdit = visit.may(.editAgreements)
        let place = file.workplace(on: today)
        let path = file.registered.href
        let live = record.liveClauses(on: today)
        let actions = record.actions.filter { action in
            action.isLive(on: today) && live.contains { $0.id == action.clause }
        }
        let first = live.first.map { "\(place.href)#clause-\($0.number)" } ?? place.href
        let waiting = record.evidence.contains { $0.state == .submitted }
        let reviewed = file.evidence.values.joined()
            .filter { $0.state == .submitted && $0.submittedBy != visit.person?.account }
            .min { ($0.dated, $0.id) < ($1.dated, $1.id) }

        var steps: [Step] = []
        // One way on at a time: what comes later cannot be done yet.
        var isNext = true
        func step(_ name: String, isDone: Bool, href: String, isOurs: Bool = true, detail: String? = nil) {
            steps.append(
                Step(
                    label: text.text("guide.\(name)"), detail: isDone ? nil : detail, isDone: isDone,
                    href: !isDone && isNext && (isOurs ? mayEdit : visit.may(.submitEvidence)) ? href : nil,
                    linkLabel: text.text("guide.\(name)Link")))
            if !isDone, name != "settle" { isNext = false }
        }
        if file.claims.open > 0 {
            step("settle", isDone: false, href: path + "/claims", detail: text.text("guide.settleDetail"))
        }
        if file.proof.stage.value.isOperational {
            let proofs = file.proof.clauses
            step(
                "counterpart", isDone: live.allSatisfy { !$0.theirBodies.isEmpty }, href: place.href + "/bodies")
            step("all", isDone: proofs.allSatisfy { $0.stage.value.isOperational }, href: path + "/proof")
            step("close", isDone: proofs.contains { !$0.fulfilled.isEmpty }, href: first)
            step(
                "lasting", isDone: Set(record.evidence.filter { $0.counts(on: today) }.map(\.dated)).count > 1,
                href: first, isOurs: false)
        } else {
            if record.isExpired(on: today) {
                step("renew", isDone: false, href: "/agreements/new?partner=\(file.partnerCity.map(String.init) ?? "")")
            }
            step("sign", isDone: record.isSigned(on: today), href: path + "/edit#field-signed")
            let isExecuted = record.hasExecutiveDocument(on: today)
            let draft = file.documents.last { document in
                let path = file.paths[document.agreement.id]
                let isOver = [document.agreement.expires?.latest, document.agreement.ended].contains { day in
                    day.map { $0 < today } ?? false
                }
                return path.map { $0.step != .inForce } ?? false && !isOver
            }
            if !file.agreement.level.isExecutable, !isExecuted, let draft {
                // It is on its way: a second one would not help.
                step("path", isDone: false, href: draft.href + "/document")
            } else if !file.agreement.level.isExecutable {
                step(
                    "document", isDone: isExecuted,
                    href: "/agreements/new?parent=\(file.registered.code)&level=executive",
                    detail: text.text("guide.documentDetail"))
            }
            if record.approval != .notDemanded {
                step("path", isDone: record.approval.holds(on: today), href: path + "/document")
            }
            step("clause", isDone: !live.isEmpty, href: place.href + "/clauses/new")
            step(
                "body", isDone: !live.isEmpty && live.allSatisfy { !$0.ourBodies.isEmpty },
                href: place.href + "/bodies")
            step("action", isDone: actions.contains(where: \.isPlanned), href: first)
            step(
                "evidence", isDone: waiting || record.evidence.contains(where: \.isAccepted), href: first,
                isOurs: false)
            step(
                "review", isDone: false, href: reviewed.map { $0.href(in: file.registered) + "#review" } ?? first,
                detail: waiting ? text.text("guide.reviewDetail") : nil)
        }
        self.steps = steps
        title = text.text(file.proof.stage.value.isOperational ? "guide.titleOn" : "guide.title")
        intro = file.causes.first.map { cause in
            cause.reason.sentence(in: text) { format.text($0) } + " — " + text.text(cause.cause.nextKey)
        }
        let isBare = live.isEmpty && !record.isExpired(on: today)
        quick =
            mayEdit && isBare
            ? ActionView(text.text("guide.quick"), href: path + "/start", isPrimary: true) : nil
        quickText = text.text("guide.quickText")
    }
}

extension AgreementFile {
    /// The first city on the other side.
    var partnerCity: Int64? { agreement.parties.first { $0.side == .theirs && $0.city != nil }?.city }
}

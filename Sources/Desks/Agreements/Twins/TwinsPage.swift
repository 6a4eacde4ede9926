import OfficeKit

/// All pairs of texts of an agreement with what they differ in, and the way to sign in spite of it.
enum TwinsPage {
    private struct View: Sendable {
        let tabs: [AgreementTabs.Tab]
        let summary: String
        let empty: EmptyView?
        let notes: [TwinNote]
        let override: String?
        let overrideTitle: String
        let overrideText: String
        let form: FormView?
    }

    static func page(_ file: AgreementFile, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let check = file.twins
        // What needs work stands first.
        let sorted = check.different + check.pairs.filter(\.isEqual)
        var form: FormView?
        if visit.may(.editAgreements), !file.agreement.isSigned, !check.allowsSigning {
            var made = FormView(
                action: file.registered.href + "/twins/override",
                fields: [
                    FieldView(
                        "reason", label: text.text("twins.reason"), .textarea(rows: 3, maxlength: 1000),
                        value: visit.isPost ? visit.form.text("reason") : nil, hint: text.text("twins.reasonHint"),
                        isRequired: true)
                ], submit: text.text("twins.override"))
            made.isDanger = true
            made.show(problems, in: text)
            form = made
        }
        let title = text.text("twins.title")
        return Page(
            "twins", title: "\(title): \(file.title(in: visit.language))", heading: title,
            eyebrow: file.registered.code,
            subtitle: file.title(in: visit.language), breadcrumbs: AgreementPage.crumbs(file, to: title, visit: visit),
            section: "/agreements", status: Page.status(of: problems),
            view: View(
                tabs: AgreementTabs.tabs(of: file, current: .twins, visit: visit),
                summary: text.text("twins.summary", count: check.different.count),
                empty: check.pairs.isEmpty
                    ? EmptyView(title: text.text("twins.emptyTitle"), text: text.text("twins.emptyText")) : nil,
                notes: sorted.map { TwinNote($0, in: file, visit: visit) },
                override: check.override.map { override in
                    text.text(
                        "twins.overridden", ["day": visit.shown(override.at) ?? "", "reason": override.reason])
                },
                overrideTitle: text.text("twins.overrideTitle"), overrideText: text.text("twins.overrideText"),
                form: form))
    }
}

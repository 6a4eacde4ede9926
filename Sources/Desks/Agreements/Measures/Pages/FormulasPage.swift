import OfficeKit

/// How each measure is computed, in which unit, and whose rule it is, for whoever wants to know.
enum FormulasPage {
    static let path = "/measures/formulas"

    static func page(_ visit: Visit) -> Page {
        let text = visit.text
        let panels =
            [
                PanelView(
                    title: text.text("measures.rulesTitle"), text: text.text("measures.rules"),
                    facts: FactsView(
                        ["visibility", "period", "groups", "sides"].map { rule in
                            FactsView.Fact(
                                text.text("measures.rule.\(rule).title"), text.text("measures.rule.\(rule).text"))
                        }))
            ]
            + Measure.allCases.map { measure in
                PanelView(
                    id: measure.rawValue, title: text.text(measure.key), text: text.text(measure.meaningKey),
                    facts: facts(of: measure, visit: visit),
                    links: [
                        ActionView(
                            text.text("measures.show"), href: "\(MeasuresPage.path)?measure=\(measure.rawValue)")
                    ])
            }
        return Page(
            "panels", title: text.text("measures.formulas"), subtitle: text.text("measures.formulasText"),
            breadcrumbs: [Crumb(text.text("measures.title"), href: MeasuresPage.path)], section: MeasuresPage.path,
            view: PanelsView(panels))
    }

    /// Formula, unit, several ties, example and source of one measure.
    static func facts(of measure: Measure, visit: Visit) -> FactsView {
        let text = visit.text
        func fact(_ label: String, _ key: String) -> FactsView.Fact {
            FactsView.Fact(text.text(label), text.text(key))
        }
        var source = fact("common.source", "measures.source.own")
        if case .published(let key, let address) = measure.source {
            source = FactsView.Fact(text.text("common.source"), text.text(key), href: address)
        }
        return FactsView([
            fact("measures.label.formula", measure.formulaKey), fact("measures.label.unit", measure.unit.key),
            fact("measures.label.many", measure.manyKey), fact("measures.label.example", measure.exampleKey), source,
        ])
    }
}

/// What kind of body in law an organisation's name ends (or begins) with.
///
/// Two forms of one family are one form in two languages: ООО, LLC and GmbH. A plain word such as "Company" fits with
/// every form.
public enum LegalForm: Sendable, Hashable {
    case plain, jointStock, limited, special

    private static let table: [String: LegalForm] = {
        let lists: [(LegalForm, String)] = [
            (
                .plain,
                """
                inc|incorporated|corp|corporation|co|company|ltd|limited|co ltd|company limited|llp|lp|lllp|pty|pvt|pte
                private|cie|firm|شرکت|شركة
                """
            ),
            (
                .jointStock,
                """
                ag|aktiengesellschaft|sa|s a|spa|jsc|oao|ojsc|pjsc|pao|zao|cjsc|ao|plc|nv|ab|oyj|kk|as|a s|asa|aps
                joint stock company|open joint stock company|public joint stock company|closed joint stock company|tbk
                se|sae|оао|зао|пао|ао|sab|bhd|jsb|psc|pjs|kgaa|ad|dd|سهامی عام|سهامی خاص
                """
            ),
            (
                .limited,
                """
                gmbh|gesellschaft mit beschrankter haftung|sarl|srl|ooo|llc|limited liability company|bv|bvba|sp z o o
                sp z oo|spzoo|sp zoo|spolka z ograniczona odpowiedzialnoscia|ltda|oy|doo|d o o|ооо|sro|s r o|sl|kft|tov
                тов|too|тоо|fze|fzc|fzco|wll|eood|sas|s a s|sociedad limitada|ug|dwc llc|с ограниченной ответственностью
                با مسئولیت محدود
                """
            ),
            (.special, "na|sa de cv|s a de c v|sapi de cv|pt|kg|ohg|ek|ev"),
        ]
        var table: [String: LegalForm] = [:]
        for (form, list) in lists {
            for name in list.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
                table[NameReader.folded(String(name))] = form
            }
        }
        return table
    }()

    /// The form that these words are, if they are one.
    init?(_ words: ArraySlice<String>) {
        guard let form = Self.table[words.joined(separator: " ")] else { return nil }
        self = form
    }
}

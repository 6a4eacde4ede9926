extension BilingualDocument {
    /// The document as a page that ``PDFPrinter`` prints: it needs no network, no script and no other file.
    public func html() -> String {
        var body = "<header>"
        for language in Language.allCases {
            let tag = language == .fa ? "h1" : "p class=\"title\""
            body += "<\(tag) \(Self.marks(language))>\(HTML.escaped(words(title, in: language).text))"
            body += language == .fa ? "</h1>" : "</p>"
        }
        for language in Language.allCases {
            body += "<p class=\"state\" \(Self.marks(language))>\(HTML.escaped(words(state, in: language).text))</p>"
        }
        body += "</header><table class=\"pairs\">"
        for row in rows {
            let name = if case .heading = row { "heading" } else { "row" }
            body += "<tr class=\"\(name)\">"
            for language in Language.allCases { body += "<td \(Self.marks(language))>\(cell(row, language))</td>" }
            body += "</tr>"
        }
        body += "</table>"
        if !signatures.isEmpty {
            body += "<table class=\"signatures\"><tr>"
            for signature in signatures {
                body += "<td>"
                for line in signature.lines {
                    for language in Language.allCases {
                        guard let text = line[language] else { continue }
                        body += "<p \(Self.marks(language))>\(HTML.escaped(text))</p>"
                    }
                }
                body += "</td>"
            }
            body += "</tr></table>"
        }
        return """
            <!doctype html><html lang="fa-IR" dir="rtl"><head><meta charset="utf-8">\
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\
            <title>\(HTML.escaped(words(title, in: .fa).text))</title><style>\(style)</style></head>\
            <body>\(body)</body></html>
            """
    }

    private static func marks(_ language: Language) -> String {
        "lang=\"\(language.tag)\" dir=\"\(language.direction)\""
    }

    private func cell(_ row: Row, _ language: Language) -> String {
        func words(_ pair: Pair) -> String {
            let (text, isMissing) = self.words(pair, in: language)
            return isMissing
                ? "<span class=\"missing\">\(HTML.escaped(text))</span>" : "<bdi>\(HTML.escaped(text))</bdi>"
        }
        switch row {
        case .heading(let pair): return "<h2>\(words(pair))</h2>"
        case .text(let pair): return "<p class=\"text\">\(words(pair))</p>"
        case .facts(let facts, let heading):
            return (heading.map { "<h3>\(words($0))</h3>" } ?? "")
                + facts.map { fact in
                    let label = HTML.escaped(self.words(fact.label, in: language).text)
                    return "<p><strong>\(label):</strong> \(words(fact.value))</p>"
                }.joined()
        }
    }

    /// Margin boxes of CSS carry the head and the numbers of the pages (Chromium 131 and later).
    private var style: String {
        """
        @page { size: A4; margin: 22mm 18mm 20mm;
          @top-right { content: \(Self.quoted(code + " · " + words(state, in: .fa).text)); \(Self.small) direction: rtl }
          @top-left { content: \(Self.quoted(words(state, in: .en).text)); \(Self.small) }
          @bottom-center { content: counter(page) " / " counter(pages); \(Self.small) direction: ltr } }
        body { font: 10.5pt/1.75 "Noto Sans Arabic", "Noto Sans", sans-serif; margin: 0; color: #14202e }
        [lang="en-GB"] { font: 10pt/1.5 "Noto Sans", "Noto Sans Arabic", sans-serif }
        header { text-align: center; margin-bottom: 6mm }
        h1 { font-size: 17pt; margin: 0 0 1mm; line-height: 1.5 } .title { font-size: 14pt; font-weight: 700; margin: 0 }
        .state { margin: 1mm 0 0; color: #46505e }
        h2 { font-size: 12pt; margin: 0 } h3 { font-size: 10.5pt; margin: 0 } p { margin: 0 0 .8mm }
        .text { white-space: pre-line }
        table { width: 100%; border-collapse: collapse; table-layout: fixed }
        td { width: 50%; border: .25mm solid #b8c0cc; padding: 1.6mm 2.4mm; vertical-align: top; overflow-wrap: anywhere }
        .heading td { background: #eef2f7 } .heading { break-after: avoid }
        tr { break-inside: avoid } .missing { color: #6b7480 }
        .signatures { margin-top: 8mm } .signatures td { padding: 3mm 2.4mm 26mm; text-align: center }
        """
    }

    private static let small = "font: 7.5pt \"Noto Sans\", \"Noto Sans Arabic\", sans-serif; color: #5b6472;"

    /// A text for CSS: whatever could end it, or the style, is written by number.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || "\"\\<>".unicodeScalars.contains(scalar) {
                result += "\\" + String(scalar.value, radix: 16) + " "
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

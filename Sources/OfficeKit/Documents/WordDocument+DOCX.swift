extension WordDocument {
    /// The document as a Word file (ECMA-376, "WordprocessingML"): plain parts in a zip, A4, the same bytes for the
    /// same content.
    ///
    /// - Throws: ``WordError/tooLarge``.
    public func docx() throws -> [UInt8] {
        let schemas = "http://schemas.openxmlformats.org"
        let office = "\(schemas)/officeDocument/2006/relationships"
        let types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        let main = "xmlns:w=\"\(schemas)/wordprocessingml/2006/main\""
        var parts: [(name: String, xml: String)] = [
            (
                "[Content_Types].xml",
                """
                <Types xmlns="\(schemas)/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>\
                <Override PartName="/word/document.xml" ContentType="\(types).document.main+xml"/>\
                <Override PartName="/word/styles.xml" ContentType="\(types).styles+xml"/>\
                <Override PartName="/word/header1.xml" ContentType="\(types).header+xml"/>\
                <Override PartName="/word/footer1.xml" ContentType="\(types).footer+xml"/>\
                <Override PartName="/docProps/core.xml" \
                ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
                """
            ),
            (
                "_rels/.rels",
                """
                <Relationships xmlns="\(schemas)/package/2006/relationships">\
                <Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>\
                <Relationship Id="rId2" Type="\(schemas)/package/2006/relationships/metadata/core-properties" \
                Target="docProps/core.xml"/></Relationships>
                """
            ),
            (
                "docProps/core.xml",
                """
                <cp:coreProperties xmlns:cp="\(schemas)/package/2006/metadata/core-properties" \
                xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(Sheet.escaped(title))</dc:title>\
                <dc:language>\(language.tag)</dc:language></cp:coreProperties>
                """
            ),
            (
                "word/_rels/document.xml.rels",
                """
                <Relationships xmlns="\(schemas)/package/2006/relationships">\
                <Relationship Id="rId1" Type="\(office)/styles" Target="styles.xml"/>\
                <Relationship Id="rId2" Type="\(office)/header" Target="header1.xml"/>\
                <Relationship Id="rId3" Type="\(office)/footer" Target="footer1.xml"/></Relationships>
                """
            ),
            ("word/styles.xml", styles(main)),
            ("word/header1.xml", "<w:hdr \(main)>\(Self.paragraphs(header))</w:hdr>"),
            ("word/footer1.xml", "<w:ftr \(main)>\(footerXML)</w:ftr>"),
        ]
        parts.append(("word/document.xml", document(main, office)))
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        do {
            return try Zip.archive(parts.map { Zip.Entry(name: $0.name, bytes: Array((head + $0.xml).utf8)) })
        } catch {
            throw WordError.tooLarge
        }
    }

    /// Between the margins of A4, in twentieths of a point.
    private static let width = 9638

    private func document(_ main: String, _ office: String) -> String {
        var xml = "<w:document \(main) xmlns:r=\"\(office)\"><w:body>"
        for block in blocks {
            switch block {
            case .paragraph(let paragraph): xml += paragraph.xml
            case .table(let table): xml += table.xml(width: Self.width)
            case .pageBreak: xml += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
            }
        }
        // A table may not be the last thing on a page: Word adds a paragraph, so here is a small one.
        if case .table? = blocks.last { xml += "<w:p><w:pPr><w:pStyle w:val=\"small\"/></w:pPr></w:p>" }
        // No <w:bidi/> here: it would mirror what each paragraph and table already says.
        return xml + """
            <w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>\
            <w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" \
            w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>
            """
    }

    private static func paragraphs(_ list: [Paragraph]) -> String {
        list.isEmpty ? "<w:p/>" : list.map(\.xml).joined()
    }

    private var footerXML: String {
        func field(_ name: String) -> String {
            "<w:fldSimple w:instr=\" \(name) \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
        }
        let numbers = """
            <w:p><w:pPr><w:pStyle w:val="small"/><w:bidi w:val="0"/><w:jc w:val="center"/></w:pPr>\(field("PAGE"))\
            <w:r><w:t xml:space="preserve"> / </w:t></w:r>\(field("NUMPAGES"))</w:p>
            """
        if !hasPageNumbers { return Self.paragraphs(footer) }
        return footer.map(\.xml).joined() + numbers
    }

    private func styles(_ main: String) -> String {
        let latin = Sheet.escaped(fonts.latin)
        let persian = Sheet.escaped(fonts.persian)
        var xml = """
            <w:styles \(main)><w:docDefaults><w:rPrDefault><w:rPr>\
            <w:rFonts w:ascii="\(latin)" w:hAnsi="\(latin)" w:eastAsia="\(latin)" w:cs="\(persian)"/>\
            <w:sz w:val="20"/><w:szCs w:val="21"/><w:lang w:val="en-GB" w:bidi="fa-IR"/></w:rPr></w:rPrDefault>\
            <w:pPrDefault><w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>\
            </w:docDefaults>
            """
        for style in Style.allCases {
            let look = style.look
            xml += """
                <w:style w:type="paragraph"\(style == .text ? " w:default=\"1\"" : "") w:styleId="\(style.rawValue)">\
                <w:name w:val="\(look.name)"/>\(style == .text ? "" : "<w:basedOn w:val=\"text\"/>")<w:qFormat/>\
                <w:pPr>\(look.keepsWithNext ? "<w:keepNext/>" : "")\
                <w:spacing w:before="\(look.before)" w:after="\(look.after)"/>\
                \(look.level.map { "<w:outlineLvl w:val=\"\($0)\"/>" } ?? "")</w:pPr><w:rPr>\
                \(look.isBold ? "<w:b/><w:bCs/>" : "")\
                <w:sz w:val="\(look.size)"/><w:szCs w:val="\(look.size + 1)"/></w:rPr></w:style>
                """
        }
        return xml + "</w:styles>"
    }
}

extension WordDocument.Style {
    fileprivate struct Look {
        let name: String
        /// In half points; Persian letters are set half a point larger, for they are lower.
        let size: Int
        var isBold = false
        var before = 0
        var after = 40
        var keepsWithNext = false
        /// The place in the outline, from 0.
        var level: Int?
    }

    fileprivate var look: Look {
        switch self {
        case .title: Look(name: "Title", size: 30, isBold: true, after: 40, keepsWithNext: true)
        case .subtitle: Look(name: "Subtitle", size: 20, after: 120)
        case .heading1: Look(name: "heading 1", size: 23, isBold: true, before: 40, keepsWithNext: true, level: 0)
        case .heading2: Look(name: "heading 2", size: 20, isBold: true, keepsWithNext: true, level: 1)
        case .text: Look(name: "Normal", size: 20)
        case .small: Look(name: "Small", size: 16, after: 0)
        }
    }
}

extension Language {
    /// The tag with its country, for spelling and speech.
    public var tag: String { self == .fa ? "fa-IR" : "en-GB" }
}

extension WordDocument.Paragraph {
    fileprivate var xml: String {
        let isPersian = language == .fa
        // An English paragraph says so: inside a table that runs from the right it would follow it.
        var xml = """
            <w:p><w:pPr><w:pStyle w:val="\(style.rawValue)"/>\(isPersian ? "<w:bidi/>" : "<w:bidi w:val=\"0\"/>")\
            <w:jc w:val="\(alignment.rawValue)"/></w:pPr>
            """
        for run in runs {
            for span in ScriptSpan.spans(of: run.text, in: language) {
                xml += "<w:r><w:rPr>"
                if run.isBold { xml += "<w:b/><w:bCs/>" }
                if run.isMuted { xml += "<w:color w:val=\"5B6472\"/>" }
                xml +=
                    span.isRightToLeft ? "<w:rtl/><w:lang w:bidi=\"fa-IR\"/>" : "<w:lang w:val=\"en-GB\"/>"
                xml += "</w:rPr>"
                for (index, line) in span.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    if index > 0 { xml += "<w:br/>" }
                    xml += "<w:t xml:space=\"preserve\">\(Sheet.escaped(String(line)))</w:t>"
                }
                xml += "</w:r>"
            }
        }
        return xml + "</w:p>"
    }
}

extension WordDocument.Table {
    fileprivate func xml(width: Int) -> String {
        let all = max(1, shares.reduce(0, +))
        let widths = shares.map { width * $0 / all }
        func line(_ edge: String) -> String {
            "<w:\(edge) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B8C0CC\"/>"
        }
        let edges =
            switch lines {
            case .none: ""
            case .between: ["insideH", "insideV"].map(line).joined()
            case .all: ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).joined()
            }
        var xml = """
            <w:tbl><w:tblPr>\(language == .fa ? "<w:bidiVisual/>" : "")<w:tblW w:w="\(width)" w:type="dxa"/>\
            \(edges.isEmpty ? "" : "<w:tblBorders>\(edges)</w:tblBorders>")<w:tblLayout w:type="fixed"/>\
            <w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="120" w:type="dxa"/>\
            <w:bottom w:w="40" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>\
            \(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>
            """
        for (index, row) in rows.enumerated() {
            // A row that is longer than a page must be cut; others stay whole.
            let isShort = row.allSatisfy { $0.length < 1200 }
            xml += "<w:tr><w:trPr>"
            if isShort { xml += "<w:cantSplit/>" }
            if index == 0, hasHead { xml += "<w:tblHeader/>" }
            xml += "</w:trPr>"
            for (place, width) in widths.enumerated() {
                let cell = row.indices.contains(place) ? row[place] : WordDocument.Cell([])
                xml += "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>"
                if cell.isShaded { xml += "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF2F7\"/>" }
                xml += "</w:tcPr>\(cell.paragraphs.isEmpty ? "<w:p/>" : cell.paragraphs.map(\.xml).joined())</w:tc>"
            }
            xml += "</w:tr>"
        }
        return xml + "</w:tbl>"
    }
}

extension WordDocument.Cell {
    /// In characters.
    fileprivate var length: Int { paragraphs.flatMap(\.runs).reduce(0) { $0 + $1.text.utf16.count } }
}

/// Why a document cannot be written.
public enum WordError: Error, Sendable, Equatable {
    /// More than an archive holds.
    case tooLarge
}

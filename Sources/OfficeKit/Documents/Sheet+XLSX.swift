extension Sheet {
    /// The table as an Excel workbook of one sheet (ECMA-376, "SpreadsheetML"): a frozen bold head, real numbers and
    /// days, the sheet's direction, and texts inside their cells.
    ///
    /// - Throws: ``SheetError/tooLarge``.
    public func xlsx() throws -> [UInt8] {
        guard rows.count < 1_048_576, columns.count <= 16_384 else { throw SheetError.tooLarge }
        let namespace = "http://schemas.openxmlformats.org"
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        let office = "\(namespace)/officeDocument/2006/relationships"
        let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        let parts: [(String, String)] = [
            (
                "[Content_Types].xml",
                """
                <Types xmlns="\(namespace)/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>\
                <Override PartName="/xl/workbook.xml" ContentType="\(types).sheet.main+xml"/>\
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(types).worksheet+xml"/>\
                <Override PartName="/xl/styles.xml" ContentType="\(types).styles+xml"/></Types>
                """
            ),
            (
                "_rels/.rels",
                """
                <Relationships xmlns="\(namespace)/package/2006/relationships">\
                <Relationship Id="rId1" Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """
            ),
            (
                "xl/workbook.xml",
                """
                <workbook xmlns="\(namespace)/spreadsheetml/2006/main" xmlns:r="\(office)"><sheets>\
                <sheet name="\(Self.escaped(tabName))" sheetId="1" r:id="rId1"/></sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships xmlns="\(namespace)/package/2006/relationships">\
                <Relationship Id="rId1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
                <Relationship Id="rId2" Type="\(office)/styles" Target="styles.xml"/></Relationships>
                """
            ),
            ("xl/styles.xml", Self.styles(namespace)),
            ("xl/worksheets/sheet1.xml", worksheet(namespace)),
        ]
        do {
            return try Zip.archive(parts.map { Zip.Entry(name: $0.0, bytes: Array((head + $0.1).utf8)) })
        } catch {
            throw SheetError.tooLarge
        }
    }

    /// A tab's name has at most 31 UTF-16 units and none of `[]:*?/\`, nor an apostrophe at its ends.
    private var tabName: String {
        var name = ""
        for character in title {
            let fits = "[]:*?/\\'".contains(character) ? " " : character
            guard name.utf16.count + fits.utf16.count <= 31 else { break }
            name.append(fits)
        }
        name = name.trimmed
        return name.isEmpty ? "1" : name
    }

    /// Styles: 0 plain, 1 the head, 2 a day, 3 text that keeps its lines.
    private static func styles(_ namespace: String) -> String {
        """
        <styleSheet xmlns="\(namespace)/spreadsheetml/2006/main">\
        <numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
        <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
        <fill><patternFill patternType="solid"><fgColor rgb="FFE6ECF5"/></patternFill></fill></fills>\
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
        <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
        <xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>\
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">\
        <alignment vertical="top" wrapText="1"/></xf></cellXfs>\
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """
    }

    private func worksheet(_ namespace: String) -> String {
        var xml = """
            <worksheet xmlns="\(namespace)/spreadsheetml/2006/main"><sheetViews>\
            <sheetView\(isRightToLeft ? " rightToLeft=\"1\"" : "") workbookViewId="0">\
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
            """
        if !columns.isEmpty {
            xml += "<cols>"
            for index in columns.indices {
                let number = index + 1
                xml += "<col min=\"\(number)\" max=\"\(number)\" width=\"\(width(of: index))\" customWidth=\"1\"/>"
            }
            xml += "</cols>"
        }
        xml += "<sheetData>"
        let names = columns.indices.map(Self.letters)
        for (number, row) in ([columns.map { .text($0.title) }] + rows).enumerated() {
            xml += "<row r=\"\(number + 1)\">"
            for (index, cell) in row.prefix(columns.count).enumerated() {
                append(cell, at: "\(names[index])\(number + 1)", isHead: number == 0, to: &xml)
            }
            xml += "</row>"
        }
        return xml + "</sheetData></worksheet>"
    }

    private func append(_ cell: Cell, at place: String, isHead: Bool, to xml: inout String) {
        switch cell {
        case .empty: break
        case .text(let text):
            // A cell holds at most 32 767 UTF-16 units.
            let kept = text.utf16.count <= 32_767 ? text : String(decoding: text.utf16.prefix(32_767), as: UTF16.self)
            let style = isHead ? " s=\"1\"" : kept.contains("\n") ? " s=\"3\"" : ""
            xml += "<c r=\"\(place)\"\(style) t=\"inlineStr\"><is><t xml:space=\"preserve\">"
            xml += Self.escaped(kept)
            xml += "</t></is></c>"
        case .integer(let number):
            // Excel counts in doubles: longer numbers would lose their last digits.
            if number.magnitude <= 1 << 53 {
                xml += "<c r=\"\(place)\"><v>\(number)</v></c>"
            } else {
                append(.text(String(number)), at: place, isHead: isHead, to: &xml)
            }
        case .decimal(let number):
            if number.isFinite { xml += "<c r=\"\(place)\"><v>\(number)</v></c>" }
        case .day(let day):
            // Excel counts days from 1899-12-30 and believes in 1900-02-29: only later days are numbers.
            let serial = day.epochDay + 25_569
            if serial >= 61 {
                xml += "<c r=\"\(place)\" s=\"2\"><v>\(serial)</v></c>"
            } else {
                append(.text(day.iso), at: place, isHead: isHead, to: &xml)
            }
        }
    }

    private func width(of index: Int) -> Double {
        if let width = columns[index].width { return min(255, max(1, width)) }
        var longest = columns[index].title.count
        for row in rows where row.indices.contains(index) {
            switch row[index] {
            case .empty: break
            case .text(let text): longest = max(longest, text.count)
            case .integer(let number): longest = max(longest, String(number).count)
            case .decimal(let number): longest = max(longest, "\(number)".count)
            case .day: longest = max(longest, 10)
            }
        }
        return Double(min(60, longest) + 2)
    }

    /// A, B … Z, AA, AB …
    static func letters(_ index: Int) -> String {
        var letters = ""
        var rest = index + 1
        while rest > 0 {
            rest -= 1
            letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
            rest /= 26
        }
        return letters
    }

    /// Text for XML 1.0: what the standard does not allow at all becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "\r": result.append(contentsOf: "&#13;".unicodeScalars)
            case "\t", "\n": result.append(scalar)
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

/// Why a table cannot be written.
public enum SheetError: Error, Sendable, Equatable {
    /// More rows or columns than a workbook holds.
    case tooLarge
}

import Foundation
import Mustache
import Testing

@testable import OfficeKit

@Suite("Templates and catalogues")
struct TemplateTests {
    let folder: ResourceFolder
    let catalogues: [Language: Catalogue]
    let library: TemplateLibrary

    init() throws {
        folder = try ResourceFolder.officeKit()
        var catalogues: [Language: Catalogue] = [:]
        for language in Language.allCases {
            catalogues[language] = try Catalogue(language: language, folders: [folder])
        }
        self.catalogues = catalogues
        library = try TemplateLibrary(folders: [folder], catalogues: catalogues)
    }

    @Test("every key and every placeholder stands in both languages")
    func sameKeys() throws {
        let persian = try #require(catalogues[.fa])
        let english = try #require(catalogues[.en])
        #expect(persian.keys.symmetricDifference(english.keys).sorted() == [])
        for key in persian.keys {
            let names = [persian, english].map { catalogue in
                Set((catalogue.raw(key) ?? "").matches(of: /\{\{(\w+)\}\}/).map { String($0.output.1) })
            }
            // "one" may leave its number out.
            if !key.hasSuffix("_one") { #expect(names[0] == names[1], "\(key)") }
        }
    }

    @Test("every role, secrecy and group of the navigation has its word")
    func words() throws {
        for catalogue in catalogues.values {
            for role in Role.allCases { #expect(catalogue.raw("roles.\(role.rawValue)") != nil, "\(role)") }
            for group in NavigationEntry.Group.allCases {
                #expect(catalogue.raw("navigation.\(group.rawValue)") != nil)
            }
        }
    }

    private func page(_ view: any Sendable, _ template: String, _ language: Language) -> String? {
        let shell = ShellView(
            lang: language.rawValue, dir: language.direction, isRightToLeft: language == .fa, theme: "auto",
            assetVersion: "1", title: "T", officeName: "O", path: "/", query: "",
            person: .init(name: "<b>", role: "r", profileHref: "/account", sessionsHref: nil), languages: [],
            preferences: [.init(name: "theme", label: "Theme", options: [])], navigation: [], breadcrumbs: [],
            flashes: [], heading: "H", eyebrow: nil, subtitle: nil, actions: [])
        return library.render(
            RootView(shell: shell, csrf: "CSRF", idempotency: "KEY", page: view), with: template, in: language)
    }

    @Test(
        "each kind of field shows its label, its value escaped, its hint and its error",
        arguments: [
            FieldView.Control.input(), .password(autocomplete: "new-password"), .textarea(),
            .select([OptionView("a", label: "<A>")]),
            .choices([OptionView("a", label: "<A>")], many: false), .file(accept: nil), .checkbox(checked: true),
            .suggest(source: "/s", text: "<typed>"),
            .date(day: "3", months: [OptionView("1", label: "M")], year: "1404", calendar: .jalali),
        ])
    func fields(control: FieldView.Control) throws {
        struct View: Sendable { let form: FormView }
        var form = FormView(
            action: "/x", fields: [FieldView("name", label: "Label&", control, value: "\"><script>", hint: "Hint")],
            submit: "Go")
        let catalogue = try #require(catalogues[.en])
        form.show([Problem(field: "name", key: "forms.errors.required")], in: catalogue)
        for language in Language.allCases {
            let html = try #require(page(View(form: form), "form-page", language))
            #expect(html.contains("Label&amp;"))
            #expect(html.contains("Hint"))
            #expect(html.contains("Fill in this field."))
            #expect(html.contains("href=\"#field-name\""))
            #expect(html.contains("id=\"field-name\""))
            #expect(html.contains("CSRF"))
            #expect(!html.contains("<script>\""))
            #expect(!html.contains("<A>"))
            #expect(!html.contains("<typed>"))
            #expect(!html.contains("{{"))
        }
    }

    @Test("a text area keeps what was typed, line by line")
    func textArea() throws {
        struct View: Sendable { let form: FormView }
        let typed = "one\n  two\n\nthree"
        let form = FormView(
            action: "/x", fields: [FieldView("t", label: "T", .textarea(), value: typed)], submit: "Go")
        let html = try #require(page(View(form: form), "form-page", .en))
        #expect(html.contains(">\n\(typed)</textarea>"))
    }

    @Test("a table shows its rows, and nothing of them where it is empty")
    func table() throws {
        struct View: Sendable { let table: TableView }
        var table = TableView(
            id: "t", caption: "C", summary: "S", columns: [.init("Name")],
            rows: [
                TableRow([
                    TableCell(
                        "Name", "Tehran <>", href: "/c", isHeader: true,
                        stage: StageView(name: "paper", label: "Paper", position: "1"),
                        badge: BadgeView(.info, "B"))
                ])
            ])
        let full = try #require(page(View(table: table), "table-page", .en))
        #expect(full.contains("Tehran &lt;&gt;"))
        #expect(full.contains("href=\"/c\""))
        table.empty = EmptyView(title: "Nothing here")
        let empty = try #require(page(View(table: table), "table-page", .en))
        #expect(empty.contains("Nothing here"))
        #expect(!empty.contains("Tehran"))
    }

    @Test("a template that asks for an unknown key stops the start")
    func missingKey() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: Identifier.make())
        let folder = root.appending(path: "payvand_Test.resources/Resources/Templates")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try Data("{{#t}}no.such{{/t}}".utf8).write(to: folder.appending(path: "bad.mustache"))
        let resources = try ResourceFolder(
            module: "Test", compiled: root.appending(path: "payvand_Test.resources"))
        #expect(throws: ResourceError.self) {
            try TemplateLibrary(folders: [self.folder, resources], catalogues: catalogues)
        }
    }
}

import OfficeKit
import SQLStore

/// The fields of a post, alone and within the form of a new person.
enum PostForm {
    /// - Parameter city: where bodies are suggested from; nil for all.
    static func fields(_ draft: PostDraft, city: Int64? = nil, visit: Visit) async throws -> [FieldView] {
        let viewer = visit.viewer
        let body = try await visit.read { try Body.find(draft.body, for: viewer, on: $0) }
        let text = visit.text
        func label(_ field: String) -> String { text.text("cities.field.\(field)") }
        return [
            FieldView(
                "body", label: text.text("common.body"),
                .suggest(
                    source: "/bodies/suggest" + (city.map { "?city=\($0)" } ?? ""),
                    text: body?.name(in: visit.language) ?? ""), value: body?.id,
                hint: text.text("cities.post.bodyHint")),
            FieldView(
                "rank", label: label("rank"), .input(dir: "ltr", maxlength: 5, inputmode: "numeric"),
                value: draft.rank.map { visit.dayFormat.digits(String($0)) }, hint: text.text("cities.post.rankHint")),
            DeskForm.name("title-fa", label: label("title.fa"), value: draft.titlePersian, in: .fa),
            DeskForm.name("title-en", label: label("title.en"), value: draft.titleEnglish, in: .en),
            .date("from", label: label("from"), value: draft.from, visit: visit),
            .date("to", label: label("to"), value: draft.to, hint: text.text("cities.post.toHint"), visit: visit),
        ]
    }

    /// The draft that the fields give; what cannot be read is kept in the reader.
    static func read(
        _ form: FormData, _ known: PostDraft, _ reader: inout FieldReader, calendar: CalendarChoice, for viewer: Viewer,
        on connection: any SQLConnection
    ) throws -> PostDraft {
        var draft = known
        draft.titlePersian = form.filled("title-fa")
        draft.titleEnglish = form.filled("title-en")
        draft.body = try reader.read { try Chosen.body("body", of: form, for: viewer, on: connection) } ?? ""
        draft.rank = try reader.read { try form.integer("rank") }
        draft.from = try reader.read { try form.date("from", calendar: calendar) }
        draft.to = try reader.read { try form.date("to", calendar: calendar) }
        return draft
    }
}

import OfficeKit

/// `/requests`: what was asked, answered and waits, with the reminders that were sent.
enum RequestList {
    static func answer(_ files: [RequestFile], visit: Visit) throws -> Answer {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        let now = visit.now
        let zone = visit.timeZone
        let wanted = visit.query["state"]
        let found = files.filter { file in
            guard let wanted else { return true }
            if wanted == "date" { return file.request.items.contains(where: \.waitsForOfficer) }
            return file.request.state(at: now).rawValue == wanted
        }
        let listing = Listing<RequestFile>(
            id: "requests", path: RequestRoutes.path, title: text.text("requests.title"),
            columns: [
                .init(
                    "what", label: text.text("requests.field.about"),
                    cell: { file in
                        TableCell(
                            "", file.title(in: text), href: file.href,
                            detail: file.codes(in: text), isHeader: true)
                    }, value: { .text($0.title(in: text)) }),
                .init(
                    "addressee", label: text.text("requests.field.addressee"),
                    cell: { file in
                        TableCell(
                            "", file.name ?? text.text("clause.hiddenPerson"), detail: file.bodyName[language])
                    }, value: { .text($0.name ?? "") }),
                .init(
                    "asked", label: text.text("requests.field.asked"),
                    cell: { file in
                        TableCell(
                            "", format.text(file.request.askedAt, in: zone),
                            detail: file.request.times > 1
                                ? text.text("requests.times", count: file.request.times) : nil,
                            datetime: file.request.askedAt.iso)
                    }, value: { .text($0.request.askedAt.iso) },
                    isBefore: { $0.request.askedAt < $1.request.askedAt }),
                .init(
                    "state", label: text.text("common.status"),
                    cell: { file in
                        let answered = text.text(
                            "requests.answeredOf",
                            ["count": format.number(file.answered), "of": format.number(file.request.items.count)])
                        return TableCell(
                            "", nil,
                            detail: file.request.items.contains(where: \.waitsForOfficer)
                                ? text.text("requests.dateWaits") : file.request.items.count > 1 ? answered : nil,
                            badge: file.request.state(at: now).badge(in: text))
                    }, value: { .text(text.text($0.request.state(at: now).key)) }),
                .init(
                    "reminders", label: text.text("requests.field.reminders"),
                    cell: { file in
                        TableCell(
                            "", format.number(file.reminders.count),
                            detail: file.reminders.map(\.day).max().map { format.text($0) })
                    }, value: { .integer(Int64($0.reminders.count)) },
                    isBefore: { $0.reminders.count < $1.reminders.count }),
            ],
            filters: [
                FieldView(
                    "state", label: text.text("common.status"),
                    .select(
                        [OptionView("", label: text.text("common.all"), isSelected: wanted == nil)]
                            + UpdateRequest.State.allCases.map {
                                OptionView($0.rawValue, label: text.text($0.key), isSelected: wanted == $0.rawValue)
                            } + [
                                OptionView(
                                    "date", label: text.text("requests.dateWaits"), isSelected: wanted == "date")
                            ]))
            ], empty: EmptyView(title: text.text("requests.emptyTitle"), text: text.text("requests.emptyText")))
        return try listing.answer(
            found, visit: visit, subtitle: text.text("requests.text"),
            actions: [
                ActionView(text.text("reminders.title"), href: "/requests/reminders"),
                ActionView(text.text("requests.newTitle"), href: "/requests/new", isPrimary: true),
            ])
    }
}

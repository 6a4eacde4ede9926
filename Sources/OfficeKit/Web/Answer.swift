import HTTPTypes

/// What a route answers.
public enum Answer: Sendable {
    /// A page of HTML.
    case page(Page)
    /// Look there next (303), perhaps with a message on top of it.
    case seeOther(String, flash: Flash? = nil)
    /// The thing has its home elsewhere (308).
    case moved(String)
    /// Bytes with their type, for the API and files.
    case bytes([UInt8], type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:])
    /// What the API says when something is wrong: RFC 9457.
    case failure(HTTPResponse.Status, detail: String)
    /// Another answer that also changes cookies.
    indirect case setting([CookieChange], Answer)
}

/// A cookie to keep or to forget. Scripts never see it, and it is not sent along from other sites' forms.
public struct CookieChange: Sendable, Hashable {
    public let name: String
    /// Nil to forget it.
    public let value: String?
    /// How long the browser keeps it, in seconds.
    public let age: Int

    public init(_ name: String, _ value: String?, age: Int = 0) {
        self.name = name
        self.value = value
        self.age = age
    }
}

/// A page: its frame and what is in it.
public struct Page: Sendable {
    public var template: String
    public var title: String
    public var heading: String?
    /// The language of the heading where it is not the page's: a city's name that nobody has in Persian.
    public var headingLanguage: Language?
    public var eyebrow: String?
    public var subtitle: String?
    public var breadcrumbs: [Crumb]
    public var actions: [ActionView]
    /// The entry of the navigation to which the page belongs: its address.
    public var section: String?
    public var status: HTTPResponse.Status
    /// What stands in the search box.
    public var searched: String = ""
    /// The language in which it is written whoever asks: that of a personal link's addressee.
    public var language: Language?
    /// Whether a personal link leads here: no search engine lists the page, and nobody is told whence its links came.
    public var isPersonal = false
    /// The template's `page`.
    public var view: any Sendable

    public init(
        _ template: String, title: String, heading: String? = nil, eyebrow: String? = nil, subtitle: String? = nil,
        breadcrumbs: [Crumb] = [], actions: [ActionView] = [], section: String? = nil,
        status: HTTPResponse.Status = .ok, view: any Sendable
    ) {
        self.template = template
        self.title = title
        self.heading = heading
        self.eyebrow = eyebrow
        self.subtitle = subtitle
        self.breadcrumbs = breadcrumbs
        self.actions = actions
        self.section = section
        self.status = status
        self.view = view
    }

    /// What a page with a form answers: that the form was refused, when something is wrong with it.
    public static func status(of problems: [Problem]) -> HTTPResponse.Status {
        problems.isEmpty ? .ok : .unprocessableContent
    }

    /// A page that is one form.
    public static func form(
        _ form: FormView, title: String, breadcrumbs: [Crumb] = [], section: String? = nil
    ) -> Page {
        Page(
            "form-page", title: title, breadcrumbs: breadcrumbs, section: section,
            status: form.problems.isEmpty ? .ok : .unprocessableContent, view: FormPageView(form: form))
    }

    /// A page that is one table.
    public static func table(
        _ table: TableView, title: String, subtitle: String? = nil, breadcrumbs: [Crumb] = [],
        actions: [ActionView] = [], section: String? = nil
    ) -> Page {
        Page(
            "table-page", title: title, subtitle: subtitle, breadcrumbs: breadcrumbs, actions: actions,
            section: section, view: TablePageView(table: table))
    }

    private struct FormPageView: Sendable { let form: FormView }
    private struct TablePageView: Sendable { let table: TableView }
}

/// One step of the way to a page; the last has no address.
public struct Crumb: Sendable {
    public var label: String
    public var href: String?
    /// The language of the label where it is not the page's.
    public var lang: String?

    public init(_ label: String, href: String? = nil, lang: String? = nil) {
        self.label = label
        self.href = href
        self.lang = lang
    }
}

/// A message on top of the next page, once.
public struct Flash: Sendable, Hashable, Codable {
    public enum Tone: String, Sendable, Codable { case success, info, warning, danger }

    public let tone: Tone
    /// A catalogue key.
    public let key: String
    public let values: [String: String]

    public init(_ tone: Tone, _ key: String, _ values: [String: String] = [:]) {
        self.tone = tone
        self.key = key
        self.values = values
    }
}

/// Why a request cannot be answered with what it asked for; each has its page in both languages.
public enum Refusal: Error, Sendable, Equatable {
    /// There is no such thing, or it is not for these eyes: the two look the same.
    case notFound
    /// Signed in, but without the right.
    case forbidden
    /// The record was changed since the form was opened.
    case conflict
    /// The form's token is not of this session: the page was open for too long, or another site posted it.
    case expiredForm
    /// The body is larger than the route takes.
    case tooLarge
    /// The request makes no sense; the text is for the API's user.
    case malformed(String)
    /// The change was meant for another version of the record than the one that stands.
    case outdated
    /// The body is not of a type that the API reads.
    case unsupportedType
    /// It was tried too often in a short time.
    case tooMany

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .forbidden: .forbidden
        case .conflict: .conflict
        case .expiredForm: .forbidden
        case .tooLarge: .contentTooLarge
        case .malformed: .badRequest
        case .outdated: .preconditionFailed
        case .unsupportedType: .unsupportedMediaType
        case .tooMany: .tooManyRequests
        }
    }
}

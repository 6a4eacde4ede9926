import Foundation

/// What an administrator says about an account, before it is checked.
public struct AccountDraft: Sendable, Hashable {
    public var username: String
    public var nameFa: String
    public var nameEn: String
    public var email: String?
    public var role: Role
    /// The body a representative speaks for; nothing for the other roles.
    public var body: String?

    /// A name that is missing in one language is taken from the other; an email that is blank is none.
    public init(
        username: String, nameFa: String, nameEn: String, email: String? = nil, role: Role, body: String? = nil
    ) {
        let nameFa = Self.squeezed(nameFa)
        let nameEn = Self.squeezed(nameEn)
        let email = Self.folded(email ?? "")
        let body = Self.squeezed(body ?? "")
        self.username = Self.folded(username)
        self.nameFa = nameFa.isEmpty ? nameEn : nameFa
        self.nameEn = nameEn.isEmpty ? nameFa : nameEn
        self.email = email.isEmpty ? nil : email
        self.role = role
        self.body = role == .bodyRepresentative && !body.isEmpty ? body : nil
    }

    public init(_ account: Account) {
        self.init(
            username: account.username, nameFa: account.nameFa, nameEn: account.nameEn, email: account.email,
            role: account.role, body: account.body)
    }

    /// What cannot be taken, without a look at the other accounts. The fields are named as in the form.
    public var problems: [Problem] {
        var problems: [Problem] = []
        if !Self.isUsername(username) { problems.append(Problem(field: "username", key: "accounts.errors.username")) }
        for (field, name) in [("name-fa", nameFa), ("name-en", nameEn)] {
            if name.isEmpty {
                problems.append(Problem(field: field, key: "forms.errors.required"))
            } else if name.unicodeScalars.count > 120 {
                problems.append(Problem(field: field, key: "forms.errors.tooLong", arguments: ["limit": "120"]))
            }
        }
        if let email, !Self.isEmail(email) {
            problems.append(Problem(field: "email", key: "forms.errors.invalidEmail"))
        }
        if role == .bodyRepresentative, body == nil {
            problems.append(Problem(field: "body", key: "accounts.errors.bodyMissing"))
        }
        return problems
    }

    /// A user name or an email address as it is stored and looked for: small Latin letters and digits.
    static func folded(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        where !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint && scalar.value != 0 {
            switch scalar.value {
            case 0x6F0...0x6F9: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0x6F0 + 48)))
            case 0x660...0x669: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0x660 + 48)))
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// 3 to 40 of a–z, 0–9, dot, hyphen and underscore, a letter first.
    static func isUsername(_ name: String) -> Bool {
        guard (3...40).contains(name.utf8.count), let first = name.utf8.first, (97...122).contains(first) else {
            return false
        }
        return name.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || [45, 46, 95].contains(byte)
        }
    }

    /// One `@` with something before it and a dotted name after it: delivery alone proves more.
    static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }

    /// Without white space at both ends, and one space where several stood.
    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

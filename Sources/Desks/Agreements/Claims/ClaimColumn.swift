import PersianText

/// The columns that a file of claims may have, by all names that people give them.
enum ClaimColumn: String, CaseIterable {
    case own, ownID, partner, partnerPersian, country, partnerID, kind, level, status, date, expires, titlePersian
    case titleEnglish, note, source, sourceClass, url

    /// Header names, folded; underscores count as spaces.
    private var names: [String] {
        switch self {
        case .own: ["city", "own city", "our city", "شهر", "شهر ما"]
        case .ownID: ["city geonameid", "city id"]
        case .partner:
            [
                "partner", "partner city", "sister city", "counterpart", "counterpart city", "partner en",
                "شهر طرف", "شهر طرف مقابل", "شهر خواهر", "شهر همتا", "خواهرشهر", "طرف", "طرف مقابل", "شهر شریک",
            ]
        case .partnerPersian: ["partner fa", "نام فارسی شهر", "نام فارسی"]
        case .country: ["country", "partner country", "country code", "کشور", "کشور طرف", "کد کشور"]
        case .partnerID: ["partner geonameid", "geonameid", "partner id"]
        case .kind: ["kind", "type", "agreement type", "kind of agreement", "نوع", "نوع سند", "نوع پیمان"]
        case .level: ["level", "instrument level", "سطح", "سطح سند"]
        case .status: ["status", "state", "وضعیت"]
        case .date:
            [
                "date", "signed", "date signed", "signed on", "date of signature", "signing date", "year", "تاریخ",
                "تاریخ امضا", "تاریخ امضاء", "سال", "سال امضا",
            ]
        case .expires:
            [
                "expires", "expiry", "expiry date", "end", "end date", "valid until", "تاریخ پایان", "اعتبار", "انقضا",
                "تاریخ انقضا", "پایان",
            ]
        case .titlePersian: ["title fa", "persian title", "عنوان", "عنوان فارسی", "موضوع"]
        case .titleEnglish: ["title", "title en", "english title", "subject", "عنوان انگلیسی"]
        case .note: ["note", "notes", "remarks", "comment", "comments", "یادداشت", "توضیح", "توضیحات", "ملاحظات"]
        case .source: ["source", "منبع", "مأخذ"]
        case .sourceClass: ["source type", "source class", "نوع منبع"]
        case .url: ["source url", "url", "link", "address", "نشانی", "پیوند", "لینک"]
        }
    }

    private static let byName: [String: ClaimColumn] = {
        var found: [String: ClaimColumn] = [:]
        for column in allCases {
            for name in column.names { found[folded(name)] = column }
        }
        return found
    }()

    static func folded(_ name: String) -> String { PersianText.fold(name.replacing("_", with: " ")) }

    /// Where each column stands; what no name is known of is left out.
    ///
    /// - Throws: ``ClaimFile/Unreadable`` when two mean the same.
    static func places(of header: [String]) throws -> [ClaimColumn: Int] {
        var places: [ClaimColumn: Int] = [:]
        for (place, name) in header.enumerated() {
            guard let column = byName[folded(name)] else { continue }
            guard places.updateValue(place, forKey: column) == nil else {
                throw ClaimFile.Unreadable("columnTwice", ["column": name])
            }
        }
        return places
    }
}

/// The words by which files name kinds, levels, states and sources.
enum ClaimWords {
    private static let kindNames: [(AgreementKind, [String])] = [
        (
            .sisterCity,
            [
                "sister", "sister city", "sister cities", "twin", "twinning", "خواهرشهری", "خواهرخواندگی",
                "خواهر خوانده", "خواهرخوانده",
            ]
        ),
        (
            .memorandum,
            ["mou", "memorandum", "memorandum of understanding", "یادداشت تفاهم", "تفاهم‌نامه", "تفاهم نامه"]
        ),
        (
            .cooperation,
            [
                "cooperation", "cooperation agreement", "cooperation understanding", "همکاری", "تفاهم همکاری",
                "موافقت‌نامه همکاری", "موافقت نامه",
            ]
        ),
        (
            .friendship,
            ["friendship", "friendship agreement", "friendly city", "دوستی", "پیمان دوستی", "پیمان‌نامه دوستی"]
        ),
        (.projectPartnership, ["project", "project partnership", "partnership", "مشارکت", "مشارکت در پروژه", "پروژه"]),
    ]

    /// What the kind column says: a kind, and for two words of the sourced dialect a status or a level.
    static func kind(_ text: String) -> (kind: AgreementKind?, status: Claim.Status?, level: InstrumentLevel?)? {
        let key = PersianText.fold(text)
        switch key {
        case "planned": return (nil, .planned, nil)
        case "implementation": return (nil, .signed, .executive)
        default: break
        }
        if let kind = AgreementKind(rawValue: text.trimmingPrefix(while: \.isWhitespace).description) {
            return (kind, nil, nil)
        }
        return kindNames.first { _, names in names.contains { PersianText.fold($0) == key } }.map { ($0.0, nil, nil) }
    }

    static func level(_ text: String) -> InstrumentLevel? {
        choose(
            text,
            [
                (.principle, ["principle", "agreement in principle", "اصولی", "توافق اصولی"]),
                (
                    .executive,
                    ["executive", "executive document", "implementation", "اجرایی", "سند اجرایی", "برنامه اجرایی"]
                ),
                (.contract, ["contract", "project contract", "قرارداد", "قرارداد پروژه"]),
            ])
    }

    static func status(_ text: String) -> Claim.Status? {
        choose(
            text,
            [
                (.planned, ["planned", "proposed", "negotiating", "در دست مذاکره", "برنامه‌ریزی‌شده", "پیشنهادی"]),
                (.signed, ["signed", "active", "in force", "valid", "امضاشده", "امضا شده", "معتبر", "فعال", "جاری"]),
                (.ended, ["ended", "terminated", "cancelled", "پایان‌یافته", "پایان یافته", "لغو", "لغوشده", "فسخ"]),
            ])
    }

    static func sourceClass(_ text: String) -> Claim.SourceClass? {
        choose(
            text,
            [
                (.official, ["official", "رسمی"]), (.news, ["news", "خبر", "خبری"]),
                (.secondary, ["secondary", "ثانوی", "دست دوم"]),
            ])
    }

    private static func choose<Value>(_ text: String, _ names: [(Value, [String])]) -> Value? {
        let key = PersianText.fold(text)
        return names.first { $0.1.contains { PersianText.fold($0) == key } }?.0
    }
}

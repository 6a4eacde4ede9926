/// In what way something is given: the other axis of what a city needs and offers.
public enum SectorMode: String, Sendable, Hashable, CaseIterable {
    case consulting
    case knowHow = "know-how"
    case investment, goods, services, software

    /// The name in a language.
    public func name(in language: Sector.Language) -> String {
        switch (self, language) {
        case (.consulting, .en): "consulting"
        case (.consulting, .fa): "مشاوره"
        case (.consulting, .ar): "استشارات"
        case (.knowHow, .en): "know-how"
        case (.knowHow, .fa): "دانش فنی"
        case (.knowHow, .ar): "معرفة فنية"
        case (.investment, .en): "investment"
        case (.investment, .fa): "سرمایه‌گذاری"
        case (.investment, .ar): "استثمار"
        case (.goods, .en): "goods"
        case (.goods, .fa): "کالا"
        case (.goods, .ar): "سلع"
        case (.services, .en): "services"
        case (.services, .fa): "خدمات"
        case (.services, .ar): "خدمات"
        case (.software, .en): "software"
        case (.software, .fa): "نرم‌افزار"
        case (.software, .ar): "برمجيات"
        }
    }

    /// Words by which people mean it, in all languages.
    var words: [String] {
        let names = Sector.Language.allCases.map(name(in:))
        switch self {
        case .consulting:
            return names + ["advice", "adviser", "study", "feasibility", "مشاور", "مطالعه", "دراسة", "مشورة"]
        case .knowHow:
            return names + [
                "training", "technology transfer", "expertise", "experience", "exchange of experience", "آموزش",
                "تجربه",
                "انتقال تجربه", "انتقال فناوری", "تبادل تجربه", "تدريب", "خبرة", "تبادل الخبرات",
            ]
        case .investment:
            return names + ["financing", "loan", "investor", "fund", "تأمین مالی", "وام", "سرمایه‌گذار", "تمويل", "قرض"]
        case .goods:
            return names + [
                "equipment", "machines", "buy", "purchase", "supply", "تجهیزات", "ماشین‌آلات", "خرید", "تأمین", "معدات",
                "شراء", "توريد",
            ]
        case .services:
            return names + [
                "contractor", "operation", "maintenance", "پیمانکار", "بهره‌برداری", "نگهداری", "مقاول", "صيانة",
                "تشغيل",
            ]
        case .software:
            return names + ["app", "application", "platform", "system", "سامانه", "اپلیکیشن", "تطبيق", "منصة"]
        }
    }
}

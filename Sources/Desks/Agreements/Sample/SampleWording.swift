import OfficeKit

/// The words of made-up records. Each is marked as a sample, so that no one takes it for an act.
enum SampleWording {
    static let departments: [(fa: String, en: String)] = [
        ("ادارهٔ حمل‌ونقل (نمونه)", "Transport department (sample)"),
        ("ادارهٔ محیط زیست (نمونه)", "Environment department (sample)"),
        ("سازمان فرهنگی (نمونه)", "Cultural organisation (sample)"),
        ("سازمان مدیریت پسماند (نمونه)", "Waste management organisation (sample)"),
        ("ادارهٔ شهرسازی (نمونه)", "Planning department (sample)"),
        ("مرکز گردشگری (نمونه)", "Tourism centre (sample)"),
        ("سازمان آتش‌نشانی (نمونه)", "Fire service (sample)"),
        ("سازمان سرمایه‌گذاری (نمونه)", "Investment organisation (sample)"),
    ]

    static func counterpart(in city: SampleMaker.Partner) -> (fa: String, en: String) {
        ("دفتر بین‌الملل شهرداری \(city.name(in: .fa)) (نمونه)", "International office, \(city.nameEnglish) (sample)")
    }

    static func title(
        _ kind: AgreementKind, _ level: InstrumentLevel, _ partner: SampleMaker.Partner, number: Int,
        in language: Language
    ) -> String {
        let city = partner.name(in: language)
        switch language {
        case .fa:
            let what =
                switch (level, kind) {
                case (.executive, _): "سند اجرایی همکاری"
                case (.contract, _): "قرارداد پروژهٔ مشترک"
                case (_, .sisterCity): "موافقت‌نامهٔ خواهرشهری"
                case (_, .memorandum): "یادداشت تفاهم"
                case (_, .cooperation): "تفاهم همکاری"
                case (_, .friendship): "پیمان دوستی"
                case (_, .projectPartnership): "مشارکت در پروژه"
                }
            return "\(what) با \(city) (نمونه \(Numerals.inDigits(String(number), of: .fa)))"
        case .en:
            let what =
                switch (level, kind) {
                case (.executive, _): "Executive document"
                case (.contract, _): "Contract for a joint project"
                case (_, .sisterCity): "Sister-city agreement"
                case (_, .memorandum): "Memorandum of understanding"
                case (_, .cooperation): "Cooperation understanding"
                case (_, .friendship): "Friendship agreement"
                case (_, .projectPartnership): "Project partnership"
                }
            return "\(what) with \(city) (sample \(number))"
        }
    }

    private static let clauses: [(fa: String, en: String)] = [
        (
            "دو طرف در زمینهٔ % تجربه‌های خود را سالانه در نشستی مشترک در میان می‌گذارند. (متن نمونه)",
            "Both sides share their experience of % once a year at a joint meeting. (sample text)"
        ),
        (
            "هر طرف کارشناسانی را برای دیدار از پروژه‌های % به شهر دیگر می‌فرستد. (متن نمونه)",
            "Each side sends experts to visit the other city's projects of %. (sample text)"
        ),
        (
            "دو شهر برنامه‌ای آزمایشی برای % با بودجهٔ مشترک اجرا می‌کنند. (متن نمونه)",
            "The two cities carry out a pilot programme for % with a joint budget. (sample text)"
        ),
        (
            "شرکت‌های دو شهر در نمایشگاه سالانهٔ % غرفه می‌گیرند. (متن نمونه)",
            "Companies of both cities take a stand at the yearly exhibition of %. (sample text)"
        ),
        (
            "دوره‌های آموزشی کارکنان در زمینهٔ % به‌نوبت در دو شهر برگزار می‌شود. (متن نمونه)",
            "Training courses for staff on % are held in the two cities by turns. (sample text)"
        ),
    ]

    static func clause(about sector: Sector?, random: inout SampleRandom) -> [Language: String] {
        let text = random.pick(clauses)
        return [
            .fa: text.fa.replacing("%", with: sector?.namePersian ?? "مدیریت شهری"),
            .en: text.en.replacing("%", with: sector?.nameEnglish ?? "urban management"),
        ]
    }

    static let actions = [
        "ارسال فهرست کارشناسان (نمونه)", "برگزاری نشست برخط (نمونه)", "تهیهٔ پیش‌نویس برنامهٔ کار (نمونه)",
        "تعیین نمایندهٔ دو طرف (نمونه)", "گزارش پیشرفت سالانه (نمونه)", "هماهنگی سفر هیئت (نمونه)",
    ]

    static let evidence = [
        "صورت‌جلسهٔ نشست مشترک (نمونه)", "گزارش دورهٔ آموزشی (نمونه)", "نامهٔ رسمی طرف مقابل (نمونه)",
        "گزارش بازدید کارشناسان (نمونه)",
    ]

    static let returned = "تاریخ و امضا در سند دیده نمی‌شود. (نمونه)"
    static let note = "نمونه"

    static func source(_ number: Int, of code: String) -> String { "Sample source \(number), \(code)" }
}

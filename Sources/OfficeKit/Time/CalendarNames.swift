/// The names of months and weekdays, of both calendars in both languages, where no catalogue is at hand.
///
/// Source: CLDR 41. Persian writes a Gregorian month that ends in a vowel with the ezafe where a year follows.
enum CalendarNames {
    static func months(of calendar: CalendarChoice, in language: Language) -> [String] {
        switch (calendar, language) {
        case (.jalali, .fa): jalaliPersian
        case (.jalali, .en): jalaliEnglish
        case (.gregorian, .fa): gregorianPersian
        case (.gregorian, .en): gregorianEnglish
        }
    }

    /// The month as it stands before a year: «ژانویهٔ ۲۰۲۶».
    static func monthBeforeYear(_ month: Int, of calendar: CalendarChoice, in language: Language) -> String {
        let name = months(of: calendar, in: language)[month - 1]
        let hasEzafe = calendar == .gregorian && language == .fa && name.hasSuffix("ه")
        return hasEzafe ? name + "\u{0654}" : name
    }

    /// - Parameter weekday: 1 Monday … 7 Sunday.
    static func weekday(_ weekday: Int, in language: Language) -> String {
        (language == .fa ? weekdaysPersian : weekdaysEnglish)[weekday - 1]
    }

    private static let jalaliPersian = [
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ]
    private static let jalaliEnglish = [
        "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman",
        "Esfand",
    ]
    private static let gregorianPersian = [
        "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
    ]
    private static let gregorianEnglish = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdaysPersian = ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"]
    private static let weekdaysEnglish = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}

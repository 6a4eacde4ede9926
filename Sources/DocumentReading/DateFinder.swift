import PersianText

/// Finds dates in both calendars and both languages, in digits and in words.
struct DateFinder {
    let stream: TokenStream

    /// The tokens that dates cover, with the dates.
    func all() -> [(date: FoundDate, tokens: Range<Int>)] {
        var found: [(FoundDate, Range<Int>)] = []
        var place = 0
        while place < stream.tokens.count {
            if let (dates, next) = range(at: place) {
                found += dates
                place = next
            } else if let (date, next) = date(at: place) {
                found.append((date, place..<next))
                place = next
            } else {
                place += 1
            }
        }
        return found
    }

    /// «۵ تا ۷ شهریور ۱۴۰۳», "5–7 September 2024", "30 August to 2 September 2024": the first borrows what it leaves out.
    private func range(at place: Int) -> ([(FoundDate, Range<Int>)], Int)? {
        guard let number = stream[place]?.number, (1...31).contains(number), (stream[place]?.digits ?? 3) <= 2,
            stream[place]?.isGlued != true || stream[place - 1]?.isSign("(") == true
        else { return nil }
        var next = place + 1
        if stream[next]?.isWord("st", "nd", "rd", "th", "ام", "م") ?? false, stream[next]?.isGlued == true { next += 1 }
        var own: Month?
        let named = skip(next, ["of", "ماه"], signs: [], most: 1)
        if let month = month(at: named) {
            own = month
            next = skip(month.next, ["ماه"], signs: [], most: 1)
        }
        let end = next
        guard
            stream[next]?.isWord("to", "until", "till", "through", "and", "تا", "الی", "و") == true
                || Mark.isDash(stream.sign(next))
        else { return nil }
        guard let (last, after) = dayFirst(at: next + 1, isInRange: true), let day = last.day else { return nil }
        if own == nil, number >= day { return nil }
        if let own, own.calendar != last.calendar { return nil }
        guard let (first, _) = made(last.calendar, last.year, own?.number ?? last.month, number, from: place, to: end)
        else { return nil }
        return ([(first, place..<end), (last, (next + 1)..<after)], after)
    }

    private func date(at place: Int) -> (FoundDate, Int)? {
        numeric(at: place) ?? dayFirst(at: place) ?? monthFirst(at: place) ?? yearFirst(at: place)
    }

    private static let jalaliYears = 1250...1499
    private static let gregorianYears = 1800...2199

    private static func calendar(ofYear year: Int) -> FoundDate.Calendar? {
        jalaliYears.contains(year) ? .jalali : gregorianYears.contains(year) ? .gregorian : nil
    }

    // MARK: Numbers alone

    /// `1404/9/3`, `24.11.2025`, `2025-11-24`.
    private func numeric(at place: Int) -> (FoundDate, Int)? {
        guard let first = stream[place], let one = first.number, first.digits <= 2 || first.digits == 4,
            let separator = stream.sign(place + 1), Self.isSeparator(separator),
            let second = stream[place + 2], let two = second.number, second.digits <= 2,
            let again = stream.sign(place + 3), Self.isSame(again, separator),
            let third = stream[place + 4], let three = third.number, third.digits <= 4
        else { return nil }
        // Part of a longer number, or of a numbered heading.
        if let before = stream.sign(place - 1), Self.isSame(before, separator), first.isGlued { return nil }
        if let after = stream.sign(place + 5), Self.isSame(after, separator), stream[place + 5]?.isGlued == true,
            stream[place + 6]?.isGlued == true, stream[place + 6]?.number != nil
        {
            return nil
        }
        var year: Int
        var month = two
        var day: Int
        if first.digits == 4 {
            (year, day) = (one, three)
        } else if third.digits == 4 {
            (year, day) = (three, one)
            if month > 12, day <= 12 { swap(&month, &day) }
        } else if stream.language == .fa, separator == "/" || separator == "\u{2044}", first.digits == 2,
            (50...99).contains(one) || (0...9).contains(one), (1...12).contains(two), third.digits <= 2
        {
            // Two digits of a Jalali year are how letters are dated.
            (year, day) = (one >= 50 ? 1300 + one : 1400 + one, three)
        } else {
            return nil
        }
        guard let calendar = Self.calendar(ofYear: year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        return made(calendar, year, month, day, from: place, to: place + 5)
    }

    private static func isSeparator(_ sign: Unicode.Scalar) -> Bool {
        ["/", "-", ".", "\u{2044}", "\u{066B}", "٫", "–", "‐", "‑", "ـ"].contains(sign)
    }

    private static func isSame(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool { left == right }

    // MARK: With a month's name

    private struct Month {
        let calendar: FoundDate.Calendar
        let number: Int
        let next: Int
    }

    /// «۳ آذر ۱۴۰۴», «سوم آذرماه سال یک‌هزار و …», "the 24th day of November, 2025".
    private func dayFirst(at place: Int, isInRange: Bool = false) -> (FoundDate, Int)? {
        var next = place
        let day: Int
        if let number = stream[place]?.number, (1...31).contains(number), stream[place]?.digits ?? 0 <= 2 {
            day = number
            next += 1
            if stream[next]?.isWord("st", "nd", "rd", "th", "ام", "م") ?? false, stream[next]?.isGlued == true {
                next += 1
            }
            if !isInRange, stream.sign(place - 1).map(Self.isSeparator) ?? false, stream[place]?.isGlued == true,
                stream[place - 2]?.number != nil
            {
                return nil
            }
        } else if let found = NumberWords.read(stream, at: place), (1...31).contains(found.value) {
            day = found.value
            next = found.next
        } else {
            return nil
        }
        // A spelled date may be given in digits beside it: «سوم (۳) آذر».
        if stream.sign(next) == "(", stream[next + 1]?.number == day, stream.sign(next + 2) == ")" { next += 3 }
        next = skip(next, ["day", "of", "the", "روز", "ماه", "از"], signs: ["-", "/", ",", ".", "،"], most: 3)
        guard let month = month(at: next), let (year, end) = year(at: afterMonth(month.next), of: month.calendar) else {
            return nil
        }
        return made(known(month.calendar, year, end), year, month.number, day, from: place, to: end)
    }

    /// "November 24th, 2025"; "November 2025".
    private func monthFirst(at place: Int) -> (FoundDate, Int)? {
        guard let month = month(at: place) else { return nil }
        if stream.language == .en {
            var next = skip(month.next, ["the"], signs: [".", "-"], most: 2)
            var day: Int?
            if let number = stream[next]?.number, (1...31).contains(number), stream[next]?.digits ?? 0 <= 2 {
                day = number
                next += 1
                if stream[next]?.isWord("st", "nd", "rd", "th") ?? false { next += 1 }
            } else if let found = NumberWords.read(stream, at: next), (1...31).contains(found.value), found.isOrdinal {
                day = found.value
                next = found.next
            }
            if let day, let (year, end) = year(at: afterMonth(next), of: month.calendar) {
                return made(known(month.calendar, year, end), year, month.number, day, from: place, to: end)
            }
        }
        guard let (year, end) = year(at: afterMonth(month.next), of: month.calendar), stream[end - 1]?.number != nil
        else { return nil }
        return made(known(month.calendar, year, end), year, month.number, nil, from: place, to: end)
    }

    /// `1404 آذر 3`, `2025-Nov-24`, «سال ۱۴۰۴، سوم آذر».
    private func yearFirst(at place: Int) -> (FoundDate, Int)? {
        guard let token = stream[place], token.digits == 4, let year = token.number,
            let calendar = Self.calendar(ofYear: year)
        else { return nil }
        var next = skip(place + 1, [], signs: ["-", "/", ",", "،"], most: 1)
        if let month = month(at: next), month.calendar == calendar {
            next = skip(month.next, [], signs: ["-", "/", ","], most: 1)
            guard let day = stream[next]?.number, (1...31).contains(day), stream[next]?.digits ?? 3 <= 2,
                // Another date's day: «۱۴۰۴ آذر» is none where a year follows.
                self.year(at: afterMonth(next + 1), of: month.calendar) == nil || stream.sign(place + 1) == "-"
            else { return nil }
            return made(calendar, year, month.number, day, from: place, to: next + 1)
        }
        return nil
    }

    private func skip(_ place: Int, _ words: Set<String>, signs: Set<Unicode.Scalar>, most: Int) -> Int {
        var next = place
        while next - place < most {
            if let word = stream.word(next), words.contains(word) {
                next += 1
            } else if let sign = stream.sign(next), signs.contains(sign) {
                next += 1
            } else {
                break
            }
        }
        return next
    }

    private func afterMonth(_ place: Int) -> Int {
        skip(
            place, ["ماه", "سال", "of", "the", "year", "in", "ی", "ه", "to"], signs: [",", "،", ".", "-", "/", "‌"],
            most: 4)
    }

    private func year(at place: Int, of calendar: FoundDate.Calendar) -> (Int, Int)? {
        if let token = stream[place], let number = token.number {
            guard token.digits == 4 else { return nil }
            return isYear(number, of: calendar) ? (number, place + 1) : nil
        }
        guard let found = NumberWords.read(stream, at: place), isYear(found.value, of: calendar) else { return nil }
        return (found.value, found.next)
    }

    private func isYear(_ year: Int, of calendar: FoundDate.Calendar) -> Bool {
        switch calendar {
        case .jalali: Self.jalaliYears.contains(year)
        case .gregorian: Self.gregorianYears.contains(year)
        case .lunar: (1250...1500).contains(year)
        }
    }

    /// «قمری» behind the year overrules what the month's name says; none of our months is in both calendars.
    private func known(_ calendar: FoundDate.Calendar, _ year: Int, _ end: Int) -> FoundDate.Calendar { calendar }

    private static let months: [String: (FoundDate.Calendar, Int)] = {
        var months: [String: (FoundDate.Calendar, Int)] = [:]
        func add(_ calendar: FoundDate.Calendar, _ names: [[String]]) {
            for (place, variants) in names.enumerated() {
                for name in variants { months[PersianText.fold(name, joiner: .join)] = (calendar, place + 1) }
            }
        }
        add(
            .jalali,
            [
                ["فروردین", "Farvardin", "حمل"], ["اردیبهشت", "Ordibehesht", "Ordibehest", "ثور"],
                ["خرداد", "Khordad", "جوزا"], ["تیر", "Tir", "سرطان"], ["مرداد", "امرداد", "Mordad", "اسد"],
                ["شهریور", "Shahrivar", "Shahrivar", "سنبله"], ["مهر", "Mehr", "میزان"], ["آبان", "Aban", "عقرب"],
                ["آذر", "Azar", "قوس"], ["دی", "Dey", "جدی"], ["بهمن", "Bahman", "دلو"], ["اسفند", "Esfand", "حوت"],
            ])
        add(
            .gregorian,
            [
                ["January", "Jan", "ژانویه", "جنوری"], ["February", "Feb", "فوریه", "فبروری"],
                ["March", "Mar", "مارس", "مارچ"], ["April", "Apr", "آوریل", "آپریل", "اپریل"],
                ["May", "مه", "می"], ["June", "Jun", "ژوئن", "جون"],
                ["July", "Jul", "ژوئیه", "ژولای", "جولای", "ژوییه"],
                ["August", "Aug", "اوت", "آگوست", "اگست"], ["September", "Sept", "Sep", "سپتامبر", "سپتمبر"],
                ["October", "Oct", "اکتبر", "اکتوبر"], ["November", "Nov", "نوامبر", "نومبر"],
                ["December", "Dec", "دسامبر", "دسمبر"],
            ])
        add(
            .lunar,
            [
                ["محرم", "Muharram"], ["صفر", "Safar"], ["ربیع‌الاول"], ["ربیع‌الثانی"], ["جمادی‌الاول", "جمادی‌الاولی"],
                ["جمادی‌الثانی", "جمادی‌الثانیه"], ["رجب", "Rajab"], ["شعبان", "Shaban"], ["رمضان", "Ramadan"],
                ["شوال", "Shawwal"], ["ذی‌القعده", "ذیقعده"], ["ذی‌الحجه", "ذیحجه"],
            ])
        return months
    }()

    private func month(at place: Int) -> Month? {
        guard let token = stream[place], let word = token.word else { return nil }
        if let (calendar, number) = Self.months[word] {
            // "May" and "Mar" are months only with a capital.
            if stream.language == .en, !token.isCapital { return nil }
            return Month(calendar: calendar, number: number, next: place + 1)
        }
        // «آذرماه»; «ربیع الاول» in two words.
        if word.hasSuffix("ماه"), let (calendar, number) = Self.months[String(word.dropLast(3))] {
            return Month(calendar: calendar, number: number, next: place + 1)
        }
        if let next = stream.word(place + 1), let (calendar, number) = Self.months[word + next] {
            return Month(calendar: calendar, number: number, next: place + 2)
        }
        return nil
    }

    // MARK: The date

    private func made(
        _ calendar: FoundDate.Calendar, _ year: Int, _ month: Int, _ day: Int?, from start: Int, to end: Int
    ) -> (FoundDate, Int)? {
        guard (1...12).contains(month) else { return nil }
        var calendar = calendar
        if calendar == .jalali, (end..<end + 3).contains(where: { stream[$0]?.isWord("قمری") ?? false }) {
            calendar = .lunar
        }
        let span = Span(stream.tokens[start].span.start, stream.tokens[end - 1].span.end)
        let date = FoundDate(
            calendar: calendar, year: year, month: month, day: day, role: role(before: start),
            language: stream.language,
            text: Outline.tidied(stream.text(start..<end)), span: span,
            page: stream.source.page(at: span.start))
        return (date, end)
    }

    /// What the last words of its sentence say that it is.
    private func role(before start: Int) -> FoundDate.Role? {
        var place = start - 1
        while place >= 0, start - place <= 14 {
            if let word = stream.word(place) {
                if Self.signature.contains(word) { return .signature }
                if Self.entry.contains(word) { return .entry }
                if Self.expiry.contains(word) { return .expiry }
            } else if stream[place]?.isSign(".", "؛", ";") == true, stream[place + 1]?.isGlued == false {
                return nil
            }
            place -= 1
        }
        return nil
    }

    private static let signature = Lexicon.folded(
        "امضا", "امضای", "امضاء", "منعقد", "مورخ", "مورخه", "signed", "done", "concluded", "executed", "dated")
    private static let entry = Lexicon.folded(
        "لازم‌الاجرا", "لازم", "اجرا", "force", "effective", "commence", "starting")
    private static let expiry = Lexicon.folded(
        "پایان", "انقضا", "انقضای", "until", "expire", "expires", "expiry", "end")
}

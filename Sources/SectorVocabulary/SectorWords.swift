import PersianText

/// The words of a text as they are compared, whatever its language.
enum SectorWords {
    /// Words that say nothing about a field.
    private static let stopWords = Set(
        """
        the a an of and or in on at to for from with by our we us i need needs want wanted looking look seek seeking like
        help please would could can is are be it this that new best more most some any into city cities municipality
        municipal urban project projects how do about as you have has get make using via use improve improving better
        development cooperation
        از به در با برای و که را این آن ما می خواهیم نیاز داریم دنبال هستیم یک های ها شهر شهرداری شهری شهرها است شود کردن
        کنیم باید جهت بر تا هم یا پروژه طرح زمینه حوزه همکاری برنامه خود روی
        من في على الى إلى عن مع و أو نحن نريد نحتاج هذا هذه التي الذي المدينة مدينة مدينتنا البلدية بلدية مشروع مشاريع
        تعاون مجال
        """.split(whereSeparator: \.isWhitespace).map { PersianText.fold(String($0)) })

    /// Folded words without those that say nothing; all of them, where nothing else is left.
    static func words(of text: String) -> [String] {
        let all = PersianText.fold(text).split(separator: " ").map { PersianText.canonical(String($0)) }
        let telling = all.filter { !stopWords.contains($0) }
        return (telling.isEmpty ? all : telling).prefix(64).map { stem($0) }
    }

    /// The word without its commonest endings and articles: English plurals and -ing, Persian plurals, the Arabic
    /// article with what clings to it.
    static func stem(_ word: String) -> String {
        guard let first = word.unicodeScalars.first else { return word }
        return first.isASCII ? english(word) : arabicScript(word)
    }

    private static func english(_ word: String) -> String {
        for (ending, rest, replacement) in [
            ("ies", 3, "y"), ("sses", 2, "ss"), ("ings", 4, ""), ("ing", 4, ""), ("ation", 4, "at"), ("ers", 4, "er"),
            ("ness", 4, ""), ("ment", 5, ""), ("es", 4, ""), ("s", 3, ""), ("ed", 4, ""), ("e", 4, ""),
        ] where word.hasSuffix(ending) && word.utf8.count - ending.utf8.count >= rest && !word.hasSuffix("ss") {
            return String(word.dropLast(ending.count)) + replacement
        }
        return word
    }

    private static func arabicScript(_ word: String) -> String {
        var scalars = Array(word.unicodeScalars)
        for prefix in ["وال", "بال", "لل", "ال"] {
            let prefix = Array(prefix.unicodeScalars)
            if scalars.count >= prefix.count + 3, scalars.starts(with: prefix) {
                scalars.removeFirst(prefix.count)
                break
            }
        }
        for ending in ["هایی", "های", "ها", "ات", "ین", "ون", "ان", "یه", "ه", "ی"] {
            let ending = Array(ending.unicodeScalars)
            if scalars.count >= ending.count + 3, Array(scalars.suffix(ending.count)) == ending {
                scalars.removeLast(ending.count)
                break
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

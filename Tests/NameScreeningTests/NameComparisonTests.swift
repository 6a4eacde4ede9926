import Foundation
import NameScreening
import Testing

@Suite("Comparison of names") struct NameComparisonTests {
    static let people = [
        "Gholamreza Samplezadeh", "غلامرضا نمونه‌زاده", "Qolam-Reza Nemunezade", "Mohammad bin Ali al-Namuna",
        "Ali bin Mohammad al-Namuna", "Владимир Образцов", "Vladimir Obraztsov", "M. A. Example", "عبدالرحمن نمونه",
        "Abd al-Rahman Nemuneh", "Dr. Sample Person", "Person, Sample", "Παράδειγμα Γεώργιος", "김예시", "例示太郎",
        "Abu Sample",
        "", "   ", "٣", "Sample/Example",
    ]
    static let bodies = [
        "Namuneh Trading Co., Ltd.", "NAMUNE TRADING LLC", "ООО Образец", "Obrazets OOO", "The Sample Group",
        "Sample A.G.",
        "Sample GmbH", "Sample Fund XII L.P.", "Sample Fund 12", "شرکت نمونه", "", "& Co.",
    ]

    @Test("gives the same score whichever name comes first", arguments: [NameKind.person, .organisation])
    func symmetric(kind: NameKind) {
        let names = Self.people + Self.bodies
        for one in names {
            for other in names {
                let there = NameComparison(one, other, kind: kind).score
                #expect(there == NameComparison(other, one, kind: kind).score, "\(one) | \(other)")
                #expect((0...1).contains(there))
            }
        }
    }

    @Test("knows each name again") func same() {
        for name in Self.people where name.contains(where: \.isLetter) {
            #expect(NameComparison(name, name, kind: .person).score == 1, "\(name)")
        }
        for name in Self.bodies where name.contains(where: \.isLetter) {
            #expect(NameComparison(name, name, kind: .organisation).score == 1, "\(name)")
        }
    }

    @Test(
        "never parts a name from itself by a way of writing",
        arguments: [
            ("علي كريمي نمونه", "علی کریمی نمونه"), ("نمونه‌زاده", "نمونه زاده"), ("نمـــونه رضايى", "نمونه رضایی"),
            ("آرش نمونه", "ارش نمونه"), ("مُحَمَّد نمونه", "محمد نمونه"), ("Rezā Nemūneh", "Reza Nemuneh"),
            ("Sa'id Nemuneh", "Saʿid Nemuneh"), ("ALI NEMUNEH", "ali nemuneh"),
            ("Müller Beispiel", "Mu\u{308}ller Beispiel"),
            ("Ｓａｍｐｌｅ Ｐｅｒｓｏｎ", "Sample Person"), ("Sample\u{200B} Person", "Sample Person"),
        ])
    func folding(one: String, other: String) {
        #expect(NameComparison(one, other, kind: .person).score >= 0.9)
    }

    @Test(
        "does not mind the order of words, titles and initials",
        arguments: [
            ("Nemuneh, Ali Reza", "Ali Reza Nemuneh"), ("Dr. Ali Nemuneh", "Ali Nemuneh"),
            ("A. Nemuneh", "Ali Nemuneh"),
            ("Haji Ali Nemuneh", "Ali Nemuneh"), ("Ali Mohammad Nemuneh", "Ali Nemuneh"),
            ("Alinemuneh", "Ali Nemuneh"), ("Ali al-Nemuneh", "Ali Nemuneh"),
        ])
    func order(one: String, other: String) {
        #expect(NameComparison(one, other, kind: .person).isMatch)
    }

    @Test(
        "finds one name in two scripts",
        arguments: [
            ("غلامرضا نمونه‌زاده", "Gholamreza Nemunezadeh"), ("قاسم خدادادی", "Ghassem Khodadadi"),
            ("عبدالرحمن صالحی", "Abdurrahman Salehi"), ("شمس‌الدین نمونه", "Shamsoddin Nemuneh"),
            ("ایمان ژاله", "Iman Jaleh"),
            ("Владимир Образцов", "Vladimir Obraztsov"), ("Γεώργιος Παπαδόπουλος", "Georgios Papadopoulos"),
            ("ბარაკ ობამა", "Barack Obama"), ("Բարակ Օբամա", "Barack Obama"), ("バラク・オバマ", "Barack Obama"),
        ])
    func scripts(one: String, other: String) {
        let comparison = NameComparison(one, other, kind: .person)
        #expect(comparison.isMatch, "\(comparison.score) \(comparison.reasons.map(\.sentence))")
    }

    @Test(
        "keeps people apart who share a part of their names",
        arguments: [
            ("Ali Nemuneh", "Hassan Nemuneh"), ("Mohamed Nemuneh Sample", "Ahmed Nemuneh Sample"),
            ("Mohammad bin Ali al-Namuna", "Ali bin Mohammad al-Namuna"), ("A. Nemuneh", "Bahram Nemuneh"),
            ("Nemuneh", "Ali Hossein Nemuneh Tehrani"), ("کریم نمونه", "رحیم نمونه"),
            ("حسین نمونه", "Hassan Nemune Tehrani Zadeh"),
        ])
    func different(one: String, other: String) {
        #expect(!NameComparison(one, other, kind: .person).isMatch)
    }

    @Test(
        "treats forms of law as what they are",
        arguments: [
            ("Sample Aktiengesellschaft", "Sample AG", true), ("ООО Образец", "Obrazets LLC", true),
            ("Sample AG", "Sample", true),
            ("Sample AG", "Sample GmbH", false), ("Sample Trading Co., Ltd.", "Sample Trading Company Limited", true),
            ("S.C. Sample & Son, Inc.", "SC Sample and Son Inc", true),
            ("Trading Company", "Sample Trading Company", false),
            ("Sample France S.A.", "Sample Chile S.A.", false), ("First Sample Bank", "1st Sample Bank", true),
        ])
    func forms(one: String, other: String, isMatch: Bool) {
        #expect(NameComparison(one, other, kind: .organisation).isMatch == isMatch)
    }

    @Test("names its reasons") func reasons() {
        let conflict = NameComparison("Ali Nemuneh", "Hassan Nemuneh", kind: .person)
        #expect(conflict.reasons.contains { $0.difference == .conflict(["ali"], ["hassan"]) })
        let legal = NameComparison("Sample AG", "Sample GmbH", kind: .organisation)
        #expect(legal.reasons.contains { $0.difference == .legalForms })
        #expect(NameComparison("Ali Nemuneh", "Ali Nemuneh", kind: .person).reasons.isEmpty)
    }

    @Test("finds the variants of Persian names and few others") func variants() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../bench/data/name_variants.json")
        let variants = try JSONDecoder().decode([String: [String]].self, from: Data(contentsOf: url))
        var (found, all, wrong) = (0, 0, 0)
        for (number, (name, spellings)) in variants.sorted(by: { $0.key < $1.key }).enumerated() {
            for spelling in spellings {
                all += 1
                if NameComparison(name, spelling, kind: .person).isMatch { found += 1 }
            }
            // Every ninth of the other names, for the whole table takes long.
            for (place, (other, spellings)) in variants.sorted(by: { $0.key < $1.key }).enumerated()
            where other != name && (number + place) % 9 == 0 {
                for spelling in spellings where !(variants[name] ?? []).contains(spelling) {
                    if NameComparison(name, spelling, kind: .person).isMatch { wrong += 9 }
                }
            }
        }
        #expect(Double(found) / Double(all) >= 0.97)
        #expect(Double(found) / Double(found + wrong) >= 0.8)
    }

    @Test("agrees with the labelled pairs") func pairs() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../bench/data/name_pairs.csv")
        let records = try CSVRecords.all(try Data(contentsOf: url), file: "name_pairs.csv").dropFirst()
        var (right, wrong, missed) = (0, 0, 0)
        for record in records {
            let kind: NameKind = record.fields[1] == "Person" ? .person : .organisation
            let isMatch = NameComparison(record.fields[2], record.fields[3], kind: kind).isMatch
            switch (isMatch, record.fields[4] == "true") {
            case (true, true): right += 1
            case (true, false): wrong += 1
            case (false, true): missed += 1
            case (false, false): break
            }
        }
        #expect(2 * Double(right) / Double(2 * right + wrong + missed) >= 0.9)
    }
}

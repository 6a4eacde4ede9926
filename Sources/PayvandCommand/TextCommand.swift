import ArgumentParser
import Foundation
import OfficeKit
import PersianText

/// `payvand text`: the treatment of text for scripts, one line of output for each line of input.
struct TextCommand: ParsableCommand {
    /// What is done with each line.
    enum Treatment: String, ExpressibleByArgument, CaseIterable {
        case fold, clean, sortkey, tokens, namekey, jalali
    }

    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Treat lines of standard input as the office does.",
        discussion: """
            fold     the form that is compared; never shown
            clean    the form that is stored, as Persian text
            sortkey  bytes in hexadecimal that sort as a Persian reader expects
            tokens   the words under which the line is found
            namekey  the consonant keys of a person's name
            jalali   2026-03-21 to 1405-01-01, and a year before 1600 the other way
            """)

    @Argument(help: "fold, clean, sortkey, tokens, namekey or jalali") var treatment: Treatment

    func run() throws {
        var isWhole = true
        while let line = readLine(strippingNewline: true) {
            let result = treated(line)
            isWhole = isWhole && result != nil
            print(result ?? "")
        }
        if !isWhole {
            say("Some lines are no dates: their lines are empty.")
            throw ExitCode.failure
        }
    }

    /// - Returns: nil for a line that is no date.
    private func treated(_ line: String) -> String? {
        switch treatment {
        case .fold: return PersianText.fold(line)
        case .clean: return PersianText.clean(line, persianLetters: true)
        case .sortkey:
            return PersianText.sortKey(line).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        case .tokens: return PersianText.documentTokens(of: line).joined(separator: " ")
        case .namekey: return NameKey.keys(of: line).joined(separator: " ")
        case .jalali: return converted(line)
        }
    }

    private func converted(_ line: String) -> String? {
        let parts = PersianText.latinDigits(line).split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        if year < 1600 {
            return Jalali(year: year, month: month, day: day).map { Day(epochDay: $0.epochDay).iso }
        }
        guard let gregorian = Day(year: year, month: month, day: day),
            let jalali = Jalali(epochDay: gregorian.epochDay)
        else { return nil }
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(jalali.year)-\(padded(jalali.month))-\(padded(jalali.day))"
    }
}

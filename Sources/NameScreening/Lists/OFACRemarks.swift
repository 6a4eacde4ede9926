/// What OFAC's remarks say beside prose: `DOB 05 Jun 1950; POB Sargodha, Pakistan; nationality Pakistan; a.k.a. 'X'.`
enum OFACRemarks {
    static func read(_ remarks: String, into entry: inout ListEntry) {
        for item in remarks.split(separator: ";") {
            var text = item.drop(while: \.isWhitespace)
            while text.last == "." || text.last == " " { text.removeLast() }
            if text.hasPrefix("alt. ") { text = text.dropFirst(5) }
            if let rest = text.after("DOB ") {
                if let birth = BirthDate(String(rest)) { entry.births.append(birth) }
            } else if let rest = text.after("POB ") {
                // The country is what follows the last comma.
                let place = rest.split(separator: ",").last.map(String.init) ?? ""
                if let country = Countries.code(of: place) { entry.countries.append(country) }
            } else if let rest = text.after("nationality ") ?? text.after("citizen ") {
                if let country = Countries.code(of: String(rest)) { entry.countries.append(country) }
            } else if let rest = text.after("a.k.a. '") {
                // Quotation marks are OFAC's sign of a weak alias.
                let name = rest.last == "'" ? rest.dropLast() : rest
                entry.names.append(ListEntry.Name(String(name), .weak))
            }
        }
    }
}

extension Substring {
    fileprivate func after(_ prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}

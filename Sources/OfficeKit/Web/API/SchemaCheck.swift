extension Schema {
    /// What is wrong with a value, field by field: `parties.0.city`.
    func problems(in value: JSON, at path: String = "") -> [Problem] {
        func problem(_ key: String, _ arguments: [String: String] = [:]) -> [Problem] {
            [Problem(field: path, key: key, arguments: arguments)]
        }
        switch (self, value) {
        case (.anything, _): return []
        case (.text(let rule), .text(let text)):
            return rule.problem(in: text).map { problem($0.key, $0.arguments) } ?? []
        case (.text, _): return problem("api.errors.notText")
        case (.flag, .flag): return []
        case (.flag, _): return problem("api.errors.notFlag")
        case (.integer(let range), .integer(let number)):
            guard let range, !range.contains(number) else { return [] }
            return problem("forms.errors.outOfRange", Self.bounds(range))
        // 1.0 is a whole number (JSON Schema, "integer").
        case (.integer, .number(let number)):
            return Int64(exactly: number).map { problems(in: .integer($0), at: path) }
                ?? problem("api.errors.notWhole")
        case (.integer, _): return problem("api.errors.notWhole")
        case (.number(let range), .number(let number)):
            guard let range, !range.contains(number) else { return [] }
            return problem("forms.errors.outOfRange", Self.bounds(range))
        case (.number, .integer(let number)): return problems(in: .number(Double(number)), at: path)
        case (.number, _): return problem("forms.errors.notANumber")
        case (.list(let element, let most), .list(let values)):
            if let most, values.count > most { return problem("api.errors.tooMany", ["limit": String(most)]) }
            return values.enumerated().flatMap { place, value in
                element.problems(in: value, at: Self.joined(path, String(place)))
            }
        case (.list, _): return problem("api.errors.notList")
        case (.record(let record), .record(let fields)): return record.problems(in: fields, at: path)
        case (.record, _): return problem("api.errors.notRecord")
        case (.unknown(let type), _): return problem("api.errors.notRecord", ["type": type])
        }
    }

    private static func bounds<N>(_ range: ClosedRange<N>) -> [String: String] {
        ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
    }

    fileprivate static func joined(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }
}

extension Schema.Record {
    fileprivate func problems(in values: [String: JSON], at path: String) -> [Problem] {
        let known = Set(fields.map(\.name))
        let unknown = values.keys.filter { !known.contains($0) }.sorted().map { name in
            Problem(field: Schema.joined(path, name), key: "api.errors.unknownField")
        }
        return fields.flatMap { field -> [Problem] in
            let place = Schema.joined(path, field.name)
            switch values[field.name] {
            case nil, .null?:
                return field.isRequired ? [Problem(field: place, key: "forms.errors.required")] : []
            case let value?: return field.schema.problems(in: value, at: place)
            }
        } + unknown
    }
}

extension Schema.TextRule {
    fileprivate func problem(in text: String) -> (key: String, arguments: [String: String])? {
        if let choices, !choices.contains(text) {
            return ("api.errors.notOneOf", ["choices": choices.joined(separator: ", ")])
        }
        let length = text.unicodeScalars.count
        if let most, length > most { return ("forms.errors.tooLong", ["limit": String(most)]) }
        if let least, length < least {
            return least == 1 ? ("forms.errors.required", [:]) : ("forms.errors.tooShort", ["limit": String(least)])
        }
        return check?(text).map { ($0, [:]) }
    }
}

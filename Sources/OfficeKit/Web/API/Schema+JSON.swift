extension Schema {
    /// The schema in JSON Schema 2020-12, which is OpenAPI 3.1's; named records by reference.
    func described(collecting components: inout [String: JSON]) -> JSON {
        switch self {
        case .anything, .unknown: return [:]
        case .flag: return ["type": "boolean"]
        case .text(let rule): return rule.described
        case .integer(let range):
            var fields: [String: JSON] = ["type": "integer"]
            if let range, range.lowerBound != .min { fields["minimum"] = .integer(range.lowerBound) }
            if let range, range.upperBound != .max { fields["maximum"] = .integer(range.upperBound) }
            if range == nil { fields["format"] = "int64" }
            return .record(fields)
        case .number(let range):
            var fields: [String: JSON] = ["type": "number"]
            if let range {
                fields["minimum"] = .number(range.lowerBound)
                fields["maximum"] = .number(range.upperBound)
            }
            return .record(fields)
        case .list(let element, let most):
            var fields: [String: JSON] = ["type": "array", "items": element.described(collecting: &components)]
            if let most { fields["maxItems"] = .integer(Int64(most)) }
            return .record(fields)
        case .record(let record):
            guard let name = record.name else { return record.described(collecting: &components) }
            if components[name] == nil {
                // Put in first, so that a record that holds itself comes to an end.
                components[name] = [:]
                components[name] = record.described(collecting: &components)
            }
            return ["$ref": .text("#/components/schemas/\(name)")]
        }
    }
}

extension Schema.Record {
    fileprivate func described(collecting components: inout [String: JSON]) -> JSON {
        var properties: [String: JSON] = [:]
        for field in fields {
            let value = field.schema.described(collecting: &components)
            properties[field.name] = (field.isRequired ? value : value.orNull).noted(field.note)
        }
        var result: [String: JSON] = [
            "type": "object", "properties": .record(properties), "additionalProperties": false,
        ]
        let required = fields.filter(\.isRequired).map { JSON.text($0.name) }
        if !required.isEmpty { result["required"] = .list(required) }
        return .record(result)
    }
}

extension Schema.TextRule {
    fileprivate var described: JSON {
        var fields: [String: JSON] = ["type": "string"]
        if let choices { fields["enum"] = .list(choices.map { .text($0) }) }
        if let least { fields["minLength"] = .integer(Int64(least)) }
        if let most { fields["maxLength"] = .integer(Int64(most)) }
        if let format { fields["format"] = .text(format) }
        if let pattern {
            fields["pattern"] = .text(pattern)
        } else if choices == nil, format == nil {
            // No database of ours keeps U+0000.
            fields["pattern"] = "^[^\\u0000]*$"
        }
        return .record(fields)
    }
}

extension JSON {
    /// A schema that takes null too: an optional field may be left out or be null, as programs like.
    fileprivate var orNull: JSON {
        guard case .record(var fields) = self, case .text(let type)? = fields["type"] else {
            return self == [:] ? self : ["anyOf": [self, ["type": "null"]]]
        }
        fields["type"] = [.text(type), "null"]
        if case .list(let choices)? = fields["enum"] { fields["enum"] = .list(choices + [.null]) }
        return .record(fields)
    }

    fileprivate func noted(_ note: String?) -> JSON {
        guard let note, case .record(var fields) = self else { return self }
        fields["description"] = .text(note)
        return .record(fields)
    }
}

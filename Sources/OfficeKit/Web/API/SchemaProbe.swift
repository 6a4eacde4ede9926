extension Schema {
    /// The schema of a type: its own decoding is run on a decoder that notes what is asked for.
    public static func of<T: Decodable>(_ type: T.Type) -> Schema {
        do {
            return try probed(type).schema
        } catch {
            return .unknown(String(describing: type))
        }
    }

    /// The type's schema, and a value of it that lets the decoding of what holds it go on.
    fileprivate static func probed<T: Decodable>(_ type: T.Type) throws -> (schema: Schema, value: T) {
        if let scalar = type as? any APIScalar.Type, let value = scalar.sample as? T { return (scalar.schema, value) }
        if let list = type as? any ProbedList.Type, let value = list.empty as? T { return (try list.schema(), value) }
        if let choice = type as? any (RawRepresentable & CaseIterable).Type, let (names, first) = choices(of: choice),
            let value = first as? T
        {
            return (.text(.init(choices: names)), value)
        }
        let probe = SchemaProbe()
        let value = try T(from: probe)
        var record = Record(name: nil, fields: probe.fields)
        if let shape = type as? any APIShape.Type {
            record.name = shape.schemaName
            // A note on a field that is not there would be lost unseen.
            guard Set(shape.notes.keys).isSubset(of: record.fields.map(\.name)) else { throw SchemaProbe.Unsupported() }
            record.fields = record.fields.map { field in shape.notes[field.name]?.applied(to: field) ?? field }
        }
        return (.record(record), value)
    }

    private static func choices<E: RawRepresentable & CaseIterable>(of type: E.Type) -> (names: [String], first: Any)? {
        let names = E.allCases.compactMap { $0.rawValue as? String }
        guard let first = E.allCases.first, names.count == E.allCases.count else { return nil }
        return (names, first)
    }
}

private protocol ProbedList {
    static var empty: Any { get }
    static func schema() throws -> Schema
}

extension Array: ProbedList where Element: Decodable {
    fileprivate static var empty: Any { [Element]() }
    fileprivate static func schema() throws -> Schema { .list(try Schema.probed(Element.self).schema, most: nil) }
}

/// Stands for any record, and notes its fields as they are asked for.
private final class SchemaProbe: Decoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var fields: [Schema.Field] = []

    /// What a type asks for that has no schema here.
    struct Unsupported: Error {}

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Fields<Key>(probe: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Unsupported() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Unsupported() }

    private final class Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let probe: SchemaProbe
        /// The field that was asked whether it is null: it may be.
        private var optional: String?

        init(probe: SchemaProbe) { self.probe = probe }

        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { [] }
        func contains(_ key: Key) -> Bool { true }

        func decodeNil(forKey key: Key) throws -> Bool {
            optional = key.stringValue
            return false
        }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            let (schema, value) = try Schema.probed(type)
            probe.fields.append(
                Schema.Field(name: key.stringValue, schema: schema, isRequired: optional != key.stringValue))
            return value
        }

        func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try scalar(key) }
        func decode(_ type: String.Type, forKey key: Key) throws -> String { try scalar(key) }
        func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try scalar(key) }
        func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try scalar(key) }
        func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try scalar(key) }
        func decode(_ type: Float.Type, forKey key: Key) throws -> Float { throw Unsupported() }
        func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { throw Unsupported() }
        func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { throw Unsupported() }
        func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { throw Unsupported() }
        func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { throw Unsupported() }
        func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { throw Unsupported() }
        func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { throw Unsupported() }
        func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { throw Unsupported() }
        func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { throw Unsupported() }

        private func scalar<T: APIScalar>(_ key: Key) throws -> T {
            probe.fields.append(
                Schema.Field(name: key.stringValue, schema: T.schema, isRequired: optional != key.stringValue))
            return T.sample
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { throw Unsupported() }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Unsupported() }
        func superDecoder() throws -> any Decoder { throw Unsupported() }
        func superDecoder(forKey key: Key) throws -> any Decoder { throw Unsupported() }
    }
}

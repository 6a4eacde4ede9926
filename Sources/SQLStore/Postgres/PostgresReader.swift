import CLibPQ

/// Reads the values of a result by the types of its columns.
struct PostgresReader {
    private let result: OpaquePointer?
    private let types: [UInt32]

    init(_ result: OpaquePointer?) {
        self.result = result
        types = (0..<PQnfields(result)).map { PQftype(result, $0) }
    }

    func row(_ number: Int32, _ columns: Columns) throws -> Row {
        Row(columns: columns, values: try types.indices.map { try value(number, Int32($0), types[$0]) })
    }

    private func value(_ row: Int32, _ column: Int32, _ type: UInt32) throws -> SQLValue {
        if PQgetisnull(result, row, column) == 1 { return .null }
        guard let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        switch type {
        case 20, 21, 23, 26: return .integer(Int64(text(bytes)) ?? 0)
        case 16: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case 700, 701: return .real(Double(text(bytes)) ?? 0)
        case 1700:
            // A sum of whole numbers is `numeric`.
            let digits = text(bytes)
            if let whole = Int64(digits) { return .integer(whole) }
            return .real(Double(digits) ?? 0)
        case 17: return .blob(try blob(bytes))
        default: return .text(text(bytes))
        }
    }

    private func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Reads `\x0123…`.
    private func blob(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
        func digit(_ byte: UInt8) -> UInt8 { byte < 58 ? byte - 48 : byte - 87 }
        guard bytes.count >= 2, bytes.count.isMultiple(of: 2), bytes[0] == UInt8(ascii: "\\") else {
            throw StoreError.conversion(column: nil, expected: "bytes", found: "another form of bytea")
        }
        return [UInt8](unsafeUninitializedCapacity: bytes.count / 2 - 1) { buffer, count in
            count = bytes.count / 2 - 1
            for index in 0..<count {
                buffer[index] = digit(bytes[2 * index + 2]) << 4 | digit(bytes[2 * index + 3])
            }
        }
    }
}

/// Rows in the text form of `COPY … FROM STDIN`.
struct CopyText {
    var bytes: [UInt8] = []

    mutating func add(_ row: [SQLValue]) {
        for (index, value) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            switch value {
            case .null: bytes.append(contentsOf: "\\N".utf8)
            case .integer(let number): bytes.append(contentsOf: String(number).utf8)
            case .real(let number): bytes.append(contentsOf: "\(number)".utf8)
            case .text(let text): for byte in text.utf8 { add(byte) }
            case .blob(let blob):
                bytes.append(contentsOf: "\\\\x".utf8)
                for byte in blob {
                    bytes.append(Self.digits[Int(byte >> 4)])
                    bytes.append(Self.digits[Int(byte & 15)])
                }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private mutating func add(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
        case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
        default: bytes.append(byte)
        }
    }
}

extension StoreError {
    /// What an SQLSTATE means (PostgreSQL 15, appendix A).
    static func postgres(code: String, message: String, sql: String) -> StoreError {
        switch code {
        case "23505": return .constraint(.unique, detail: message)
        case "23503": return .constraint(.foreignKey, detail: message)
        case "23502": return .constraint(.notNull, detail: message)
        case "23514": return .constraint(.check, detail: message)
        case "40001", "40P01": return .serialization(message)
        case "55P03": return .busy(message)
        case "25006": return .readOnly(message)
        case "25P02": return .transactionAborted
        case "57014": return .statement(message, sql: sql)
        default: break
        }
        switch code.prefix(2) {
        case "23": return .constraint(.other, detail: message)
        case "08", "57": return .connection(message)
        case "53", "58", "XX": return .storage("\(message) (\(code))")
        default: return .statement(message, sql: sql)
        }
    }
}

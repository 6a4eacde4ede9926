import Foundation

/// A file of a list whose format was recognised by what is in it.
public struct ListFile: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        case ofacTables, ofacDocument, unDocument, euDocument, ukTable, followTheMoney
    }

    public let url: URL
    public let format: Format

    /// No file of a list that is published is larger.
    private static let largest = 1 << 30

    static func bytes(of url: URL) throws -> Data {
        let size = (try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int) ?? 0
        guard size <= largest else {
            throw ListFault(file: url.lastPathComponent, reason: "the file is larger than 1 GB")
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw ListFault(file: url.lastPathComponent, reason: "the file cannot be read")
        }
    }

    /// The lists among files and folders: all of a folder and the folders in it.
    ///
    /// Files of other formats are passed over in a folder; one that was named alone must be a list.
    ///
    /// - Throws: ``ListFault`` where there is none.
    public static func lists(at url: URL) throws -> [ListFile] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw ListFault(file: url.path, reason: "there is no such file or folder")
        }
        guard isFolder.boolValue else {
            guard let file = try ListFile(recognising: url) else {
                throw ListFault(file: url.lastPathComponent, line: 1, reason: "the format of this list is not known")
            }
            return [file]
        }
        let names = FileManager.default.subpaths(atPath: url.path) ?? []
        let files = try names.sorted().compactMap { try ListFile(recognising: url.appending(path: $0)) }
        guard !files.isEmpty else {
            throw ListFault(file: url.path, reason: "the folder holds no list of a known format")
        }
        return files
    }

    /// - Returns: nil for what is no list, or is a part of one that is read with its main file.
    init?(recognising url: URL) throws {
        guard let handle = try? FileHandle(forReadingFrom: url) else { return nil }
        defer { try? handle.close() }
        let head = (try? handle.read(upToCount: 4096)) ?? Data()
        let text = String(decoding: head, as: UTF8.self)
        self.url = url
        let name = url.lastPathComponent.lowercased()
        switch url.pathExtension.lowercased() {
        case "xml":
            if text.contains("<sdnList") {
                format = .ofacDocument
            } else if text.contains("<CONSOLIDATED_LIST") {
                format = .unDocument
            } else if text.contains("<export"), text.contains("europa.eu") || text.contains("sanctionEntity") {
                format = .euDocument
            } else {
                return nil
            }
        case "csv":
            if name.hasSuffix("sdn.csv") || name.hasSuffix("prim.csv") {
                format = .ofacTables
            } else if text.contains("Name 6") {
                format = .ukTable
            } else {
                return nil
            }
        case "json", "jsonl", "ndjson", "ijson":
            guard text.contains("\"schema\"") else { return nil }
            format = .followTheMoney
        default: return nil
        }
    }

    /// Reads the list and hands over its entries, one after the other where the format allows it.
    ///
    /// - Throws: ``ListFault`` for what is malformed: nothing is guessed and nothing skipped.
    public func read(each body: (ListEntry) throws -> Void) throws {
        let file = url.lastPathComponent
        switch format {
        case .followTheMoney: try FollowTheMoneyLines.read(url, each: body)
        case .ofacTables: try tables.read().forEach(body)
        case .ofacDocument:
            let list = file.lowercased().contains("cons") ? "ofac-cons" : "ofac-sdn"
            try OFACDocument.read(try Self.bytes(of: url), file: file, list: list).forEach(body)
        case .unDocument: try UNDocument.read(try Self.bytes(of: url), file: file).forEach(body)
        case .euDocument: try EUDocument.read(try Self.bytes(of: url), file: file).forEach(body)
        case .ukTable: try UKTable.read(try Self.bytes(of: url), file: file).forEach(body)
        }
    }

    /// All entries.
    public func entries() throws -> [ListEntry] {
        var entries: [ListEntry] = []
        try read { entries.append($0) }
        return entries
    }

    /// The files of the same publication: `cons_prim.csv` goes with `cons_add.csv`, `sdn.csv` with `add.csv`.
    private var tables: OFACTables {
        let folder = url.deletingLastPathComponent()
        let name = url.lastPathComponent
        let isMain = name.lowercased().hasSuffix("sdn.csv")
        let stem = String(name.dropLast(isMain ? "sdn.csv".count : "prim.csv".count))
        func beside(_ names: [String]) -> URL? {
            names.map { folder.appending(path: $0) }.first { FileManager.default.fileExists(atPath: $0.path) }
        }
        return OFACTables(
            entries: url, addresses: beside([stem + "add.csv"]), otherNames: beside([stem + "alt.csv"]),
            comments: beside(isMain ? [stem + "sdn_comments.csv"] : [stem + "comments.csv"]),
            list: isMain ? "ofac-sdn" : "ofac-cons")
    }
}

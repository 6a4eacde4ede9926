import Foundation

/// A module's folder of templates, catalogues and assets.
///
/// A build leaves the folder beside the executable, `payvand_OfficeKit.resources`; the folder moves with it. The path
/// that the compiler wrote into the program is the last to be asked, for it is only good on the machine that built it.
public struct ResourceFolder: Sendable {
    public let url: URL

    /// - Parameters:
    ///   - module: the name of the module that brings the folder.
    ///   - compiled: where the build put it; evaluated last, for it stops the program where nothing is there.
    /// - Throws: ``ResourceError/missing(_:)``.
    public init(module: String, compiled: @autoclosure () -> URL) throws {
        let folder = "payvand_\(module).resources"
        var places: [URL] = []
        if let chosen = ProcessInfo.processInfo.environment["PAYVAND_RESOURCES"] {
            places.append(URL(filePath: chosen, directoryHint: .isDirectory))
        }
        let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        if !executable.isEmpty {
            let beside = URL(filePath: executable).deletingLastPathComponent()
            places.append(beside)
            places.append(beside.appending(path: "../share/payvand").standardizedFileURL)
        }
        for place in places {
            let candidate = place.appending(path: folder).appending(path: "Resources")
            if FileManager.default.fileExists(atPath: candidate.path) {
                url = candidate
                return
            }
        }
        let last = compiled().appending(path: "Resources")
        guard FileManager.default.fileExists(atPath: last.path) else { throw ResourceError.missing(folder) }
        url = last
    }

    /// The office kit's own folder.
    public static func officeKit() throws -> ResourceFolder {
        try ResourceFolder(module: "OfficeKit", compiled: Bundle.module.bundleURL)
    }

    /// The files of a subfolder with an extension, by name without it.
    public func files(in subfolder: String, withExtension suffix: String) throws -> [String: Data] {
        let folder = url.appending(path: subfolder)
        guard FileManager.default.fileExists(atPath: folder.path) else { return [:] }
        var files: [String: Data] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.pathExtension == suffix {
            files[file.deletingPathExtension().lastPathComponent] = try Data(contentsOf: file)
        }
        return files
    }
}

/// What can be wrong with the files beside the program.
public enum ResourceError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The folder is not beside the program.
    case missing(String)
    /// A catalogue is not a nest of texts.
    case malformedCatalogue(String)
    /// Two modules bring the same catalogue key or template.
    case repeated(String)
    /// A template asks for a key that the language's catalogue does not have.
    case missingKey(String, template: String, language: Language)
    /// A template that cannot be parsed.
    case malformedTemplate(String, reason: String)

    public var description: String {
        switch self {
        case .missing(let folder):
            "\(folder) is not beside the program; set PAYVAND_RESOURCES to the folder that holds it"
        case .malformedCatalogue(let name): "the catalogue \(name) is not a nest of texts"
        case .repeated(let name): "\(name) is brought twice"
        case .missingKey(let key, let template, let language):
            "the template \(template) asks for \(key), which \(language.rawValue).json does not have"
        case .malformedTemplate(let name, let reason): "the template \(name) cannot be parsed: \(reason)"
        }
    }
}

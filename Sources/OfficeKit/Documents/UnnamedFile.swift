import Foundation
import SystemPackage

/// Bytes as a file that nobody else can open, at its beginning: what a command reads as its input.
///
/// Not a pipe: swift-subprocess 1.0.2 ends the program when a command closes its input before it has read all.
enum UnnamedFile {
    static func holding(_ bytes: [UInt8]) throws -> FileDescriptor {
        var name = Array((FileManager.default.temporaryDirectory.path + "/payvand-input-XXXXXX").utf8CString)
        let number = mkstemp(&name)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        let file = FileDescriptor(rawValue: number)
        unlink(name)
        do {
            try file.writeAll(bytes)
            try file.seek(offset: 0, from: .start)
            return file
        } catch {
            try? file.close()
            throw error
        }
    }
}

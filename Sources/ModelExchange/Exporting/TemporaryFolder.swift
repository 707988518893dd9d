internal import FileSystem
internal import Glibc

/// A folder that only this user may look into, on the disk of a certain place, removed with its owner.
struct TemporaryFolder: ~Copyable {
    let path: String

    /// Makes a folder beside a place, so that what is made in it can be given that place at once.
    init(beside destination: String) throws(SystemError) { try self.init("\(destination).partial-") }

    init(in folder: String) throws(SystemError) { try self.init("\(folder)/pipeline-") }

    private init(_ beginning: String) throws(SystemError) {
        var template = Array("\(beginning)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("create a folder in", Files.folder(of: beginning)) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? Folders.remove(path) }
}

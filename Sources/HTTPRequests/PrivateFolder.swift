internal import FileSystem
internal import Glibc

/// A folder that only this user may look into, removed with its owner.
struct PrivateFolder: ~Copyable {
    let path: String

    init(in parent: String) throws {
        var template = Array("\(parent)/pipeline-http-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("create a folder in", parent) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? Folders.remove(path) }
}

import FileSystem
import Glibc

/// A folder on another file system than the tests' own, where the machine has its memory for one; removed with its owner.
final class OtherDisk {
    let path: String

    init() throws {
        var template = Array("/dev/shm/file-system-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("create", "/dev/shm") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? Folders.remove(path) }

    static var isThere: Bool {
        var memory = stat()
        var temporary = stat()
        guard let folder = try? TemporaryFolder() else { return false }
        return stat("/dev/shm", &memory) == 0 && stat(folder.path, &temporary) == 0
            && memory.st_dev != temporary.st_dev
    }
}

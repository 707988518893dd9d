import Glibc

/// A folder that is gone with its value.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/scheduling-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("no temporary folder: errno \(errno)") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { _ = Glibc.system("rm -rf '\(path)'") }

    func write(_ bytes: [UInt8], to name: String) {
        _ = Glibc.system("mkdir -p \"$(dirname '\(path)/\(name)')\"")
        guard let file = fopen("\(path)/\(name)", "w") else {
            preconditionFailure("cannot write \(name): errno \(errno)")
        }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    func link(_ name: String, to target: String) {
        guard symlink(target, "\(path)/\(name)") == 0 else {
            preconditionFailure("cannot link \(name): errno \(errno)")
        }
    }
}

internal import Glibc

/// A new folder that only this user may look into, removed with its owner and everything in it.
public struct PrivateFolder: ~Copyable, Sendable {
    /// Where it is.
    public let path: String

    /// Makes a folder where the machine keeps what is needed for a moment.
    /// - Parameter environment: Variables that may name the place: `TMPDIR` does where it is an absolute path, and
    ///   otherwise it is `/tmp`.
    /// - Throws: ``SystemError`` where there can be none.
    public init(environment: [String: String]) throws(SystemError) {
        let parent = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        try self.init(beginning: "\(parent)/pipeline-")
    }

    /// Makes a folder beside a place, so that what is made in it can be given that place at once.
    /// - Parameter destination: The path of the place.
    /// - Throws: ``SystemError`` where there can be none.
    public init(beside destination: String) throws(SystemError) { try self.init(beginning: "\(destination).partial-") }

    private init(beginning: String) throws(SystemError) {
        var template = Array("\(beginning)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("create a folder in", Files.folder(of: beginning)) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? Folders.remove(path) }
}

import FoundationEssentials

/// A folder that disappears with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        // SQLite resolves symbolic links in the paths that its errors carry.
        let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        path = parent + "/database-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func bytes(of name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: file(name)))) }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    }

    func contents() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

    func link(_ name: String, to other: String) throws {
        try FileManager.default.linkItem(atPath: file(name), toPath: file(other))
    }

    func symbolicLink(_ name: String, to other: String) throws {
        try FileManager.default.createSymbolicLink(atPath: file(other), withDestinationPath: file(name))
    }
}

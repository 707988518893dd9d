internal import FileSystem

/// Finds the programs that steps start.
public struct ProgramSearch: Sendable {
    /// The folder of the running program.
    private let folder: String
    private let environment: [String: String]

    public init(executable: String, environment: [String: String]) {
        folder = executable.lastIndex(of: "/").map { String(executable[..<$0]) } ?? "."
        self.environment = environment
    }

    /// Whether a program is beside the running one, and so was built together with it.
    func isOwn(_ path: String) -> Bool {
        path.hasPrefix("\(folder)/") && !path.dropFirst(folder.count + 1).contains("/")
    }

    /// Returns the path of a program: beside the running one, or else along the PATH.
    public func find(_ name: String) -> String? {
        let folders = [folder] + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        return candidates.first { path in
            guard let status = try? FileStatus(of: path) else { return false }
            return status.kind == .file && status.isExecutable
        }
    }
}

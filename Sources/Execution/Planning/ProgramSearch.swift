internal import FileSystem

/// Finds the programs that steps start.
public struct ProgramSearch: Sendable {
    /// The folder of the running program.
    private let folder: String
    private let searchPath: SearchPath
    private let shims: [String: String]

    /// Prepares a search.
    /// - Parameters:
    ///   - executable: The running program.
    ///   - environment: Its environment, of which the PATH counts.
    ///   - shims: What takes the place of a path that was found.
    public init(executable: String, environment: [String: String], shims: [String: String] = [:]) {
        self.shims = shims
        folder = executable.lastIndex(of: "/").map { String(executable[..<$0]) } ?? "."
        searchPath = SearchPath(environment: environment)
    }

    /// Whether a program is beside the running one, and so was built together with it.
    func isOwn(_ path: String) -> Bool {
        path.hasPrefix("\(folder)/") && !path.dropFirst(folder.count + 1).contains("/")
    }

    /// Returns the path of a program: beside the running one, or else along the PATH.
    public func find(_ name: String) -> String? {
        if name.contains("/") { return SearchPath.isProgram(name) ? shims[name] ?? name : nil }
        let own = "\(folder)/\(name)"
        return SearchPath.isProgram(own) ? own : searchPath.program(name).map { shims[$0] ?? $0 }
    }
}

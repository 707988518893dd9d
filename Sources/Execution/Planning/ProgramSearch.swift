internal import FileSystem

/// Finds the programs that steps start.
public struct ProgramSearch: Sendable {
    /// The folder of the running program.
    private let folder: String
    private let searchPath: SearchPath

    public init(executable: String, environment: [String: String]) {
        folder = executable.lastIndex(of: "/").map { String(executable[..<$0]) } ?? "."
        searchPath = SearchPath(environment: environment)
    }

    /// Whether a program is beside the running one, and so was built together with it.
    func isOwn(_ path: String) -> Bool {
        path.hasPrefix("\(folder)/") && !path.dropFirst(folder.count + 1).contains("/")
    }

    /// Returns the path of a program: beside the running one, or else along the PATH.
    public func find(_ name: String) -> String? {
        if name.contains("/") { return SearchPath.isProgram(name) ? name : nil }
        let own = "\(folder)/\(name)"
        return SearchPath.isProgram(own) ? own : searchPath.program(name)
    }
}

internal import Glibc

/// The folders in which a program is looked up by its bare name, as the variable `PATH` lists them.
public struct SearchPath: Hashable, Sendable {
    /// The folders, with colons between them.
    public let text: String

    /// Takes over a list of folders.
    /// - Parameter text: The folders, with colons between them; `nil` for those of every system.
    public init(_ text: String?) { self.text = text ?? "/usr/bin:/bin" }

    /// Takes over the folders of an environment.
    /// - Parameter environment: Variables, of which `PATH` counts.
    public init(environment: [String: String]) { self.init(environment["PATH"]) }

    /// Finds a program.
    /// - Parameter name: A name without a slash.
    /// - Returns: The path of the first file of that name that may be executed; `nil` where there is none.
    public func program(_ name: String) -> String? { candidates(name).first(where: Self.isProgram) }

    /// Finds a file that would be a program if it might be executed.
    /// - Parameter name: A name without a slash.
    /// - Returns: The path of the first file of that name; `nil` where there is none.
    public func file(_ name: String) -> String? { candidates(name).first(where: Self.isFile) }

    /// Tells whether a path is that of a file that this user may execute.
    /// - Parameter path: The path, links in which are followed.
    /// - Returns: Whether it is.
    public static func isProgram(_ path: String) -> Bool { isFile(path) && access(path, X_OK) == 0 }

    /// Where a program may be.
    ///
    /// A relative folder would make it depend on the working directory, so it does not count.
    private func candidates(_ name: String) -> some Sequence<String> {
        text.split(separator: ":").lazy.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
    }

    private static func isFile(_ path: String) -> Bool { (try? FileStatus(of: path))?.kind == .file }
}

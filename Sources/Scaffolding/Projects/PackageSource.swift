/// Where a project gets the package that it depends on.
public enum PackageSource: Hashable, Sendable {
    /// A folder on this machine: absolute, or relative to the project.
    case folder(String)
    /// A git repository and a branch of it.
    case repository(String, branch: String)

    /// Whether a text names a git repository rather than a folder.
    public static func isRepository(_ text: String) -> Bool {
        text.contains("://") || text.hasPrefix("git@") || text.hasSuffix(".git")
    }

    /// The name by which the manifest's targets refer to the package.
    var identity: String {
        switch self {
        case .folder: "pipeline"
        case .repository(let url, _): PackageSource.lastComponent(of: url)
        }
    }

    /// The dependency as the manifest writes it.
    ///
    /// A branch and not a version: the plugin's tool is linked with the parser of the toolchain, which takes flags that
    /// not every SwiftPM accepts in a package with a version.
    var dependency: String {
        switch self {
        case .folder(let path): ".package(name: \"pipeline\", path: \(swiftLiteral(path)))"
        case .repository(let url, let branch):
            ".package(url: \(swiftLiteral(url)), branch: \(swiftLiteral(branch)))"
        }
    }

    /// The name by which SwiftPM tells packages apart: the last part of where it is.
    public static func lastComponent(of place: String) -> String {
        let name = place.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? place
        return name.hasSuffix(".git") ? String(name.dropLast(4)) : name
    }
}

/// A text as a literal of Swift, for a manifest.
func swiftLiteral(_ text: String) -> String {
    let escaped = text.flatMap { $0 == "\\" || $0 == "\"" ? ["\\", $0] : [$0] }
    return "\"\(String(escaped))\""
}

/// The name of a project: that of its package, of its program, and the beginning of that of its modules.
public struct ProjectName: Hashable, Sendable {
    public let text: String

    /// Names that the packages below a project have for targets of their own.
    ///
    /// SwiftPM wants names of targets to be unique among all packages.
    static let taken: Set<String> = [
        "digest-code", "fixture", "pipeline", "pipeline-trainer", "render-signs",
    ]

    /// Checks a name.
    /// - Throws: ``ScaffoldingError`` where no package or program can have it.
    public init(_ text: String) throws(ScaffoldingError) {
        guard isPlain(text, allowing: "-_"), text.unicodeScalars.count <= 60 else {
            throw ScaffoldingError(
                "'\(text)' can't be the name of a project: it takes letters, digits, '-' and '_', and begins with a "
                    + "letter; choose one with --name")
        }
        guard !Self.taken.contains(text.lowercased()) else {
            throw ScaffoldingError(
                "a project can't be named '\(text)', since a part of the package it depends on is; choose another name "
                    + "with --name")
        }
        self.text = text
    }

    /// The module with the pipelines.
    var module: String { "\(typeName(of: text))Pipelines" }
}

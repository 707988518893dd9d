/// A file that a template makes.
public struct TemplateFile: Hashable, Sendable {
    /// The path below the project's folder.
    public let path: String
    public let text: String
    /// Whether it is a program to start.
    public let isExecutable: Bool

    /// Makes a file of a template.
    public init(_ path: String, isExecutable: Bool = false, _ text: String) {
        self.path = path
        self.text = text
        self.isExecutable = isExecutable
    }
}

/// A place in a pipeline's source.
public struct SourceLocation: Codable, Hashable, Sendable {
    public let fileID: String
    public let line: Int

    public init(fileID: String, line: Int) {
        self.fileID = fileID
        self.line = line
    }
}

/// A mistake in a graph, with the line that made it and what to do about it.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    public let message: String
    public let location: SourceLocation
    public var help: String?

    public init(message: String, location: SourceLocation, help: String? = nil) {
        self.message = message
        self.location = location
        self.help = help
    }

    public var description: String {
        "\(location.fileID):\(location.line): error: \(message)" + (help.map { "\n  help: \($0)" } ?? "")
    }
}

/// Everything that is wrong with a graph.
public struct GraphError: Error, Equatable, CustomStringConvertible {
    public let diagnostics: [Diagnostic]

    init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics.sorted {
            ($0.location.fileID, $0.location.line, $0.message) < ($1.location.fileID, $1.location.line, $1.message)
        }
    }

    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

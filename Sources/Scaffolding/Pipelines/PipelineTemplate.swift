/// A pipeline to start from.
public struct PipelineTemplate: Sendable {
    /// What the pipeline is to start with.
    public enum Kind: String, CaseIterable, Sendable {
        /// One parameter and no work of its own.
        case empty
        /// A script in Python.
        case script
        /// A step in Swift.
        case swift
        /// A model: trained by a script, judged in Swift, registered where it is good enough.
        case training
    }

    let name: PipelineName
    let kind: Kind

    /// Makes a template.
    public init(name: PipelineName, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// The pipeline's files, sorted by their paths.
    public var files: [TemplateFile] {
        let all =
            switch kind {
            case .empty: [declaration(Self.emptyBody, imports: ["PipelineKit", "StandardSteps"])]
            case .script: [declaration(scriptBody, imports: ["PipelineKit", "StandardSteps"])] + scriptFiles
            case .swift: [declaration(swiftBody, imports: ["PipelineKit"])] + swiftFiles
            case .training: [declaration(trainingBody, imports: ["PipelineKit", "StandardSteps"])] + trainingFiles
            }
        return all.sorted { $0.path < $1.path }
    }

    /// A file of the pipeline's folder.
    func file(_ name: String, isExecutable: Bool = false, _ text: String) -> TemplateFile {
        TemplateFile("pipelines/\(self.name.text)/\(name)", isExecutable: isExecutable, text)
    }

    /// The beginning of the names of the pipeline's steps, which share a module with those of all others.
    var prefix: String { typeName(of: name.text) }

    private func declaration(_ body: String, imports: [String]) -> TemplateFile {
        let indented = body.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "        \($0)" }.joined(separator: "\n")
        return file(
            "\(name.type).swift",
            """
            \(imports.map { "import \($0)" }.joined(separator: "\n"))

            /// What this pipeline is for, in a sentence.
            struct \(name.type): Pipeline {
                static let name = "\(name.text)"
                static let summary = "\(summary)"

                func declare(in graph: inout GraphBuilder) {
            \(indented)
                }
            }

            """)
    }

    private var summary: String {
        switch kind {
        case .empty: "says hello"
        case .script: "runs a script"
        case .swift: "runs a step in Swift"
        case .training: "trains a model, judges it, and registers it where it is good enough"
        }
    }

    private static let emptyBody = """
        let who = graph.parameter("who", default: "world", help: "Who is greeted.")
        graph.step("greet", Command(["echo", "hello \\(who)"]))
        """
}

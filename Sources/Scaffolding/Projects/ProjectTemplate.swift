/// Templates of projects and pipelines, which `pipeline init` and `pipeline new` write for someone to go on from.
///
/// A project is a package of its own that depends on this one: pipelines with their scripts, a program of eight lines, a
/// test, and what surrounds them.
public struct ProjectTemplate: Sendable {
    let name: ProjectName
    let package: PackageSource

    /// Makes a template.
    public init(name: ProjectName, package: PackageSource) {
        self.name = name
        self.package = package
    }

    /// The project's files, sorted by their paths.
    public var files: [TemplateFile] {
        let own = [
            manifest, TemplateFile(".gitignore", Self.ignored), workflow, readme, starter, program, list, tests,
        ]
        return (own + FirstPipeline.files).sorted { $0.path < $1.path }
    }

    private var program: TemplateFile {
        TemplateFile(
            "Sources/\(name.text)/Main.swift",
            """
            import Commands
            import \(name.module)

            @main struct Main {
                static func main() async {
                    await PipelineProgram(pipelines: allPipelines).run()
                }
            }

            """)
    }

    private var list: TemplateFile {
        TemplateFile(
            "pipelines/Pipelines.swift",
            """
            import PipelineKit

            /// The pipelines of this project; `bin/pipeline new NAME` adds one.
            public let allPipelines: [any Pipeline] = [First()]

            """)
    }

    private var tests: TemplateFile {
        TemplateFile("Tests/\(name.module)Tests/FirstTests.swift", FirstPipeline.tests(of: name.module))
    }

    private static let ignored = """
        # What the build makes, what the pipelines remember, and what their steps made.
        /.build/
        /registry/
        /artifacts/

        """
}

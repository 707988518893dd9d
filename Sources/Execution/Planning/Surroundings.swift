internal import ContentHash
internal import ContentStore
internal import FileSystem
internal import PipelineKit

/// What all steps of a run have in common when their keys are made.
public struct PreparationContext: Sendable {
    /// The folder of the pipeline's declaration.
    public let pipelineFolder: String
    /// The running program, beside which other programs are looked for.
    public let executable: String
    /// The running program as the kernel keeps it, which a rebuild meanwhile does not change; its digest stands for the code
    /// of a step that has none.
    public let image: String
    /// The environment of this process.
    public let environment: [String: String]
    /// What takes the place of a program that only chooses another one, by its path.
    public let shims: [String: String]
    /// The kind of machine.
    public let platform: String
    /// The steps whose earlier results are not to be used.
    public let forced: Set<String>
    /// Seconds since 1970.
    public let time: Double

    public init(
        pipelineFolder: String, executable: String, image: String? = nil, environment: [String: String],
        shims: [String: String] = [:], platform: String, forced: Set<String>, time: Double
    ) {
        self.pipelineFolder = pipelineFolder
        self.executable = executable
        self.image = image ?? executable
        self.environment = environment
        self.shims = shims
        self.platform = platform
        self.forced = forced
        self.time = time
    }

    /// Where the programs of steps are found.
    public var search: ProgramSearch { ProgramSearch(executable: executable, environment: environment, shims: shims) }
}

/// Why a step's key cannot be made.
struct PreparationError: FailureClassifying, CustomStringConvertible {
    let failureKind: FailureKind
    let description: String
}

/// What a step reads besides its inputs, as it is now.
struct Surroundings: Sendable {
    struct Tool: Sendable {
        let path: String
        let digest: String
    }

    let code: String
    let declarations: String?
    let environment: [String: String?]
    let scripts: [String: String]
    let programs: [String: Tool]

    init(
        _ step: GraphStep, _ codeDigest: CodeDigest?, store: ContentStore, context: PreparationContext
    ) throws(PreparationError) {
        func digest(_ path: String) throws(PreparationError) -> String {
            // The store remembers the digests of files that did not change.
            do { return try store.digest(of: path, form: .file).digest.hex } catch {
                throw PreparationError(failureKind: FailureKind(error), description: error.description)
            }
        }
        if let codeDigest {
            code = codeDigest.digest
            declarations = codeDigest.declarations
        } else {
            code = try digest(context.image)
            declarations = nil
        }
        environment = Dictionary(
            step.reads.environment.map { ($0, context.environment[$0]) }, uniquingKeysWith: { first, _ in first })
        var scripts: [String: String] = [:]
        for script in step.reads.scripts {
            let path = "\(context.pipelineFolder)/\(script)"
            guard (try? FileStatus(of: path))?.kind == .file else {
                throw PreparationError(
                    failureKind: .infrastructure,
                    description: "the script '\(script)' is not in the pipeline's folder '\(context.pipelineFolder)'")
            }
            scripts[script] = try digest(path)
        }
        self.scripts = scripts
        var programs: [String: Tool] = [:]
        let search = context.search
        for program in step.reads.programs {
            guard let path = search.find(program.name) else {
                throw PreparationError(
                    failureKind: .infrastructure,
                    description: "the program '\(program.name)' is not there" + (program.help.map { "; \($0)" } ?? ""))
            }
            // Only of a program that was built together with this one are the sources known.
            let sources = search.isOwn(path) ? program.sourceDigest : nil
            var content = if let sources { sources } else { try digest(path) }
            // What a program was built against changes its results as its own code does.
            let version = try? Files.readText("\(path).version")
            if let version {
                var both = TaggedHash(domain: "pipeline program")
                both.add("program", content)
                both.add("version", version)
                content = both.finish().hex
            }
            programs[program.name] = Tool(path: path, digest: content)
        }
        self.programs = programs
    }
}

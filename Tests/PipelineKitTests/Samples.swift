import PipelineKit

/// A pipeline made of a closure, with the fewest words that a test can have.
struct Sample: Pipeline {
    static let name = "sample"
    let body: @Sendable (inout GraphBuilder) -> Void

    init(_ body: @escaping @Sendable (inout GraphBuilder) -> Void) { self.body = body }

    func declare(in graph: inout GraphBuilder) { body(&graph) }
}

struct Shards: Artifact {
    static let form = ArtifactForm.folder
    let path: String
    init(path: String) { self.path = path }
}

struct Split: Step {
    struct Output: Codable, Sendable {
        var training: Shards
        var folds: [Int]
        var count = 3
        var half: Int { count / 2 }
    }

    @Input var images: Folder
    var share = 0.1

    func run(in context: StepContext) async throws -> Output {
        let training: Shards = try context.output("training")
        return Output(training: training, folds: [0, 1], count: images.path.count)
    }
}

struct Train: Step {
    struct Output: Codable, Sendable {
        var error: Double
        var isGood: Bool
        var inner = Inner()
        var maybe: Int?
    }
    struct Inner: Codable, Sendable { var deep = 1 }

    @Input var shards: Shards
    @Input var epochs: Int
    var seed = 7
    var words: Set<String> = []

    func run(in context: StepContext) async throws -> Output { Output(error: Double(epochs), isGood: true) }
}

struct Note: Step {
    struct Output: Codable, Sendable { var text: String }
    var text: Text

    func run(in context: StepContext) async throws -> Output { Output(text: text.resolved()) }
}

/// A step whose outputs are named by its properties, as a command's are.
struct Loose: Step {
    struct Output: Codable, Sendable {}
    var outputs: [String]
    var needs: StepNeeds { StepNeeds(outputs: outputs) }

    func run(in context: StepContext) async throws -> Output { Output() }
}

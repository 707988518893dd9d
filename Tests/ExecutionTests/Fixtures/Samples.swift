import ContentHash
import PipelineKit

/// A pipeline made of a closure, with the fewest words that a test can have.
struct Sample: Pipeline {
    static let name = "sample"
    let body: @Sendable (inout GraphBuilder) -> Void

    init(_ body: @escaping @Sendable (inout GraphBuilder) -> Void) { self.body = body }

    func declare(in graph: inout GraphBuilder) { body(&graph) }
}

/// A step that reads anything and makes some of everything.
struct Work: Step {
    struct Output: Codable, Sendable {
        var value: Int
        var error: Double
        var flag: Bool
        var text: String
        var list: [Int]
        var lists: [[Int]]
        var file: File
        var folder: Folder
    }

    @Input var input: JSON
    var seed = 0

    init(_ input: Reference<JSON> = .init(.null), seed: Int = 0) {
        _input = input
        self.seed = seed
    }

    static let codeDigest: CodeDigest? = CodeDigest("c0de", declarations: "Work.run 1\nhelper 2")

    func run(in context: StepContext) async throws -> Output { throw StepFailure("a stub runs in its place") }
}

/// A step whose code has no digest of its own, and which reads what it is told to.
struct Bare: Step {
    struct Output: Codable, Sendable { var value: Int }

    @Input var images: Folder
    var needs = StepNeeds()

    func run(in context: StepContext) async throws -> Output { Output(value: 0) }
}

/// A step that reads a folder whose content does not count.
struct Look: Step {
    struct Output: Codable, Sendable { var folder: Folder }

    @Unkeyed var images: Folder

    init(_ images: Reference<Folder>) { _images = Unkeyed(images) }

    func run(in context: StepContext) async throws -> Output { throw StepFailure("a stub runs in its place") }
}

extension JSON {
    /// The output of ``Work``, as far as a test cares.
    static func made(
        _ value: Int = 1, error: JSON = 0.5, flag: JSON = true, list: JSON = [], lists: JSON = []
    ) -> JSON {
        ["value": .int(Int64(value)), "error": error, "flag": flag, "list": list, "lists": lists, "text": "x"]
    }
}

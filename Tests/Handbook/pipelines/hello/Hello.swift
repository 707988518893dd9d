import PipelineKit
import StandardSteps

/// What this pipeline is for, in a sentence.
struct Hello: Pipeline {
    static let name = "hello"
    static let summary = "says hello"

    func declare(in graph: inout GraphBuilder) {
        let who = graph.parameter("who", default: "world", help: "Who is greeted.")
        graph.step("greet", Command(["echo", "hello \(who)"]))
    }
}

import PipelineKit

/// What this pipeline is for, in a sentence.
struct Greeting: Pipeline {
    static let name = "greeting"
    static let summary = "runs a step in Swift"

    func declare(in graph: inout GraphBuilder) {
        let greeting = graph.parameter("greeting", default: "hello", help: "What is written.")
        graph.step("write", GreetingWrite(greeting: greeting))
    }
}

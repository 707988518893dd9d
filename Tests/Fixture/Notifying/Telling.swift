import PipelineKit

/// Tells of its ends by a program that adds the message to a file in the folder of the configuration.
struct Telling: Pipeline {
    static let name = "telling"
    static let summary = "tells how it ended"

    func declare(in graph: inout GraphBuilder) {
        let how = graph.parameter("how", default: Ending.well, help: "How the step 'act' ends.")
        let before = graph.step("before", MakeFile(name: "before", journal: ""))
        graph.step("act", Act(file: before.file, how: how, elsewhere: "", journal: ""))
        graph.notify(
            .command(["sh", "-c", "cat >> told"]), on: [.failure, .recovery], name: "file",
            template: "{event} of {pipeline}: {status}")
    }
}

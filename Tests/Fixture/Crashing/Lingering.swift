import PipelineKit
import StandardSteps

/// A step that starts processes of its own: one in its group, and one in a session of its own.
struct Lingering: Pipeline {
    static let name = "lingering"
    static let summary = "starts processes that outlive whoever started them"

    func declare(in graph: inout GraphBuilder) {
        let gate = graph.parameter(
            "gate", default: "", help: "A folder with the pipes 'arrived', 'open' and 'alive'; all hold the last.")
        let script = """
            exec 9> "$0/alive"
            sleep 600 & first=$!
            setsid sleep 600 & second=$!
            echo $first $second > "$0/arrived"
            read line < "$0/open"
            kill $first $second
            """
        graph.step("linger", Command(["sh", "-c", Text(stringLiteral: script), "\(gate)"]))
    }
}

import Glibc
import PipelineKit
import StandardSteps

/// Steps that end only when they are ended; one of them not even when it is asked to.
struct Endless: Pipeline {
    static let name = "endless"
    static let summary = "runs until it is cancelled"

    func declare(in graph: inout GraphBuilder) {
        let gate = graph.parameter(
            "gate", default: "",
            help: "A folder with the named pipes 'arrived' and 'alive'; all that runs holds the second.")
        graph.step(
            "patient",
            Command(["sh", "-c", "exec 9> \"$0/alive\"; sleep 600 & echo patient > \"$0/arrived\"; wait", "\(gate)"]))
        graph.step("stubborn", Resist(gate: gate))
    }
}

/// Goes on when it is asked to end.
struct Resist: Step {
    struct Output: Codable, Sendable {}

    @Input var gate: String

    func run(in context: StepContext) async throws -> Output {
        _ = open("\(gate)/alive", O_WRONLY)
        // A signal handler has no surroundings, so it writes to a descriptor that is known beforehand.
        dup2(open("\(gate)/arrived", O_WRONLY), 9)
        signal(SIGTERM) { _ in _ = write(9, "warned\n", 7) }
        try note("stubborn", in: "\(gate)/arrived")
        while true { pause() }
    }
}

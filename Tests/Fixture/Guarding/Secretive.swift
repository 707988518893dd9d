import Glibc
import PipelineKit
import StandardSteps

/// Steps that take a secret, and do everything with it that would show it.
struct Secretive: Pipeline {
    static let name = "secretive"
    static let summary = "uses a secret, and tells it to everyone"

    func declare(in graph: inout GraphBuilder) {
        let token = graph.secret("token", help: "Opens nothing.")
        let password = graph.secret("password", help: "Changes every month.", isKeyed: false)
        let how = graph.parameter("how", default: Carelessness.printed, help: "How the step 'tell' shows the secret.")
        let gate = graph.parameter("gate", default: "", help: "A folder with the named pipes 'arrived' and 'open'.")
        let tell = graph.step("tell", TellSecret(token: token, how: how, gate: gate))
        graph.step(
            "call",
            Command(
                ["sh", "-c", Self.script, "sh", "\(tell.length)"], outputs: [.value("length")],
                secrets: ["TOKEN": token, "PASSWORD": password]))
    }

    /// Writes both to its log and to its events, and tells how long they are.
    private static let script: Text = """
        echo "the token is $TOKEN"; echo "and the password $PASSWORD" >&2
        echo "{\\"type\\":\\"message\\",\\"text\\":\\"$TOKEN\\"}" >&3
        echo "{\\"length\\": ${#TOKEN}}" > "$PIPELINE_VALUES"
        """
}

/// What a step does with a secret that it should keep.
enum Carelessness: String, CaseIterable, Codable, ParameterValue { case printed, thrown, returned, crashing }

/// Shows a secret in every way that there is.
struct TellSecret: Step {
    struct Output: Codable, Sendable {
        var length: Int
        var note: String
    }

    @Input var token: Secret
    @Input var how: Carelessness
    @Input var gate: String

    func run(in context: StepContext) async throws -> Output {
        print("printed \(token), \(String(reflecting: token)), \(self)")
        dump(self)
        print("revealed \(token.reveal())")
        fflush(nil)
        context.message("message \(token.reveal())")
        context.warn("warning \(token.reveal())")
        context.log(metric: token.reveal(), 1)
        if !gate.isEmpty { try pass(gate) }
        switch how {
        case .printed: return Output(length: token.reveal().count, note: "\(token)")
        case .thrown: throw StepFailure("the server did not take '\(token.reveal())'")
        case .returned: return Output(length: 0, note: token.reveal())
        case .crashing: fatalError("crashed with \(token.reveal())")
        }
    }
}

import ContentHash
import PipelineKit
import Testing

/// Secrets as values: what is seen of them, and what is not.
@Suite struct SecretTests {
    private struct Fetch: Step {
        struct Output: Codable, Sendable { var count: Int }
        @Input var token: Secret

        func run(in context: StepContext) async throws -> Output { Output(count: token.reveal().count) }
    }

    private struct Read: Step {
        let variable: String
        var needs: StepNeeds { StepNeeds(environment: [variable]) }

        func run(in context: StepContext) async throws -> Int { 0 }
    }

    private let secret = Secret("open sesame")

    @Test func `However a secret is printed, words stand in its place`() throws {
        var dumped = ""
        dump(["token": secret], to: &dumped)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\(Fetch(token: Reference(secret)))",
            "\([secret])", "\(Optional(secret) as Any)", dumped, "\(Mirror(reflecting: secret).children.map(\.value))",
            try JSON(encoding: Fetch(token: Reference(secret))).text, try JSON(encoding: [secret]).text,
        ]
        for text in texts { #expect(!text.contains("sesame")) }
        #expect("\(secret) \(secret.debugDescription)" == "(a secret) (a secret)")
        #expect(secret.reveal() == "open sesame")
    }

    @Test func `A graph says which secret a step takes, and has no default for it`() throws {
        let graph = try Sample { graph in
            let token = graph.secret("hub-token", help: "Reads the data.", isKeyed: false)
            graph.step("fetch", Fetch(token: token))
        }.graph()
        #expect(graph.parameters[0].type.name == "secret")
        #expect(graph.parameters[0].defaultValue.text == #"{"$secret":"hub-token","unkeyed":true}"#)
        #expect(graph.parameters[0].defaultValue.displayText == "(a secret)")
        #expect(graph.parameters[0].type.parse("open sesame") == nil)
        #expect(graph.steps[0].sources == [.parameter("hub-token")])
        #expect(Secret.variable(named: "hub-token") == "PIPELINE_SECRET_HUB_TOKEN")
    }

    @Test func `A secret is passed on by its name and its digest, and revealed to whom it is handed out`() async throws
    {
        let digest = SHA256.digest(of: "any")
        let inputs: JSON = ["token": ["$value": SecretReference("token", digest: digest).json]]
        #expect(inputs.secrets == ["token"])
        let hidden = #expect(throws: StepFailure.self) { try inputs.decode(Fetch.self) }
        #expect(
            hidden?.description
                == "a secret has no value here; only what the pipeline declares with graph.secret(_:) reaches a step")
        let step = try inputs.revealing(["token": "open sesame"]).decode(Fetch.self)
        #expect(step.token.reveal() == "open sesame")
        #expect(try JSON(encoding: step.token) == SecretReference("token", digest: digest).json)
    }

    @Test func `A variable that holds a secret can't be declared as one of the environment`() {
        let error = #expect(throws: GraphError.self) {
            try Sample { graph in graph.step("read", Read(variable: "PIPELINE_SECRET_TOKEN")) }.graph()
        }
        #expect(
            error?.diagnostics.map { "\($0.message) | \($0.help ?? "")" } == [
                "'read' reads the variable 'PIPELINE_SECRET_TOKEN', whose value would be recorded | "
                    + "declare it with graph.secret(\"token\") and wire it to the step"
            ])
    }
}

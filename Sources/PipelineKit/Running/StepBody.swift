public import ContentHash

/// The code of one step of a graph, without its type.
public struct StepBody: Sendable {
    /// The identity of the code, where the build made one.
    public let codeDigest: CodeDigest?
    private let body: @Sendable (JSON, StepContext) async throws -> JSON

    init<S: Step>(_ type: S.Type) {
        codeDigest = S.codeDigest
        body = { inputs, context in
            let output = try await inputs.decode(S.self).run(in: context)
            return try JSON(encoding: output)
        }
    }

    /// Runs the step and returns its output.
    ///
    /// The inputs are the step's properties, with the value of each reference in its place.
    public func run(_ inputs: JSON, in context: StepContext) async throws -> JSON { try await body(inputs, context) }
}

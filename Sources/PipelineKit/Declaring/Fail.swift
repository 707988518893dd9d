/// A step that ends the run as failed, with a message.
///
/// ```swift
/// graph.step("reject", Fail("mean squared error \(evaluation.meanSquaredError) is above \(maximum)"))
/// ```
public struct Fail: Step {
    /// Nothing: the step never returns.
    public struct Output: Codable, Sendable {}

    private let message: Text

    public init(_ message: Text) { self.message = message }

    public func run(in context: StepContext) async throws -> Output {
        throw StepFailure(message.resolved(), kind: .user)
    }
}

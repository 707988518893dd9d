/// A named graph of steps.
///
/// ```swift
/// struct Greeting: Pipeline {
///     static let name = "greeting"
///
///     func declare(in graph: inout GraphBuilder) {
///         let who = graph.parameter("who", default: "world")
///         graph.step("greet", Command(["echo", "hello \(who)"]))
///     }
/// }
/// ```
public protocol Pipeline: Sendable {
    /// The name to type after `pipeline run`, in snake_case.
    static var name: String { get }
    /// What the pipeline is for, in one line.
    static var summary: String { get }

    /// Adds the pipeline's parameters, steps and branches to a graph; runs none of them.
    func declare(in graph: inout GraphBuilder)
}

extension Pipeline {
    public static var summary: String { "" }

    /// Declares the graph and checks it.
    /// - Throws: Every mistake at once, each with the line that made it.
    public func graph() throws(GraphError) -> Graph { try declaration().graph }

    /// Declares the graph with the code of its steps.
    /// - Throws: Every mistake at once, each with the line that made it.
    public func declaration() throws(GraphError) -> Declaration {
        var builder = GraphBuilder(name: Self.name)
        declare(in: &builder)
        let mistakes = Graph.rules.flatMap { $0.check(builder.graph) }
        guard mistakes.isEmpty else { throw GraphError(diagnostics: mistakes) }
        return Declaration(graph: builder.graph, bodies: builder.bodies)
    }
}

/// A checked graph together with the code of its steps.
public struct Declaration: Sendable {
    public let graph: Graph
    private let bodies: [String: StepBody]

    init(graph: Graph, bodies: [String: StepBody]) {
        self.graph = graph
        self.bodies = bodies
    }

    /// Returns the code of a step.
    public func body(of step: String) -> StepBody? { bodies[step] }
}

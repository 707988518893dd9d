internal import ContentHash

/// Collects the parameters, steps and branches of a pipeline.
public struct GraphBuilder {
    var graph: Graph
    var bodies: [String: StepBody] = [:]
    private var guards: [Condition] = []
    private var maps: [String] = []

    init(name: String) { graph = Graph(name: name) }

    /// Adds a step and returns a reference to its output.
    ///
    /// - Parameters:
    ///   - name: The name of the step in this pipeline, in snake_case.
    ///   - step: What to do.
    ///   - resources: What must be free for it to start.
    ///   - retry: Whether to try again after a failure.
    ///   - timeout: The longest time that one attempt may take.
    ///   - silentTimeout: The longest time that one attempt may give no sign of life: write nothing to standard output
    ///     and standard error, and tell no progress, metric or message. What a program holds back in a buffer is not
    ///     written: Python takes `-u`.
    ///   - cache: Whether earlier results may be used again.
    ///   - dependsOn: Steps that must have ended before, though nothing of them is read.
    ///   - salt: A text to change where an earlier result must not be used again.
    ///   - fileID: The file that the step is declared in, for messages.
    ///   - line: The line that it is declared at.
    /// - Returns: What the step will return, to be wired to other steps.
    @discardableResult
    public mutating func step<S: Step>(
        _ name: String, _ step: S, resources: Resources = Resources(), retry: RetryPolicy = .none,
        timeout: Duration? = nil, silentTimeout: Duration? = nil, cache: CachePolicy = .always,
        dependsOn: [any StepReference] = [], salt: String = "", fileID: String = #fileID, line: Int = #line
    ) -> Reference<S.Output> {
        let recorder = SourceRecorder()
        let inputs: JSON
        do {
            inputs = try JSON(encoding: step, userInfo: [SourceRecorder.key: recorder])
        } catch {
            preconditionFailure("the step '\(name)' can't be encoded: \(error)")
        }
        let options = StepOptions(
            resources: resources, retry: retry, timeout: timeout?.seconds, silentTimeout: silentTimeout?.seconds,
            cache: cache, salt: salt)
        graph.steps.append(
            GraphStep(
                name: name, kind: S.kind, inputs: inputs, sources: recorder.sources, guards: guards, maps: maps,
                after: dependsOn.flatMap(\.steps).sorted(), options: options, reads: step.needs,
                location: SourceLocation(fileID: fileID, line: line)))
        bodies[name] = StepBody(S.self)
        return Reference(.output(of: name))
    }

    /// Adds steps that run only where the condition holds, and others that run only where it doesn't.
    public mutating func when(
        _ condition: Condition,
        then: (inout GraphBuilder) -> Void,
        otherwise: (inout GraphBuilder) -> Void = { _ in }
    ) {
        with(guard: condition, then)
        with(guard: !condition, otherwise)
    }

    /// Adds steps that run once for each item of a list that only the run knows, and collects what they make.
    ///
    /// ```swift
    /// let errors = graph.map("folds", over: split.folds) { fold, graph in
    ///     graph.step("fold_train", Train(shards: fold)).error
    /// }
    /// ```
    public mutating func map<Item, Result>(
        _ name: String, over items: Reference<[Item]>, fileID: String = #fileID, line: Int = #line,
        _ body: (Reference<Item>, inout GraphBuilder) -> Reference<Result>
    ) -> Reference<[Result]> {
        graph.maps.append(
            GraphMap(
                name: name, items: items.source, guards: guards, maps: maps,
                location: SourceLocation(fileID: fileID, line: line)))
        maps.append(name)
        let result = body(Reference(.element(of: name)), &self)
        maps.removeLast()
        return Reference(.collected(by: name, result.source))
    }

    private mutating func with(guard condition: Condition, _ body: (inout GraphBuilder) -> Void) {
        guards.append(condition)
        body(&self)
        guards.removeLast()
    }
}

/// Anything that a step's order can depend on: a reference to a step's output or to a part of it.
public protocol StepReference {
    /// The names of the steps.
    var steps: Set<String> { get }
}

extension Reference: StepReference {
    public var steps: Set<String> { source.needs }
}

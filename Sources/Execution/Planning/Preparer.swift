internal import ContentHash
public import ContentStore
public import PipelineKit

/// What is found out about a step before it runs.
enum Preparation: Sendable {
    case hit(ActionKey, StoredResult)
    /// It has to run, for a reason in words and, where the key changed, in detail.
    case miss(ActionKey, Prepared)
    case failure(FailureKind, String)
    case cancelled
}

/// What a step that has to run needs.
struct Prepared: Sendable {
    var reason: String
    var differences: [KeyDifference] = []
    var warning: String?
    /// Whether a result that another process makes meanwhile is as good.
    var mayUseEarlierResult = true
    let environment: [String: String]
    let programs: [String: String]
    let declarations: String?
}

/// Computes action keys and looks for earlier results.
public struct Preparer: Sendable {
    let declaration: Declaration
    let store: ContentStore
    let cache: any ResultCache
    /// What all steps have in common.
    public let context: PreparationContext

    public init(
        declaration: Declaration, store: ContentStore, cache: any ResultCache, context: PreparationContext
    ) {
        self.declaration = declaration
        self.store = store
        self.cache = cache
        self.context = context
    }

    /// Finds out whether a step has to run.
    /// - Parameters:
    ///   - instance: The step.
    ///   - inputs: Its properties, with the value of each reference in its place.
    ///   - repairs: Whether what is found damaged is moved out of the way; a plan only looks.
    /// - Returns: What was found.
    func prepare(_ instance: StepInstance, inputs: JSON, repairs: Bool = true) async -> Preparation {
        guard let step = declaration.graph.step(instance.step) else {
            return .failure(.infrastructure, "the graph has no step '\(instance.step)'")
        }
        do {
            let (key, surroundings) = try await key(of: step, inputs: inputs)
            return try await look(for: key, of: instance, step, surroundings, repairs: repairs)
        } catch is CancellationError {
            return .cancelled
        } catch {
            return .failure(FailureKind(error), "\(error)")
        }
    }

    /// Makes the key that a step has now, with what it reads besides its inputs.
    func key(of step: GraphStep, inputs: JSON) async throws -> (ActionKey, Surroundings) {
        let code = declaration.body(of: step.name)?.codeDigest
        let surroundings = try await Blocking.run { () throws(PreparationError) in
            try Surroundings(step, code, store: store, context: context)
        }
        let maker = KeyMaker(
            step: step, inputs: inputs, code: surroundings.code, environment: surroundings.environment,
            scripts: surroundings.scripts, programs: surroundings.programs.mapValues(\.digest),
            platform: context.platform)
        return (maker.key, surroundings)
    }

    private func look(
        for key: ActionKey, of instance: StepInstance, _ step: GraphStep, _ surroundings: Surroundings, repairs: Bool
    ) async throws -> Preparation {
        var prepared = Prepared(
            reason: "", environment: surroundings.environment.compactMapValues { $0 },
            programs: surroundings.programs.mapValues(\.path), declarations: surroundings.declarations)
        if context.forced.contains(instance.step) {
            prepared.reason = "forced"
            prepared.mayUseEarlierResult = false
            return .miss(key, prepared)
        }
        if step.options.cache == .never {
            prepared.reason = "its results are never cached"
            prepared.mayUseEarlierResult = false
            return .miss(key, prepared)
        }
        if let result = try await cache.result(for: key.digest) {
            if case .expires(let after) = step.options.cache, context.time - result.time > after.seconds {
                prepared.reason = "its result is older than \(text(after.seconds)) s"
                prepared.mayUseEarlierResult = false
            } else if let loss = try await loss(of: result, repairs: repairs) {
                prepared.reason = loss
                prepared.warning = "\(instance): \(loss); it runs again"
            } else {
                return .hit(key, result)
            }
            return .miss(key, prepared)
        }
        if let withdrawn = try await cache.withdrawnResult(for: key.digest) {
            prepared.reason = try await loss(of: withdrawn, repairs: false) ?? "its last result is not usable any more"
            return .miss(key, prepared)
        }
        let graph = declaration.graph.name
        guard let old = try await cache.components(of: instance.description, pipeline: graph, in: nil) else {
            prepared.reason = "it has not run before"
            return .miss(key, prepared)
        }
        var known: [String: String] = [:]
        if let declarations = surroundings.declarations { known[surroundings.code] = declarations }
        let differences = try await KeyDifference.between(old, key.components, store: store) { [known] digest in
            if let declarations = known[digest] { return declarations }
            return try await cache.declarations(ofCode: digest)
        }
        prepared.differences = differences
        prepared.reason =
            differences.isEmpty
            ? "its last result is not usable any more" : differences.map(\.description).joined(separator: "; ")
        return .miss(key, prepared)
    }

    /// A number of seconds without a fraction that says nothing.
    private func text(_ seconds: Double) -> String { Int(exactly: seconds).map { "\($0)" } ?? "\(seconds)" }

    /// Says what of a result is gone or damaged; with repairs, sees to it that the result is not found again.
    func loss(of result: StoredResult, repairs: Bool = true) async throws -> String? {
        let store = store
        let loss = try await Blocking.run { () throws(ContentError) -> String? in
            for (name, artifact) in result.outputs.artifacts {
                guard let digest = artifact.digest else { continue }
                let form = ContentForm(artifact.form)
                if let path = artifact.path {
                    // An input that the step passed on: it is not in the store.
                    guard (try? store.digest(of: path, form: form).digest) != digest else { continue }
                    return "what its output '\(name)' refers to, '\(path)', has changed"
                }
                switch try store.condition(of: digest, form: form) {
                case .intact: continue
                case .missing:
                    let fate = try store.isPutAside(digest) ? "was damaged and is in quarantine" : "is missing"
                    return "the object \(digest.short) of its output '\(name)' \(fate)"
                case .damaged:
                    // Somebody else may have made it anew in between.
                    if repairs, try store.quarantine(digest, form: form) == .intact { continue }
                    return "the object \(digest.short) of its output '\(name)' is damaged"
                }
            }
            return nil
        }
        if loss != nil, repairs { try await cache.invalidate(result.key) }
        return loss
    }
}

extension ContentForm {
    /// The form of an artifact's content.
    public init(_ form: ArtifactForm) { self = form == .file ? .file : .folder }
}

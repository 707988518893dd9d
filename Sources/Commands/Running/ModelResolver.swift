internal import ContentHash
internal import ContentStore
internal import Execution
internal import ModelExchange
internal import PipelineKit
internal import Registry

/// Finds what the models stand for that parameters ask for by name, once for a whole run or plan.
struct ModelResolver {
    let registry: Registry
    let store: ContentStore
    /// The parameters that were given on the command line: what these name has to be there.
    let assigned: Set<String>

    /// Adds the version and its content to each model among the values.
    ///
    /// A default may name a group or an alias that is not there yet, as before the first registration.
    /// - Throws: `CommandFailure` where a name makes no sense, or what it stands for is not there or damaged.
    func resolved(_ values: [String: JSON]) async throws -> [String: JSON] {
        var resolved = values
        for (name, value) in values {
            guard let model = RegisteredModel(value) else { continue }
            do {
                resolved[name] = try await find(model.name).json
            } catch let error as RegistryError {
                guard error.isAbsence, !assigned.contains(name) else {
                    throw CommandFailure("the model of `\(name)`: \(error) (an empty text asks for none)")
                }
                resolved[name] = RegisteredModel(model.name).json
            } catch let problem as CommandFailure {
                throw CommandFailure("the model of `\(name)`: \(problem)", problem.code)
            }
        }
        return resolved
    }

    private func find(_ name: String) async throws -> RegisteredModel {
        guard !name.isEmpty else { return RegisteredModel(name) }
        let version = try await registry.model(name)
        guard version.deleted == nil else {
            throw CommandFailure(
                "\(version.name) is deleted; bring it back with: pipeline models restore \(version.name)", .failed)
        }
        guard try store.condition(of: version.model, form: ContentForm(version.form)) == .intact else {
            throw CommandFailure(
                "the object \(version.model.short) of \(version.name) is missing or damaged; \(version.run.remakingAdvice); "
                    + "or ask for none with an empty text", .failed)
        }
        return RegisteredModel(
            name, version: "\(version.name)", artifact: ArtifactReference(form: version.form, digest: version.model),
            classNames: version.evaluation.map { ClassNames.read(evaluation: store.path(of: $0)) } ?? [])
    }
}

extension RegistryError {
    /// Whether what was asked for is not there, and may come.
    fileprivate var isAbsence: Bool {
        switch kind {
        case .unknownGroup, .unknownAlias, .allDeleted: true
        default: false
        }
    }
}

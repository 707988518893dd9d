internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Execution
internal import PipelineKit
internal import Suggestions

/// Turns what the command line says of parameters into values for all of them.
struct ParameterResolver {
    let graph: Graph
    /// What relative paths on the command line start at.
    let folder: String
    /// What relative paths in defaults start at.
    let root: String
    /// What `~/` on the command line stands for: in `images=~/GTSRB` no shell replaces it.
    let home: String?
    /// Tells how to come by a file or folder that is not there; `nil` where nobody knows.
    let advice: @Sendable (_ path: String) -> String?
    /// Where secrets come from, which the command line does not give.
    private let secrets: SecretSource

    init(_ graph: Graph, _ project: Project, _ session: Session) {
        self.graph = graph
        folder = session.folder
        root = project.root
        home = session.environment["HOME"]
        advice = { [commands = session.commands] path in
            commands.lazy.compactMap { $0.advice(onMissing: path) }.first
        }
        secrets = SecretSource(session, project)
    }

    /// Returns the value of every parameter, without having looked at any file.
    /// - Parameters:
    ///   - assignments: What `--set` says; a later assignment of a parameter replaces an earlier one.
    ///   - base: Values of an earlier run, which take the place of the defaults.
    /// - Returns: The values by name; artifacts with absolute paths.
    /// - Throws: Every mistake at once.
    func values(_ assignments: [Assignment], base: [String: JSON] = [:]) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        var mistakes: [String] = []
        let assigned = Set(assignments.map(\.key))
        for parameter in graph.parameters {
            if let value = base[parameter.name], !assigned.contains(parameter.name),
                let objection = objection(to: value, of: parameter)
            {
                mistakes.append(
                    "`\(parameter.name)` \(objection), which it was in that run; give another value with --set")
            }
            let earlier = parameter.type == .secret ? nil : base[parameter.name]
            values[parameter.name] = absolute(earlier ?? parameter.defaultValue, from: root)
        }
        for assignment in assignments {
            do throws(CommandFailure) {
                values[assignment.key] = try value(assignment)
            } catch {
                mistakes.append(error.description)
            }
        }
        guard mistakes.isEmpty else { throw CommandFailure(mistakes.joined(separator: "\n       ")) }
        return values
    }

    /// Returns the value that an assignment gives, without having looked at any file.
    /// - Throws: What is wrong with its name or its value.
    func value(_ assignment: Assignment) throws(CommandFailure) -> JSON {
        let parameter = try parameter(named: assignment.key)
        guard parameter.type != .secret else {
            throw CommandFailure(
                "`\(parameter.name)` is a secret, and the command line is shown to everyone on this machine and kept in the "
                    + "shell's history: \(secrets.advice(parameter.name))")
        }
        guard let parsed = parameter.type.parse(assignment.value) else {
            var hint = ""
            if case .choice(let choices) = parameter.type { hint = suggestion(for: assignment.value, among: choices) }
            throw CommandFailure("`\(parameter.name)` takes \(parameter.type), not '\(assignment.value)'\(hint)")
        }
        let value = canonical(parsed, parameter.type)
        if let objection = parameter.objection(to: value) {
            throw CommandFailure("`\(parameter.name)` \(objection)")
        }
        return absolute(atHome(value), from: folder)
    }

    /// Finds a parameter.
    /// - Throws: What else the name might have meant.
    func parameter(named name: String) throws(CommandFailure) -> Parameter {
        if let parameter = graph.parameters.first(where: { $0.name == name }) { return parameter }
        let names = graph.parameters.map(\.name)
        let hint = suggestion(for: name, among: names)
        throw CommandFailure(
            "'\(graph.name)' has no parameter '\(name)'"
                + (hint.isEmpty ? "; it has \(names.joined(separator: ", "))" : hint))
    }

    /// Adds to each artifact among the values the digest of what it contains now.
    func digested(_ values: [String: JSON], in store: ContentStore) throws -> [String: JSON] {
        var digested: [String: JSON] = [:]
        for (name, value) in values {
            digested[name] = try value.replacing { (part) throws(CommandFailure) -> JSON? in
                guard var artifact = ArtifactReference(part), let path = artifact.path else { return nil }
                do throws(ContentError) {
                    artifact.digest = try store.digest(of: path, form: ContentForm(artifact.form)).digest
                } catch {
                    let advice = if case .missing(let path) = error { advice(path) } else { nil as String? }
                    throw CommandFailure(
                        "the \(artifact.form.rawValue) of `\(name)`: \(error)" + (advice.map { "; \($0)" } ?? ""))
                }
                return artifact.json
            }
        }
        return digested
    }

    /// Why a value of an earlier run is none that the parameter takes today.
    private func objection(to value: JSON, of parameter: Parameter) -> String? {
        guard accepts(value, parameter.type) else { return "takes \(parameter.type), not '\(value.displayText)'" }
        return parameter.objection(to: value)
    }

    private func accepts(_ value: JSON, _ type: ParameterType) -> Bool {
        switch (type, value) {
        case (.bool, .bool), (.int, .int), (.double, .int), (.double, .double), (.string, .string): true
        case (.choice(let names), .string(let name)): names.contains(name)
        case (.file, _): ArtifactReference(value)?.form == .file
        case (.folder, _): ArtifactReference(value)?.form == .folder
        case (.model, _): RegisteredModel(value) != nil
        case (.secret, _): SecretReference(value) != nil
        case (.list(let item), .array(let items)): items.allSatisfy { accepts($0, item) }
        default: false
        }
    }

    /// A number as it would be written by the declaration: `10.0` and `10` are one value of a fraction.
    private func canonical(_ value: JSON, _ type: ParameterType) -> JSON {
        switch (type, value) {
        case (.double, .double(let number)): (try? JSON(encoding: number)) ?? value
        case (.list(let item), .array(let items)): .array(items.map { canonical($0, item) })
        default: value
        }
    }

    private func atHome(_ value: JSON) -> JSON {
        value.replacing { part in
            guard let home, !home.isEmpty, var artifact = ArtifactReference(part), let path = artifact.path,
                path.hasPrefix("~/")
            else { return nil }
            artifact.path = home + path.dropFirst()
            return artifact.json
        }
    }

    private func absolute(_ value: JSON, from folder: String) -> JSON {
        value.replacing { part in
            guard var artifact = ArtifactReference(part), let path = artifact.path else { return nil }
            artifact.digest = nil
            if !path.hasPrefix("/") { artifact.path = "\(folder)/\(path)" }
            return artifact.json
        }
    }
}

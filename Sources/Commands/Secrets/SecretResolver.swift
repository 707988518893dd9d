internal import ContentHash
internal import PipelineKit

/// Finds the secrets that parameters ask for, once for a whole run or plan.
struct SecretResolver {
    let source: SecretSource
    let project: Project

    init(_ session: Session, _ project: Project) {
        source = SecretSource(session, project)
        self.project = project
    }

    /// Adds to each secret among the values the keyed digest of what it is now.
    /// - Returns: The values, which may be recorded, and the secrets, which may not.
    /// - Throws: `CommandFailure` with every secret that can't be had.
    func resolved(
        _ values: [String: JSON]
    ) throws(CommandFailure) -> (values: [String: JSON], secrets: [String: Secret]) {
        var resolved = values
        var secrets: [String: Secret] = [:]
        var mistakes: [String] = []
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard SecretReference(value) != nil else { continue }
            do throws(CommandFailure) { secrets[name] = try source.secret(name) } catch {
                mistakes.append(error.description)
            }
        }
        guard mistakes.isEmpty else { throw CommandFailure(mistakes.joined(separator: "\n       ")) }
        let keyed = secrets.filter { name, _ in values[name].flatMap { SecretReference($0) }?.isKeyed ?? false }
        guard !keyed.isEmpty else { return (resolved, secrets) }
        let key = try SecretKey(project)
        for (name, secret) in keyed {
            resolved[name] = SecretReference(name, digest: key.digest(of: secret)).json
        }
        return (resolved, secrets)
    }
}

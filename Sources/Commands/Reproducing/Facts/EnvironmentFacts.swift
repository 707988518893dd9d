internal import PipelineKit

/// The variables of the environment that can change what a run makes: those that steps declare, and a few more.
///
/// All others are left out, since nobody knows what secrets are among them.
struct EnvironmentFacts {
    let graph: Graph
    let environment: [String: String]

    private static let always = ["LANG", "LC_ALL", "PATH", "CUDA_VISIBLE_DEVICES"]
    private static let prefix = "OMP_"
    private static let secretWords = ["SECRET", "TOKEN", "PASSW", "CREDENTIAL", "PRIVATE", "API_KEY", "ACCESS_KEY"]

    /// The values by `environment.NAME`; of a variable that holds a secret by its name, only that it is set.
    var all: [String: String] {
        let declared = Set(graph.steps.flatMap(\.reads.environment))
        var facts: [String: String] = [:]
        for (name, value) in environment {
            guard declared.contains(name) || Self.always.contains(name) || name.hasPrefix(Self.prefix) else { continue }
            facts["environment.\(name)"] = Self.isSecret(name) ? "(set, and not recorded)" : value
        }
        return facts
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = name.uppercased()
        return secretWords.contains { name.contains($0) }
    }
}

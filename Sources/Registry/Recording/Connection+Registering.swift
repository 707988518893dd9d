internal import ContentHash
internal import Database
internal import Execution

/// What a run did with a version besides registering it.
enum Settlement {
    case moved(Promotion)
    case warning(String)
    case nothing
}

extension Connection {
    /// Notes what the model was tested on, since the results that tell may be collected before the model is.
    mutating func note(_ model: ResolvedRegistration, as name: ModelVersionName) throws {
        guard let testSet = try testSet(model: model.model, evaluation: model.evaluation) else { return }
        try execute(
            "UPDATE model_version SET test_set = ? WHERE model_group = ? AND version = ?",
            JSON.array(testSet.map(\.hex).sorted().map(JSON.string)), name.group, name.version)
    }

    /// Promotes a version that a run has just registered, where that was asked for and the gates let it.
    ///
    /// A refusal is no failure: what was registered stays registered.
    mutating func settle(
        _ model: ResolvedRegistration, as name: ModelVersionName, at time: Double, in run: RunID
    ) throws -> Settlement {
        let version = try version(ModelSelector(name))
        guard version.deleted == nil else {
            return .warning(
                "\(name) is what it registers, and is deleted; bring it back with: pipeline models restore \(name)")
        }
        guard let alias = model.alias, !alias.isEmpty else { return .nothing }
        guard Registry.canBeAlias(alias) else { return .warning("\(RegistryError(.wrongAlias(alias)))") }
        let pipeline: String? = try first("SELECT pipeline FROM run WHERE id = ?", run) { try $0[0] }
        let decision = Decision(who: "pipeline \(pipeline ?? "")", why: "run \(run)", time: time)
        // The step that registers a model has read it, and what a step read is looked at when it ends.
        let (change, refusal) = try promote(
            Promoting(alias: alias, version: version, decision: decision, artifact: .intact, isByRun: true))
        if let refusal { return .warning("\(refusal)") }
        guard let change else { return .nothing }
        return .moved(Promotion(version: name, alias: alias, previous: change.from))
    }
}

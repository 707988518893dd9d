internal import ContentHash
internal import Database
internal import Execution
internal import PipelineKit

extension Connection {
    /// Writes a result with its key, artifacts and models.
    mutating func insert(
        _ result: NewResult, _ ending: AttemptEnding, at time: Double, in run: RunID
    ) throws -> RegisteredModels {
        try insert(result.key, declarations: result.declarations)
        try execute(
            """
            INSERT INTO result (key, run, step, attempt, outputs, seconds, created, last_used, is_reusable)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, result.key.digest, run, ending.instance, ending.number, result.outputs, ending.seconds, time, time,
            result.isReusable)
        let id = lastInsertedRowID
        for artifact in result.artifacts {
            try upsert(artifact.digest, artifact.form, size: artifact.size)
            try execute(
                "INSERT INTO result_artifact (result, name, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", id,
                artifact.name, artifact.digest)
        }
        for artifact in result.inputs {
            try upsert(artifact.digest, artifact.form, size: artifact.size)
            try execute(
                "INSERT INTO result_input (result, name, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", id,
                artifact.name, artifact.digest)
        }
        var versions: [ModelVersionName] = []
        for registration in result.registrations {
            let version = try register(registration, key: result.key.digest, ending.instance, at: time, in: run)
            try execute(
                "INSERT INTO result_model (result, position, model_group, version) VALUES (?, ?, ?, ?)", id,
                versions.count, version.group, version.version)
            versions.append(version)
        }
        // Only now is the lineage of the models there that gates look at.
        var promotions: [Promotion] = []
        var warnings: [String] = []
        for (registration, version) in zip(result.registrations, versions) {
            try note(registration, as: version)
            switch try settle(registration, as: version, at: time, in: run) {
            case .moved(let promotion): promotions.append(promotion)
            case .warning(let text): warnings.append(text)
            case .nothing: break
            }
        }
        return RegisteredModels(versions: versions, promotions: promotions, warnings: warnings)
    }

    mutating func insert(_ key: ActionKey, declarations: String?) throws {
        for component in key.components {
            // The key does not depend on labels, and the newest one is what the author knows.
            try execute(
                """
                INSERT INTO key_component (key, tag, name, label, value) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET label = excluded.label WHERE label <> excluded.label
                """, key.digest, component.tag, component.name, component.label, component.value)
            if component.tag == .code, let declarations {
                try execute(
                    "INSERT INTO code (digest, declarations) VALUES (?, ?) ON CONFLICT DO NOTHING", component.value,
                    declarations)
            }
        }
    }

    private mutating func upsert(_ digest: Digest, _ form: ArtifactForm, size: Int64) throws {
        try execute(
            """
            INSERT INTO artifact (digest, form, size) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET size = excluded.size WHERE size < excluded.size
            """, digest, form, size)
    }

    /// Gives a model the next version of its group, or finds the one it has.
    private mutating func register(
        _ model: ResolvedRegistration, key: Digest, _ instance: StepInstance, at time: Double, in run: RunID
    ) throws -> ModelVersionName {
        let known: Int? = try first(
            "SELECT version FROM model_version WHERE model_group = ? AND model = ? AND ifnull(evaluation, '') = ?",
            model.group, model.model, model.evaluation?.hex ?? ""
        ) { try $0[0] }
        if let known { return ModelVersionName(group: model.group, version: known) }
        try execute(
            "INSERT INTO model_group (name, created) VALUES (?, ?) ON CONFLICT DO NOTHING", model.group, time)
        try upsert(model.model, model.form, size: 0)
        let newest: Int =
            try first(
                "SELECT ifnull(max(version), 0) FROM model_version WHERE model_group = ?", model.group
            ) { try $0[0] } ?? 0
        try execute(
            """
            INSERT INTO model_version
                (model_group, version, model, evaluation, metrics, status, created, run, step, key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, model.group, newest + 1, model.model, model.evaluation,
            JSON.object(model.metrics.mapValues(JSON.double)), ApprovalStatus.pending, time, run, instance, key)
        return ModelVersionName(group: model.group, version: newest + 1)
    }
}

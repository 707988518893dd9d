public import ContentHash
internal import Database
public import Execution

/// How a version came to be: from the datasets through every step to its registration.
public struct ModelLineage: Sendable {
    /// Something that went into a step without any step having made it.
    public struct Source: Sendable {
        public let artifact: ResultArtifact
        /// The step that read it.
        public let reader: StepInstance
        /// The parameter that named it, and its path, where the run's parameters tell.
        public let parameter: String?
        public let path: String?
    }

    public let version: ModelVersion
    /// The run that registered it, and its parameters; there is no run where the registry has forgotten it.
    public let run: RunSummary?
    public let parameters: [String: JSON]
    /// The results that led to it, each after those that it read; they may be of several runs.
    public let steps: [ResultSummary]
    public let sources: [Source]
    /// Whether the result that registered it is known; otherwise the chain begins with the model itself.
    public let isComplete: Bool
}

extension Registry {
    /// Follows a version back to what no step has made.
    public func lineage(of version: ModelVersion) async throws -> ModelLineage {
        let run = try? await self.run(version.run.text)
        let parameters = try await self.parameters(of: version.run)
        return try await read { connection in
            try connection.lineage(of: version, run: run, parameters: parameters)
        }
    }

    /// The components of an action key, as they are kept with its first result.
    public func components(ofKey key: Digest) async throws -> [KeyComponent] {
        try await read { connection in try connection.components(of: key) }
    }
}

extension Connection {
    fileprivate mutating func lineage(
        of version: ModelVersion, run: RunSummary?, parameters: [String: JSON]
    ) throws -> ModelLineage {
        var steps: [ResultSummary] = []
        var sources: [ModelLineage.Source] = []
        var seen: Set<Digest> = []
        var seenSources: Set<Digest> = []
        /// Adds what a result read, then the result itself.
        func follow(_ result: ResultSummary, _ connection: inout Connection) throws {
            guard seen.insert(result.key).inserted else { return }
            for input in result.inputs {
                if let maker = try connection.maker(of: input.digest, before: result) {
                    try follow(maker, &connection)
                } else if seenSources.insert(input.digest).inserted {
                    let named = parameters.sorted { $0.key < $1.key }.first {
                        Self.digest($0.value) == input.digest.hex
                    }
                    sources.append(
                        ModelLineage.Source(
                            artifact: input, reader: result.instance, parameter: named?.key,
                            path: named?.value["path"]?.string))
                }
            }
            steps.append(result)
        }
        let registering = try results(
            "WHERE result.id = (SELECT min(id) FROM result WHERE key = ? AND run = ?)", [version.key, version.run]
        ).first
        if let registering {
            try follow(registering, &self)
        } else {
            for digest in [version.model, version.evaluation].compactMap({ $0 }) {
                if let maker = try maker(of: digest, before: nil) { try follow(maker, &self) }
            }
        }
        return ModelLineage(
            version: version, run: run, parameters: parameters, steps: steps, sources: sources,
            isComplete: registering != nil)
    }

    /// The newest result that made an artifact, and that another one can have read.
    private mutating func maker(of digest: Digest, before reader: ResultSummary?) throws -> ResultSummary? {
        try results(
            """
            WHERE result.id = (SELECT max(result) FROM result_artifact JOIN result AS made ON made.id = result
                WHERE digest = ? AND made.created <= ? AND made.key <> ?)
            """, [digest, reader?.created ?? .infinity, reader?.key.hex ?? ""]
        ).first
    }

    /// The digest of a parameter that is a file or folder.
    private static func digest(_ value: JSON) -> String? { value["digest"]?.string }
}

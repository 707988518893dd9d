public import ContentHash
internal import Database
public import Execution

extension Registry: ResultCache {
    /// Returns the newest result with a key that may be used.
    ///
    /// One that this program can't read, since a byte of it is damaged or a newer program wrote it, is none: its step runs
    /// again, and makes one that it can read.
    /// - Parameter key: The digest of the action key.
    /// - Returns: The result, where there is one.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func result(for key: Digest) async throws -> StoredResult? {
        try await readable { connection in try connection.result(for: key, isReusable: true) }
    }

    public func withdrawnResult(for key: Digest) async throws -> StoredResult? {
        try await readable { connection in try connection.result(for: key, isReusable: false) }
    }

    /// Reads rows, of which one that this program can't read is none.
    private func readable<Value: Sendable>(
        _ body: @Sendable (inout Connection) throws -> Value?
    ) async throws -> Value? {
        do { return try await read(body) } catch let error as DatabaseError where error.kind == .unexpectedValue {
            return nil
        }
    }

    /// Returns the components of the key that a step had in a run, whatever came of it there; without a run, in the newest in
    /// which it succeeded or was cached.
    ///
    /// They are kept with the first attempt at the work: of a key that nothing was ever tried with, there is `nil`.
    public func components(
        of step: String, pipeline: String, in run: RunID?
    ) async throws -> [KeyComponent]? {
        try await readable { connection in
            let key: Digest? =
                if let run {
                    try connection.first(
                        """
                        SELECT key FROM step JOIN run ON run.id = step.run
                        WHERE run.id = ? AND run.pipeline = ? AND step.step = ? AND key IS NOT NULL
                        """, run, pipeline, step
                    ) { try $0[0] }
                } else {
                    try connection.first(
                        """
                        SELECT key FROM run JOIN step ON step.run = run.id
                        WHERE run.pipeline = ? AND step.step = ? AND step.status IN ('succeeded', 'cached')
                            AND key IS NOT NULL
                        ORDER BY run.started DESC, run.id DESC LIMIT 1
                        """, pipeline, step
                    ) { try $0[0] }
                }
            guard let key else { return nil }
            let components = try connection.components(of: key)
            return components.isEmpty ? nil : components
        }
    }

    public func declarations(ofCode digest: String) async throws -> String? {
        try await readable { connection in
            try connection.first("SELECT declarations FROM code WHERE digest = ?", digest) { try $0[0] }
        }
    }

    /// Makes all results with a key unusable: an older one may share the damaged object.
    public func invalidate(_ key: Digest) async throws {
        try await write { connection in
            try connection.execute("UPDATE result SET is_reusable = 0 WHERE key = ?", key)
        }
    }
}

extension Connection {
    fileprivate mutating func result(for key: Digest, isReusable: Bool) throws -> StoredResult? {
        let found: (id: Int64, outputs: JSON, time: Double, seconds: Double, run: RunID)? = try first(
            """
            SELECT id, outputs, created, seconds, run FROM result WHERE key = ? AND is_reusable = ?
            ORDER BY id DESC LIMIT 1
            """, key, isReusable
        ) { (try $0[0], try $0[1], try $0[2], try $0[3], try $0[4]) }
        guard let found else { return nil }
        return StoredResult(
            key: key, outputs: found.outputs, time: found.time, seconds: found.seconds, run: found.run,
            models: try models(ofResult: found.id))
    }

    /// The versions that a result registered, in the order in which it did.
    mutating func models(ofResult id: Int64) throws -> [ModelVersionName] {
        try query("SELECT model_group, version FROM result_model WHERE result = ? ORDER BY position", id) {
            ModelVersionName(group: try $0[0], version: try $0[1])
        }
    }

    mutating func components(of key: Digest) throws -> [KeyComponent] {
        try query("SELECT tag, name, label, value FROM key_component WHERE key = ? ORDER BY tag, name", key) {
            KeyComponent(try $0[0], try $0[1], label: try $0[2], value: try $0[3])
        }
    }
}

public import ContentHash

/// A result as it is found again.
public struct StoredResult: Sendable {
    public let key: Digest
    public let outputs: JSON
    /// When it was made, in seconds since 1970.
    public let time: Double
    /// How long making it took.
    public let seconds: Double
    /// The run that made it.
    public let run: RunID
    /// The versions that were registered together with it.
    public let models: [ModelVersionName]

    public init(key: Digest, outputs: JSON, time: Double, seconds: Double, run: RunID, models: [ModelVersionName]) {
        self.key = key
        self.outputs = outputs
        self.time = time
        self.seconds = seconds
        self.run = run
        self.models = models
    }
}

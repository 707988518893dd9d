public import ContentHash

/// All results with one key, as a garbage collector weighs them: they come and go together.
public struct CachedWork: Hashable, Sendable {
    public let key: Digest
    /// Where a result of it was made, and the step as it is declared.
    public let pipeline: String
    public let step: String
    /// How many results have the key.
    public let results: Int
    /// The newest use of any of them, in seconds since 1970.
    public let lastUse: Double
    /// How long it takes to make again, in seconds; of several results, the longest.
    public let seconds: Double
    /// The bytes of each object that they made.
    public let objects: [Digest: Int64]
    /// What keeps it whatever else is asked for; `nil` where nothing does.
    public let protection: Protection?

    /// A reason to keep results.
    public enum Protection: String, Sendable {
        /// A run that is at work uses them.
        case running
        /// A pinned run made or used them.
        case pinned
        /// A model version, or what it was judged by, is among what they made.
        case model
    }

    public init(
        key: Digest, pipeline: String, step: String, results: Int = 1, lastUse: Double, seconds: Double,
        objects: [Digest: Int64], protection: Protection? = nil
    ) {
        self.key = key
        self.pipeline = pipeline
        self.step = step
        self.results = results
        self.lastUse = lastUse
        self.seconds = seconds
        self.objects = objects
        self.protection = protection
    }
}

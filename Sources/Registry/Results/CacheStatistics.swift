/// What the cache holds.
public struct CacheStatistics: Hashable, Sendable {
    /// The share of one step of one pipeline.
    public struct Part: Hashable, Sendable {
        public let pipeline: String
        /// The step as it is declared; the items of a map count together.
        public let step: String
        public let amount: Amount
    }

    /// How much there is of something.
    public struct Amount: Hashable, Sendable {
        public let results: Int
        /// Different objects, by content.
        public let objects: Int
        /// The bytes of these objects, as they were measured when they were stored.
        public let bytes: Int64
        /// How long the work took that the results stand for, in seconds.
        public let seconds: Double
    }

    /// All results together; an object that several steps made counts once.
    public let total: Amount
    /// Of these, the results that no run uses any more, because an object was damaged or an input changed.
    public let unusable: Int
    /// The shares, the largest in bytes first.
    public let parts: [Part]
}

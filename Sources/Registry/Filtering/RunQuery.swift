/// Which runs to list, and in which order.
public struct RunQuery: Sendable {
    /// Only runs of this pipeline.
    public var pipeline: String?
    /// A filter such as `accuracy > 0.98 and status = succeeded`; `nil` for all runs.
    ///
    /// A name is a field (`id`, `pipeline`, `status`, `started`, `seconds`, `schedule`, `pinned`), a fact such as
    /// `git.commit`, a metric by its last value (`accuracy`, or `evaluate.accuracy` of one step), or a parameter (`epochs`,
    /// or `param.epochs`). Values are numbers, lengths of time, dates and words, which may be quoted. A comparison with
    /// something that a run does not have is neither true nor false, and a run is listed only where the whole is true.
    public var filter: String?
    /// The name to sort by, with a minus before it for the largest first; `nil` for the newest first.
    ///
    /// Runs without the value come last.
    public var order: String?
    /// How many runs to list at most.
    public var limit: Int

    public init(pipeline: String? = nil, filter: String? = nil, order: String? = nil, limit: Int = 20) {
        self.pipeline = pipeline
        self.filter = filter
        self.order = order
        self.limit = limit
    }
}

/// The runs that a query finds.
public struct RunSelection: Sendable {
    /// A run with its values.
    public struct Row: Sendable {
        public let run: RunSummary
        /// The values of the fields, in their order.
        public let values: [RunFieldValue]
    }

    /// The fields that the filter and the order name, in the order in which they do.
    public let fields: [RunField]
    public var rows: [Row]
}

public import Execution

/// The values of one measure in the order in which an attempt told them.
public struct MetricSeries: Sendable {
    /// One measured value.
    public struct Point: Sendable {
        /// Where on the measure's own axis, such as the epoch.
        public let position: Int?
        /// May be infinite or not a number, as a loss that diverges is.
        public let value: Double
        /// Seconds since 1970.
        public let time: Double
    }

    /// The step of the run that was asked for.
    public let instance: StepInstance
    /// The attempt that measured, counted from 1.
    public let attempt: Int
    /// The run that measured: an earlier one for a step that was cached.
    public let run: RunID
    public let name: String
    public let points: [Point]
}

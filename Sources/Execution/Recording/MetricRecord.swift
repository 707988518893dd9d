/// A measured value.
public struct MetricRecord: Hashable, Sendable {
    public let name: String
    public let value: Double
    /// Where on the measure's own axis, such as the epoch.
    public let step: Int?
    /// Seconds since 1970.
    public let time: Double

    public init(name: String, value: Double, step: Int?, time: Double) {
        self.name = name
        self.value = value
        self.step = step
        self.time = time
    }
}

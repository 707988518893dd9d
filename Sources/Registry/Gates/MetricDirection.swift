/// Whether a metric is good when it is high or when it is low.
public enum MetricDirection: String, Sendable {
    case higher, lower

    /// The names of which less is better, alone or at the end of a longer name such as `validation_loss`.
    public static let lowerIsBetter = [
        "loss", "error", "cost", "perplexity", "cross_entropy", "mse", "rmse", "mae", "error_rate",
        "false_positive_rate",
        "false_negative_rate", "latency", "seconds",
    ]

    /// The direction that a metric has by its name: higher, unless it is one of ``lowerIsBetter``.
    public init(ofMetric name: String) {
        let name = name.lowercased()
        let isLower = Self.lowerIsBetter.contains { name == $0 || name.hasSuffix("_\($0)") }
        self = isLower ? .lower : .higher
    }
}

/// Something in the life of a pipeline that people want to be told of.
public enum NotificationEvent: Hashable, Sendable {
    /// A run failed or was lost. One that somebody cancelled did not.
    case failure
    /// A run succeeded, and the one before it had failed or was lost.
    case recovery
    /// A run added a version to the model registry.
    case newModelVersion
    /// A metric where more is better is lower than in the last run that succeeded, by more than the given amount.
    case metricFell(String, by: Double = 0)
    /// A metric where less is better, such as an error, is higher than in the last run that succeeded.
    case metricRose(String, by: Double = 0)

    /// The word by which the event is configured, recorded and reported.
    public var name: String {
        switch self {
        case .failure: "failure"
        case .recovery: "recovery"
        case .newModelVersion: "new_model_version"
        case .metricFell: "metric_fell"
        case .metricRose: "metric_rose"
        }
    }

    /// Every name that stands alone.
    public static let plainNames = ["failure", "recovery", "new_model_version"]
    /// Every name that takes a metric.
    public static let metricNames = ["metric_fell", "metric_rose"]

    /// Reads a name that stands alone.
    public init?(plainName: String) {
        switch plainName {
        case "failure": self = .failure
        case "recovery": self = .recovery
        case "new_model_version": self = .newModelVersion
        default: return nil
        }
    }

    /// What is wrong with the event, as the end of a sentence about it; `nil` where nothing is.
    public var objection: String? {
        switch self {
        case .failure, .recovery, .newModelVersion: nil
        case .metricFell(let metric, let amount), .metricRose(let metric, let amount):
            if metric.isEmpty {
                "names no metric"
            } else if !(amount >= 0) || amount.isInfinite {
                "needs an amount of 0 or more, not \(amount)"
            } else {
                nil
            }
        }
    }
}

extension NotificationEvent: CustomStringConvertible {
    /// The event as a list shows it: `failure`, `metric_fell accuracy by 0.01`.
    public var description: String {
        switch self {
        case .failure, .recovery, .newModelVersion: name
        case .metricFell(let metric, let amount), .metricRose(let metric, let amount):
            "\(name) \(metric)" + (amount > 0 ? " by \(amount)" : "")
        }
    }
}

extension NotificationEvent: Codable {
    private enum Key: String, CodingKey {
        case metricFell = "metric_fell"
        case metricRose = "metric_rose"
        case by
    }

    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            guard let event = NotificationEvent(plainName: name) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "'\(name)' is no event"))
            }
            self = event
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        let amount = try container.decodeIfPresent(Double.self, forKey: .by) ?? 0
        if let metric = try container.decodeIfPresent(String.self, forKey: .metricFell) {
            self = .metricFell(metric, by: amount)
        } else {
            self = .metricRose(try container.decode(String.self, forKey: .metricRose), by: amount)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .failure, .recovery, .newModelVersion:
            var container = encoder.singleValueContainer()
            try container.encode(name)
        case .metricFell(let metric, let amount):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(metric, forKey: .metricFell)
            try container.encode(amount, forKey: .by)
        case .metricRose(let metric, let amount):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(metric, forKey: .metricRose)
            try container.encode(amount, forKey: .by)
        }
    }
}

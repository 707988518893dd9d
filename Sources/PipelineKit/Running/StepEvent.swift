internal import ContentHash

/// What a step tells while it runs, one JSON object a line.
///
/// A program in any language writes such lines to the descriptor named by `PIPELINE_EVENTS`:
/// `{"type":"metric","name":"loss","step":3,"value":0.12}`, `{"type":"progress","done":3,"of":10}`,
/// `{"type":"message","text":"…"}`.
public enum StepEvent: Hashable, Sendable {
    /// A value of a measure, at a step of its own count, such as an epoch.
    case metric(name: String, value: Double, step: Int?)
    /// How much of the work is done.
    case progress(done: Double, of: Double)
    /// A sentence for the log and the live view.
    case message(String)
    /// A sentence for the log that the run's report repeats.
    case warning(String)
    /// A model to add to the registry when the step succeeds.
    case registration(ModelRegistration)
}

/// A model for the registry.
public struct ModelRegistration: Codable, Hashable, Sendable {
    /// The model group, such as `road_sign`.
    public var group: String
    /// The model, as an absolute path among the step's inputs.
    public var model: String
    /// What it was judged by, as an absolute path among the step's inputs.
    public var evaluation: String?
    public var metrics: [String: Double]
    /// The alias that is moved to the version, such as `champion`, where its gates let it; `nil` where none is.
    public var alias: String?

    public init(
        group: String, model: String, evaluation: String?, metrics: [String: Double], alias: String? = nil
    ) {
        self.group = group
        self.model = model
        self.evaluation = evaluation
        self.metrics = metrics
        self.alias = alias
    }
}

extension StepEvent: Codable {
    private enum Key: String, CodingKey { case type, name, value, step, done, of, text, model }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(String.self, forKey: .type) {
        case "metric":
            self = .metric(
                name: try container.decode(String.self, forKey: .name),
                value: try container.decode(Double.self, forKey: .value),
                step: try container.decodeIfPresent(Int.self, forKey: .step))
        case "progress":
            self = .progress(
                done: try container.decode(Double.self, forKey: .done),
                of: try container.decode(Double.self, forKey: .of))
        case "message": self = .message(try container.decode(String.self, forKey: .text))
        case "warning": self = .warning(try container.decode(String.self, forKey: .text))
        case "registration": self = .registration(try container.decode(ModelRegistration.self, forKey: .model))
        case let other:
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container, debugDescription: "no event is of type '\(other)'")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .metric(let name, let value, let step):
            try container.encode("metric", forKey: .type)
            try container.encode(name, forKey: .name)
            try container.encode(value, forKey: .value)
            try container.encodeIfPresent(step, forKey: .step)
        case .progress(let done, let total):
            try container.encode("progress", forKey: .type)
            try container.encode(done, forKey: .done)
            try container.encode(total, forKey: .of)
        case .message(let text):
            try container.encode("message", forKey: .type)
            try container.encode(text, forKey: .text)
        case .warning(let text):
            try container.encode("warning", forKey: .type)
            try container.encode(text, forKey: .text)
        case .registration(let model):
            try container.encode("registration", forKey: .type)
            try container.encode(model, forKey: .model)
        }
    }

    /// The event as one line, with its line end.
    public var line: String {
        do { return try JSON(encoding: self).text + "\n" } catch {
            preconditionFailure("an event is plain data: \(error)")
        }
    }

    /// Reads a line; `nil` where it is no event.
    public init?(line: some Sequence<UInt8>) {
        guard let value = try? JSON(parsing: Array(line)), let event = try? value.decode(StepEvent.self) else {
            return nil
        }
        self = event
    }
}

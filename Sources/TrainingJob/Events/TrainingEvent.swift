internal import FoundationEssentials

/// Something the trainer tells while it works: a line of JSON on its standard output.
///
/// ```
/// {"name":"loss","step":3,"type":"metric","value":0.12}
/// {"done":4096,"of":11740,"type":"progress"}
/// {"text":"11740 images to train on","type":"message"}
/// {"text":"the checkpoint of epoch 3 is damaged","type":"warning"}
/// ```
public enum TrainingEvent: Hashable, Sendable {
    /// A measured value; `step` counts epochs from 1.
    case metric(name: String, step: Int, value: Double)
    /// How much of the work is done, in images.
    case progress(done: Int, of: Int)
    /// A sentence for people.
    case message(String)
    /// A sentence that whoever started the training should read.
    case warning(String)

    /// Reads a line.
    ///
    /// - Throws: `TrainingJobError` that quotes the line.
    public init(line: some StringProtocol) throws(TrainingJobError) {
        do {
            self = try JSONDecoder().decode(TrainingEvent.self, from: Data(line.utf8))
        } catch {
            throw TrainingJobError(.malformed, "not an event of the trainer: \(line)")
        }
    }

    /// The line, without a line break.
    ///
    /// - Precondition: a metric's value is finite.
    public var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            preconditionFailure("an event that is no JSON: \(self)")
        }
    }
}

extension TrainingEvent: Codable {
    private enum Kind: String, Codable {
        case metric
        case progress
        case message
        case warning
    }

    private enum CodingKeys: String, CodingKey {
        case type
        case name
        case step
        case value
        case done
        case of
        case text
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        switch try fields.decode(Kind.self, forKey: .type) {
        case .metric:
            self = .metric(
                name: try fields.decode(String.self, forKey: .name), step: try fields.decode(Int.self, forKey: .step),
                value: try fields.decode(Double.self, forKey: .value))
        case .progress:
            self = .progress(
                done: try fields.decode(Int.self, forKey: .done), of: try fields.decode(Int.self, forKey: .of))
        case .message:
            self = .message(try fields.decode(String.self, forKey: .text))
        case .warning:
            self = .warning(try fields.decode(String.self, forKey: .text))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .metric(let name, let step, let value):
            try fields.encode(Kind.metric, forKey: .type)
            try fields.encode(name, forKey: .name)
            try fields.encode(step, forKey: .step)
            try fields.encode(value, forKey: .value)
        case .progress(let done, let of):
            try fields.encode(Kind.progress, forKey: .type)
            try fields.encode(done, forKey: .done)
            try fields.encode(of, forKey: .of)
        case .message(let text):
            try fields.encode(Kind.message, forKey: .type)
            try fields.encode(text, forKey: .text)
        case .warning(let text):
            try fields.encode(Kind.warning, forKey: .type)
            try fields.encode(text, forKey: .text)
        }
    }
}

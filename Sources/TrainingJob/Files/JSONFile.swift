internal import Architectures
internal import FoundationEssentials

/// A value that is kept as a JSON file: sorted keys, one per line, the same bytes for the same value.
public protocol JSONFile: Codable {
    /// The mistakes in the values, each a clause; empty when there are none.
    var mistakes: [String] { get }
}

extension JSONFile {
    public var mistakes: [String] { [] }

    /// Reads and checks a file.
    ///
    /// - Throws: `TrainingJobError` with the path: what is missing or of the wrong type, or all mistakes at once.
    public init(file path: String) throws(TrainingJobError) {
        let bytes = try ByteFile.read(path)
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw TrainingJobError(.malformed, Self.explain(error), file: path)
        }
        let mistakes = mistakes
        guard mistakes.isEmpty else {
            throw TrainingJobError(.invalidValue, mistakes.joined(separator: "; "), file: path)
        }
    }

    /// Writes the value to a file.
    ///
    /// - Throws: `TrainingJobError` with the path.
    public func write(to path: String) throws(TrainingJobError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let text: Data
        do {
            text = try encoder.encode(self)
        } catch {
            throw TrainingJobError(.invalidValue, Self.explain(error), file: path)
        }
        try ByteFile.write([UInt8](text) + [UInt8(ascii: "\n")], to: path)
    }

    private static func explain(_ error: any Error) -> String {
        func name(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            return "“\(name(context.codingPath + [key]))” is missing"
        case DecodingError.valueNotFound(_, let context):
            return "“\(name(context.codingPath))” has no value"
        case DecodingError.typeMismatch(let type, let context):
            return "“\(name(context.codingPath))” is not of type \(type)"
        case let error as ArchitectureError:
            return error.description
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            return "“\(name(context.codingPath))” has an impossible value"
        case EncodingError.invalidValue(let value, let context):
            return "“\(name(context.codingPath))” cannot be written: \(value)"
        default:
            return "it is not JSON"
        }
    }
}

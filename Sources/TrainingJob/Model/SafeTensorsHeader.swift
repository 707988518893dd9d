internal import FoundationEssentials

/// The header of a safetensors file: what is where.
struct SafeTensorsHeader: Decodable {
    /// A tensor's type, shape and place.
    struct Entry: Decodable {
        let dtype: String
        let shape: [Int]
        let dataOffsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype
            case shape
            case dataOffsets = "data_offsets"
        }

        /// Returns the type of the numbers, and which of the bytes after the header they are.
        func place(of name: String, in size: Int) throws(TrainingJobError) -> (ElementType, Range<Int>) {
            guard let type = ElementType(rawValue: dtype) else {
                let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
                throw TrainingJobError(
                    .malformed, "the tensor “\(name)” is of type \(dtype), which is none of \(known)")
            }
            guard let count = count, dataOffsets.count == 2, dataOffsets[0] >= 0, dataOffsets[0] <= dataOffsets[1],
                dataOffsets[1] <= size, case let length = dataOffsets[1] - dataOffsets[0],
                length.isMultiple(of: type.size), length / type.size == count
            else {
                throw TrainingJobError(.malformed, "the tensor “\(name)” does not lie within the file")
            }
            return (type, dataOffsets[0]..<dataOffsets[1])
        }

        /// The number of values; nil for a shape that no file can have.
        private var count: Int? {
            var count = 1
            for side in shape {
                let (product, overflow) = count.multipliedReportingOverflow(by: side)
                guard side >= 0, !overflow else { return nil }
                count = product
            }
            return count
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static let metadataName = "__metadata__"

    /// The tensors by name.
    let entries: [String: Entry]
    /// The texts beside them; nothing where they are of another form, which nobody promises.
    let metadata: [String: String]

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Name.self)
        var entries: [String: Entry] = [:]
        for name in fields.allKeys where name.stringValue != Self.metadataName {
            entries[name.stringValue] = try fields.decode(Entry.self, forKey: name)
        }
        self.entries = entries
        metadata = (try? fields.decode([String: String].self, forKey: Name(stringValue: Self.metadataName))) ?? [:]
    }

    init(decoding bytes: UnsafeRawBufferPointer) throws(TrainingJobError) {
        guard let header = try? JSONDecoder().decode(SafeTensorsHeader.self, from: Data(bytes)) else {
            throw TrainingJobError(.malformed, "the header of the weights is damaged")
        }
        self = header
        if let name = Self.repeatedName(in: bytes) {
            throw TrainingJobError(.malformed, "two tensors of the weights are called “\(name)”")
        }
    }

    /// The metadata as an entry of a header; none where there is nothing to tell.
    static func entry(of texts: [String: String]) -> [String] {
        guard !texts.isEmpty else { return [] }
        let fields = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let list = fields.map { "\(quoted($0.key)):\(quoted($0.value))" }.joined(separator: ",")
        return ["\(quoted(metadataName)):{\(list)}"]
    }

    /// A name with quotes around it, and what has to be escaped in it.
    static func quoted(_ name: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        do { return String(decoding: try encoder.encode(name), as: UTF8.self) } catch {
            preconditionFailure("a text that is no JSON: \(error)")
        }
    }

    /// The first name that the object gives twice, which the decoder does not tell: it keeps one of the two.
    private static func repeatedName(in bytes: UnsafeRawBufferPointer) -> String? {
        var names: Set<String> = []
        var depth = 0
        var position = 0
        var string: Range<Int>?
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let start = position
                position += 1
                while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                    position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
                }
                string = start..<min(position + 1, bytes.count)
            case UInt8(ascii: ":"):
                guard depth == 1, let place = string else { break }
                let name = (try? JSONDecoder().decode(String.self, from: Data(bytes[place]))) ?? ""
                if !names.insert(name).inserted { return name }
            default: break
            }
            position += 1
        }
        return nil
    }
}

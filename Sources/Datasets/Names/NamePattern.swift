/// How the names of files tell labels.
///
/// `*` stands for any characters, `?` for one, `{name}` for a label, and all else for itself. A star takes as many characters
/// as it can, a label as few, one at least. `{name:abc}` allows only the given characters, with `-` between two for all from one to
/// the other: `*_{fingers:0-5}{hand:LR}.png` reads `00af_3L.png` as fingers 3, hand L.
public struct NamePattern: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case any
        case one
        case text(Character)
        case field(String, allowed: [ClosedRange<Character>])
    }

    /// The pattern as it was written.
    public let text: String
    /// The names of the labels, in order.
    public let fields: [String]
    private let parts: [Part]

    /// Reads a pattern.
    /// - Throws: ``DatasetError`` that tells the place and the reason.
    public init(_ text: String) throws(DatasetError) {
        func mistake(_ place: Int, _ reason: String) -> DatasetError {
            DatasetError(
                .pattern,
                "the pattern '\(text)' is wrong at character \(place + 1): \(reason); write such as "
                    + "'*_{fingers}{hand}.png'")
        }
        let characters = Array(text)
        var parts: [Part] = []
        var fields: [String] = []
        var place = 0
        while place < characters.count {
            switch characters[place] {
            case "*": if parts.last != .any { parts.append(.any) }
            case "?": parts.append(.one)
            case "}": throw mistake(place, "'}' without a '{' before it")
            case "{":
                guard let end = characters[place...].firstIndex(of: "}") else {
                    throw mistake(place, "'{' without a '}' after it")
                }
                let halves = characters[(place + 1)..<end].split(
                    separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(halves[0])
                guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
                    throw mistake(place + 1, "'\(name)' is no name for a label")
                }
                guard !fields.contains(name) else { throw mistake(place + 1, "a second label '\(name)'") }
                guard let allowed = halves.count == 2 ? Self.ranges(Array(halves[1])) : [] else {
                    throw mistake(end, "the characters of '\(name)' are none")
                }
                parts.append(.field(name, allowed: allowed))
                fields.append(name)
                place = end
            default: parts.append(.text(characters[place]))
            }
            place += 1
        }
        guard !fields.isEmpty else { throw mistake(characters.count, "it names no label in braces") }
        self.text = text
        self.fields = fields
        self.parts = parts
    }

    private static func ranges(_ characters: [Character]) -> [ClosedRange<Character>]? {
        var ranges: [ClosedRange<Character>] = []
        var place = 0
        while place < characters.count {
            let first = characters[place]
            if place + 2 < characters.count, characters[place + 1] == "-" {
                guard first <= characters[place + 2] else { return nil }
                ranges.append(first...characters[place + 2])
                place += 3
            } else {
                ranges.append(first...first)
                place += 1
            }
        }
        return ranges.isEmpty ? nil : ranges
    }

    /// The labels that a name tells, in the order of ``fields``; `nil` where it is no name of this pattern.
    public func labels(of name: String) -> [String]? {
        var match = NameMatch(Array(name), parts)
        return match.isWhole() ? match.labels : nil
    }
}

/// Lines of output, compared as a reader would: identities, times and the width of columns differ from run to run.
struct Transcript {
    private let lines: [String]

    init(_ lines: [String]) {
        var plain = lines.map(Self.plain)
        // An empty line at an end is how a block is set, not what was said.
        while plain.last == "" { plain.removeLast() }
        while plain.first == "" { plain.removeFirst() }
        self.lines = plain
    }

    /// Whether this, in which `…` stands for anything, describes what was really said.
    func describes(_ actual: Transcript) -> Bool { Self.matches(lines[...], actual.lines[...]) }

    private static func matches(_ expected: ArraySlice<String>, _ actual: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return actual.isEmpty }
        if first == "…" {
            return (actual.startIndex...actual.endIndex).contains { matches(expected.dropFirst(), actual[$0...]) }
        }
        guard let line = actual.first, matches(first, line) else { return false }
        return matches(expected.dropFirst(), actual.dropFirst())
    }

    private static func matches(_ expected: String, _ actual: String) -> Bool {
        let parts = expected.split(separator: "…", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return expected == actual }
        guard actual.hasPrefix(first), actual.hasSuffix(last), actual.count >= first.count + last.count else {
            return false
        }
        var rest = actual.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    private static func plain(_ line: String) -> String {
        var text = line
        for (pattern, placeholder) in placeholders { text = text.replacing(pattern, with: placeholder) }
        text = text.replacing(/(?<word>[^ ]) {2,}/) { "\($0.word)  " }
        while text.last == " " { text.removeLast() }
        return text
    }

    private static var placeholders: [(Regex<Substring>, String)] {
        [
            // The second letter of a run of this century's twenties and thirties is none of a hexadecimal digest.
            (/\b1[g-z][0-9a-z]{10}\b/, "RUN"), (/\b[0-9a-f]{62,64}\b/, "DIGEST"), (/\b[0-9a-f]{12}\b/, "SHORT"),
            (/objects\/[0-9a-f]{2}\//, "objects/XX/"),
            (/\b[0-9]+ min [0-9]+ s\b/, "TIME"), (/\b[0-9]+(?:\.[0-9]+)? (?:ms|s|min|h)\b/, "TIME"),
            (/\b[0-9]+(?:\.[0-9]+)? (?:B|kB|KB|MB|GB|TB)\b/, "SIZE"),
            (/[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?Z?/, "DATE"),
            (/DATE [+-][0-9]{2}:[0-9]{2}/, "DATE"),
            (/[0-9]{4}-[0-9]{2}-[0-9]{2}/, "DAY"), (/just now|TIME ago/, "AGO"),
        ]
    }
}

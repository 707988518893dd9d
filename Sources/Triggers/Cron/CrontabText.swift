/// A crontab as it is written, byte for byte: comments, variables and lines of whatever encoding stay what they are.
public struct CrontabText: Hashable, Sendable {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    /// Makes a crontab of a text.
    public init(_ text: String) { bytes = Array(text.utf8) }

    public var isEmpty: Bool { bytes.isEmpty }

    /// Whether there is a line as the entry's, letter for letter.
    public func contains(_ entry: CrontabEntry) -> Bool {
        lines.contains { trimmed($0).elementsEqual(entry.line.utf8) }
    }

    /// Whether a line is marked as that of a call, whatever it does.
    public func hasLine(of name: String, project: String) -> Bool {
        let marker = Array(CrontabEntry.marker(name: name, project: project).utf8)
        return lines.contains { isMarked($0, marker) }
    }

    /// The crontab with the entry as its last line, in place of one with the same marker.
    ///
    /// Only where the last line was not ended, its end is added, since cron reads no line without one.
    public func adding(_ entry: CrontabEntry, of call: MinutelyCall) -> CrontabText {
        var text = removing(call.name, project: call.project)
        if let last = text.bytes.last, last != newline { text.bytes.append(newline) }
        text.bytes += Array(entry.line.utf8) + [newline]
        return text
    }

    /// The crontab without the lines that are marked as those of a call.
    public func removing(_ name: String, project: String) -> CrontabText {
        let marker = Array(CrontabEntry.marker(name: name, project: project).utf8)
        return CrontabText(Array(lines.filter { !isMarked($0, marker) }.joined()))
    }

    /// The lines with their ends.
    private var lines: [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: newline).map { $0 + 1 } ?? rest.endIndex
            lines.append(rest[..<end])
            rest = rest[end...]
        }
        return lines
    }

    /// Whether a line ends in a marker, and is none that someone has turned into a comment.
    private func isMarked(_ line: ArraySlice<UInt8>, _ marker: [UInt8]) -> Bool {
        let text = trimmed(line)
        return text.first != UInt8(ascii: "#") && text.suffix(marker.count).elementsEqual(marker)
    }

    private func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == newline }
        let end = line.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? line.startIndex
        return line[..<end].drop(while: isBlank)
    }
}

private let newline = UInt8(ascii: "\n")

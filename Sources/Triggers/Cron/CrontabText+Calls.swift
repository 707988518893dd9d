extension CrontabText {
    /// A line's schedule, as its comment at the end names it.
    public struct MarkedCall: Hashable, Sendable {
        /// The name of the schedule.
        public let name: String
        /// The folder with the state of the project.
        public let project: String

        /// Names a schedule of a project.
        public init(name: String, project: String) {
            self.name = name
            self.project = project
        }
    }

    /// What the lines that are marked as those of calls name, in their order; lines that were commented out do not count.
    public var markedCalls: [MarkedCall] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.drop { $0 == " " || $0 == "\t" }.first == "#" ? nil : Self.call(in: line)
        }
    }

    private static func call(in line: Substring) -> MarkedCall? {
        // A word of the command may hold the same letters, so that the marker is the one that ends with the line.
        for start in line.ranges(of: " \(CrontabEntry.markerBeginning)").map(\.upperBound) {
            var rest = line[start...]
            guard let name = word(from: &rest), rest.hasPrefix(CrontabEntry.markerMiddle) else { continue }
            rest = rest.dropFirst(CrontabEntry.markerMiddle.count)
            guard let project = word(from: &rest), rest.allSatisfy({ $0 == " " || $0 == "\t" }) else { continue }
            return MarkedCall(name: name, project: project)
        }
        return nil
    }

    /// Takes a word as the shell reads it off the beginning: the reverse of `quotedForCrontab`.
    private static func word(from text: inout Substring) -> String? {
        var word = ""
        var isQuoted = false
        while let character = text.first, isQuoted || character != " " && character != "\t" {
            text.removeFirst()
            switch character {
            case "'": isQuoted.toggle()
            case "\\" where !isQuoted: if let next = text.popFirst() { word.append(next) }
            default: word.append(character)
            }
        }
        return isQuoted || word.isEmpty ? nil : word
    }
}

internal import FileSystem

/// What a failed step asked for and could not have in its sandbox, told from what it said.
///
/// Programs name the file that they can't open. What one of them names, what is there outside of the sandbox and not
/// inside, was denied; what a program asks for and says nothing about is not found this way.
struct Denial: Sendable {
    private(set) var reads: [String] = []
    private(set) var writes: [String] = []
    private(set) var network = false

    /// What the system says where a place can't be written to, and where there is no network.
    private static let readOnly = "Read-only file system"
    private static let noNetwork = [
        "Network is unreachable", "Could not resolve host", "Temporary failure in name resolution",
        "Name or service not known", "Couldn't resolve host",
    ]

    /// Reads what was said.
    /// - Parameters:
    ///   - text: The step's failure and the end of its log.
    ///   - view: What the step saw.
    ///   - folder: Its working folder, from which it may have counted.
    init(in text: String, _ view: SandboxView, folder: String) {
        for line in text.split(separator: "\n") {
            network = network || Self.noNetwork.contains { line.contains($0) }
            let isWriting = line.contains(Self.readOnly)
            for word in Self.paths(in: line) {
                let path = word.hasPrefix("/") ? word : "\(folder)/\(word)"
                note(path, isWriting: isWriting, view)
            }
            if let module = line.firstMatch(of: /No module named '([A-Za-z0-9_]+)/)?.1 {
                note("\(view.pipelineFolder)/\(module).py", isWriting: false, view)
            }
        }
    }

    private mutating func note(_ path: String, isWriting: Bool, _ view: SandboxView) {
        let place = Files.resolve(path)
        if isWriting, !view.allowsWriting(place) {
            if !writes.contains(place) { writes.append(place) }
        } else if !view.shows(place), (try? FileStatus(ofLink: place)) != nil, !reads.contains(place) {
            reads.append(place)
        }
    }

    /// The paths in a line: what is between quotes, or from a slash to a blank or to punctuation.
    private static func paths(in line: Substring) -> [String] {
        let quoted = line.matches(of: /['"`]((?:\/|\.\.?\/)[^'"`]+)['"`]/).map { String($0.1) }
        let bare = line.matches(of: /(?:^|[\s:=(])((?:\/|\.\.?\/)[^\s:,;)'"`]+)/).map { match in
            String(match.1.last == "." ? match.1.dropLast() : match.1)
        }
        return quoted + bare
    }

    /// What to add to the step's own message; `nil` where nothing was denied.
    var words: String? {
        var parts: [String] = []
        if !reads.isEmpty {
            parts.append(
                "it can't read what it does not declare: \(Self.list(reads)); wire it as an input, or name it in the "
                    + "`reads` of a script")
        }
        if !writes.isEmpty {
            parts.append("it can't write to \(Self.list(writes)); let it write to its outputs or its working folder")
        }
        if network { parts.append("it has no network; declare `network: true`, or run it without --sandbox") }
        return parts.isEmpty ? nil : "in the sandbox " + parts.joined(separator: "; and ")
    }

    private static func list(_ paths: [String]) -> String {
        paths.prefix(5).map { "'\($0)'" }.joined(separator: ", ") + (paths.count > 5 ? " …" : "")
    }
}

/// Two steps may not share a name, nor two parameters.
struct UniqueNamesRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        twins(graph.nodes.map { ($0.name, $0.location) }, "steps")
            + twins(graph.parameters.map { ($0.name, $0.location) }, "parameters")
    }

    private func twins(_ named: [(name: String, location: SourceLocation)], _ what: String) -> [Diagnostic] {
        var first: [String: SourceLocation] = [:]
        return named.compactMap { name, location in
            guard let other = first.updateValue(location, forKey: name) else { return nil }
            return Diagnostic(
                message: "two \(what) are named '\(name)'", location: location,
                help: "the other one is at \(other.fileID):\(other.line)")
        }
    }
}

/// Names are words that a command line, a file system and a URL take as they are.
struct PlainNamesRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        let named = graph.nodes + graph.parameters.map { ($0.name, "parameter", $0.location) }
        return named.filter { !isPlain($0.name) }.map { name, what, location in
            Diagnostic(
                message: "'\(name)' can't be the name of a \(what)", location: location,
                help: "use letters, digits, '_', '-' and '.', and begin with a letter")
        }
    }

    private func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first), name.utf8.count <= 100 else { return false }
        return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || "_-.".utf8.contains($0) }
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

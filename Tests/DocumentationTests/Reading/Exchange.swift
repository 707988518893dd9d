/// A command line of an article and the output that the article shows.
struct Exchange: Equatable {
    /// The lines of the command as they stand there, with `$ ` and `> ` before them.
    let prompt: [String]
    let output: [String]

    /// The command for the shell.
    var command: String { prompt.map { String($0.dropFirst(2)) }.joined(separator: "\n") }

    /// Reads the exchanges of a block; lines before the first command belong to none.
    static func all(in lines: [String]) -> [Exchange] {
        var exchanges: [Exchange] = []
        var prompt: [String] = []
        var output: [String] = []
        func close() -> Exchange? { prompt.isEmpty ? nil : Exchange(prompt: prompt, output: output) }
        for line in lines {
            if line.hasPrefix("$ ") {
                if let exchange = close() { exchanges.append(exchange) }
                prompt = [line]
                output = []
            } else if line.hasPrefix("> "), output.isEmpty, prompt.last?.hasSuffix("\\") == true {
                prompt.append(line)
            } else {
                output.append(line)
            }
        }
        if let exchange = close() { exchanges.append(exchange) }
        return exchanges
    }
}

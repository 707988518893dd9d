import PipelineKit

/// Counts how often each word stands in a text, whatever the order.
struct CountWords: Step {
    struct Output: Codable, Sendable { var counts: File }

    @Input var text: File
    @Input var side: String
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("count \(side)", in: journal)
        var counts: [Substring: Int] = [:]
        let text = try text.text()
        for word in text.split(whereSeparator: \.isWhitespace) { counts[word, default: 0] += 1 }
        let output = Output(counts: try context.output("counts.txt"))
        try output.counts.write(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined())
        return output
    }
}

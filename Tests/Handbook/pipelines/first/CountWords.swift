import FoundationEssentials
import PipelineKit

/// Counts words, one a line, and names the most frequent ones.
struct CountWords: Step {
    struct Output: Codable, Sendable {
        var different: Int
        var summary: File
    }

    @Input var words: File
    @Input var top: Int

    func run(in context: StepContext) async throws -> Output {
        var counts: [Substring: Int] = [:]
        let text = try String(contentsOfFile: words.path, encoding: .utf8)
        for word in text.split(separator: "\n") { counts[word, default: 0] += 1 }

        // Metrics are kept in the registry, where runs can be compared by them.
        context.log(metric: "words", Double(counts.values.reduce(0, +)))
        context.message("\(counts.count) different words")

        let output = Output(different: counts.count, summary: try context.output("summary.txt"))
        let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let lines = order.prefix(top).map { "\($0.key) \($0.value)\n" }
        try lines.joined().write(toFile: output.summary.path, atomically: false, encoding: .utf8)
        return output
    }
}

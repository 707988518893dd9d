import PipelineKit

/// A parameter of every type.
struct Kinds: Pipeline {
    static let name = "kinds"
    static let summary = "has a parameter of every type"

    func declare(in graph: inout GraphBuilder) {
        let isLoud = graph.parameter("loud", default: false, help: "A truth value.")
        let count = graph.parameter("count", default: 3, in: 1...10, help: "A whole number with bounds.")
        let rate = graph.parameter("rate", default: 0.5, in: 0...1, help: "A number with bounds.")
        let title = graph.parameter("title", default: "plain", help: "A text.")
        let size = graph.parameter("size", default: 32, choices: [32, 48, 64], help: "One of several numbers.")
        let color = graph.parameter("color", default: Color.red, help: "One of several words.")
        let table = graph.parameter("table", default: File(path: "data/names.txt"), help: "A file.")
        let rates = graph.parameter("rates", default: [0.1, 0.2], in: 0...1, help: "A list of numbers with bounds.")
        graph.step(
            "repeat",
            Repeat(
                isLoud: isLoud, count: count, rate: rate, title: title, size: size, color: color, table: table,
                rates: rates))
    }
}

/// A choice.
enum Color: String, CaseIterable, Codable, ParameterValue { case red, green, blue }

/// Returns what it is given.
struct Repeat: Step {
    struct Output: Codable, Sendable {
        var isLoud: Bool
        var count: Int
        var rate: Double
        var title: String
        var size: Int
        var color: Color
        var lines: Int
        var rates: [Double]
    }

    @Input var isLoud: Bool
    @Input var count: Int
    @Input var rate: Double
    @Input var title: String
    @Input var size: Int
    @Input var color: Color
    @Input var table: File
    @Input var rates: [Double]

    func run(in context: StepContext) async throws -> Output {
        Output(
            isLoud: isLoud, count: count, rate: rate, title: title, size: size, color: color,
            lines: try table.text().split(separator: "\n").count, rates: rates)
    }
}

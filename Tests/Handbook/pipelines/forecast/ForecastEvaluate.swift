import FoundationEssentials
import PipelineKit

/// Judges a line by points that it was not fitted to.
struct ForecastEvaluate: Step {
    struct Output: Codable, Sendable {
        /// The mean of the squared errors.
        var error: Double
        var report: File
    }

    @Input var model: File
    @Input var test: File

    func run(in context: StepContext) async throws -> Output {
        let line = try JSONDecoder().decode(Line.self, from: Data(contentsOf: URL(filePath: model.path)))
        let points = try String(contentsOfFile: test.path, encoding: .utf8).split(separator: "\n").map { text in
            let numbers = text.split(separator: ",").compactMap { Double($0) }
            guard numbers.count == 2 else { throw StepFailure("'\(text)' is not a point") }
            return (x: numbers[0], y: numbers[1])
        }
        let squares = points.map { point in
            let error = line.slope * point.x + line.offset - point.y
            return error * error
        }
        let output = Output(
            error: squares.reduce(0, +) / Double(squares.count), report: try context.output("report.json"))
        context.log(metric: "error", output.error)
        let report = "{\"error\": \(output.error), \"points\": \(points.count)}\n"
        try report.write(toFile: output.report.path, atomically: false, encoding: .utf8)
        return output
    }

    private struct Line: Decodable {
        let slope: Double
        let offset: Double
    }
}

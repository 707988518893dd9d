extension PipelineTemplate {
    var trainingBody: String {
        """
        let samples = graph.parameter("samples", default: 200, in: 10...100_000, help: "How many points to learn from.")
        let epochs = graph.parameter("epochs", default: 20, in: 1...10_000, help: "How often each point is seen.")
        let maxError = graph.parameter("max_error", default: 0.1, help: "The error below which a model is registered.")

        // Replace this by your data: a parameter of type Folder or File.
        let data = graph.step(
            "data",
            Script(
                "data.py", arguments: ["\\(samples)", "\\(output: "training.csv")", "\\(output: "test.csv")"],
                outputs: [.file("training.csv"), .file("test.csv")]))
        let train = graph.step(
            "train",
            Script(
                "train.py",
                arguments: ["\\(data.file("training.csv"))", "\\(epochs)", "\\(output: "model.json")"],
                outputs: [.file("model.json")]))
        let evaluation = graph.step(
            "evaluate", \(prefix)Evaluate(model: train.file("model.json"), test: data.file("test.csv")))

        graph.when(evaluation.error < maxError) { graph in
            graph.step(
                "register",
                \(prefix)Register(
                    model: train.file("model.json"), report: evaluation.report, error: evaluation.error))
        } otherwise: { graph in
            graph.step("reject", Fail("the error is \\(evaluation.error), not below \\(maxError)"))
        }
        """
    }

    var trainingFiles: [TemplateFile] {
        [
            file("data.py", Self.data), file("train.py", Self.train),
            file("\(prefix)Evaluate.swift", evaluate), file("\(prefix)Register.swift", register),
        ]
    }

    private static let data = """
        \"""Draws points around the line y = 2x + 1: SAMPLES TRAINING TEST\"""

        import random
        import sys

        samples, training, test = sys.argv[1:]
        # A seed of its own, so that the same parameters make the same bytes.
        generator = random.Random(7)


        def write(path, count):
            with open(path, "w") as file:
                for _ in range(count):
                    x = generator.uniform(-1, 1)
                    file.write(f"{x:.6f},{2 * x + 1 + generator.gauss(0, 0.1):.6f}\\n")


        write(training, int(samples))
        write(test, max(int(samples) // 4, 1))

        """

    private static let train = """
        \"""Fits a line to points by gradient descent: TRAINING EPOCHS MODEL\"""

        import json
        import os
        import sys

        training, epochs, model = sys.argv[1:]
        with open(training) as file:
            points = [tuple(map(float, line.split(","))) for line in file]

        events = os.fdopen(int(os.environ["PIPELINE_EVENTS"]), "w", buffering=1)
        slope = offset = 0.0
        for epoch in range(1, int(epochs) + 1):
            loss = 0.0
            for x, y in points:
                error = slope * x + offset - y
                slope -= 0.002 * error * x
                offset -= 0.002 * error
                loss += error * error / len(points)
            print(json.dumps({"type": "metric", "name": "loss", "step": epoch, "value": loss}), file=events)

        with open(model, "w") as file:
            json.dump({"slope": slope, "offset": offset}, file)

        """

    private var evaluate: String {
        """
        import FoundationEssentials
        import PipelineKit

        /// Judges a line by points that it was not fitted to.
        struct \(prefix)Evaluate: Step {
            struct Output: Codable, Sendable {
                /// The mean of the squared errors.
                var error: Double
                var report: File
            }

            @Input var model: File
            @Input var test: File

            func run(in context: StepContext) async throws -> Output {
                let line = try JSONDecoder().decode(Line.self, from: Data(contentsOf: URL(filePath: model.path)))
                let points = try String(contentsOfFile: test.path, encoding: .utf8).split(separator: "\\n").map { text in
                    let numbers = text.split(separator: ",").compactMap { Double($0) }
                    guard numbers.count == 2 else { throw StepFailure("'\\(text)' is not a point") }
                    return (x: numbers[0], y: numbers[1])
                }
                let squares = points.map { point in
                    let error = line.slope * point.x + line.offset - point.y
                    return error * error
                }
                let output = Output(
                    error: squares.reduce(0, +) / Double(squares.count), report: try context.output("report.json"))
                context.log(metric: "error", output.error)
                let report = "{\\"error\\": \\(output.error), \\"points\\": \\(points.count)}\\n"
                try report.write(toFile: output.report.path, atomically: false, encoding: .utf8)
                return output
            }

            private struct Line: Decodable {
                let slope: Double
                let offset: Double
            }
        }

        """
    }

    private var register: String {
        """
        import PipelineKit

        /// Adds a model to the registry.
        struct \(prefix)Register: Step {
            struct Output: Codable, Sendable {}

            @Input var model: File
            @Input var report: File
            @Input var error: Double

            func run(in context: StepContext) async throws -> Output {
                context.register(
                    ModelRegistration(
                        group: "\(name.text)", model: model.path, evaluation: report.path, metrics: ["error": error]))
                return Output()
            }
        }

        """
    }
}

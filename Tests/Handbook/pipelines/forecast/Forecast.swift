import PipelineKit
import StandardSteps

/// What this pipeline is for, in a sentence.
struct Forecast: Pipeline {
    static let name = "forecast"
    static let summary = "trains a model, judges it, and registers it where it is good enough"

    func declare(in graph: inout GraphBuilder) {
        let samples = graph.parameter("samples", default: 200, in: 10...100_000, help: "How many points to learn from.")
        let epochs = graph.parameter("epochs", default: 20, in: 1...10_000, help: "How often each point is seen.")
        let maxError = graph.parameter("max_error", default: 0.1, help: "The error below which a model is registered.")

        // Replace this by your data: a parameter of type Folder or File.
        let data = graph.step(
            "data",
            Script(
                "data.py", arguments: ["\(samples)", "\(output: "training.csv")", "\(output: "test.csv")"],
                outputs: [.file("training.csv"), .file("test.csv")]))
        let train = graph.step(
            "train",
            Script(
                "train.py",
                arguments: ["\(data.file("training.csv"))", "\(epochs)", "\(output: "model.json")"],
                outputs: [.file("model.json")]))
        let evaluation = graph.step(
            "evaluate", ForecastEvaluate(model: train.file("model.json"), test: data.file("test.csv")))

        graph.when(evaluation.error < maxError) { graph in
            graph.step(
                "register",
                ForecastRegister(
                    model: train.file("model.json"), report: evaluation.report, error: evaluation.error))
        } otherwise: { graph in
            graph.step("reject", Fail("the error is \(evaluation.error), not below \(maxError)"))
        }
    }
}

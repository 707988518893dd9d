import PipelineKit

/// Learns the words of some texts, in the shape of a pipeline that trains a model.
struct Words: Pipeline {
    static let name = "words"
    static let summary = "learns the words of some texts, and registers what it learned where that is good enough"

    func declare(in graph: inout GraphBuilder) {
        let texts = graph.parameter(
            "texts", default: Folder(path: "data/texts"), help: "A folder with the texts in training/ and in test/.")
        let epochs = graph.parameter("epochs", default: 10, in: 1...1000, help: "How often every text is read.")
        let maxError = graph.parameter(
            "max_error", default: 12.0, in: 0...1000, help: "The error below which the model is registered.")
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each step that runs.")

        let split = graph.step("split", SplitTexts(texts: texts, journal: journal))
        let training = graph.step(
            "training_words", CountWords(text: split.training, side: "training", journal: journal))
        let test = graph.step("test_words", CountWords(text: split.test, side: "test", journal: journal))
        let train = graph.step("train", Learn(words: training.counts, epochs: epochs, journal: journal))
        let evaluation = graph.step("evaluate", Judge(model: train.model, words: test.counts, journal: journal))

        graph.when(evaluation.error < maxError) { graph in
            graph.step(
                "register",
                Register(model: train.model, report: evaluation.report, error: evaluation.error, journal: journal))
        } otherwise: { graph in
            graph.step("reject", Fail("the error is \(evaluation.error), not below max_error, which is \(maxError)"))
        }
    }
}

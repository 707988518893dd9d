import PipelineKit

/// Registers every model that it makes in the group `words`, and promotes it where the gates let it.
struct Contest: Pipeline {
    static let name = "contest"
    static let summary = "registers a model of words and promotes it through the gates"

    func declare(in graph: inout GraphBuilder) {
        let texts = graph.parameter(
            "texts", default: Folder(path: "data/texts"), help: "A folder with the texts in training/ and in test/.")
        let epochs = graph.parameter("epochs", default: 10, in: 1...1000, help: "How often every text is read.")
        let promote = graph.parameter("promote", default: "champion", help: "The alias that the model is promoted to.")
        let salt = graph.parameter("salt", default: "", help: "Another text makes the registration run again.")
        let gate = graph.parameter("gate", default: "", help: "A folder with named pipes, where it waits.")
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each step that runs.")

        let split = graph.step("split", SplitTexts(texts: texts, journal: journal))
        let training = graph.step(
            "training_words", CountWords(text: split.training, side: "training", journal: journal))
        let test = graph.step("test_words", CountWords(text: split.test, side: "test", journal: journal))
        let train = graph.step("train", Learn(words: training.counts, epochs: epochs, journal: journal))
        let evaluation = graph.step("evaluate", Judge(model: train.model, words: test.counts, journal: journal))
        graph.step(
            "register",
            Promote(
                model: train.model, report: evaluation.report, error: evaluation.error, alias: promote, salt: salt,
                gate: gate))
    }
}

/// Adds a model to the group `words` of the registry, and asks for an alias.
struct Promote: Step {
    struct Output: Codable, Sendable {}

    @Input var model: File
    @Input var report: File
    @Input var error: Double
    @Input var alias: String
    @Input var salt: String
    @Input var gate: String

    func run(in context: StepContext) async throws -> Output {
        if !gate.isEmpty { try pass(gate) }
        context.register(
            ModelRegistration(
                group: "words", model: model.path, evaluation: report.path, metrics: ["error": error],
                alias: alias.isEmpty ? nil : alias))
        return Output()
    }
}

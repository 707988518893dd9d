import PipelineKit

/// Registers a model of words only where it is better than the champion.
struct Challenge: Pipeline {
    static let name = "challenge"
    static let summary = "registers a model of words that beats the champion"

    func declare(in graph: inout GraphBuilder) {
        let texts = graph.parameter(
            "texts", default: Folder(path: "data/texts"), help: "A folder with the texts in training/ and in test/.")
        let epochs = graph.parameter("epochs", default: 10, in: 1...1000, help: "How often every text is read.")
        let champion = graph.parameter(
            "champion", default: RegisteredModel("words@champion"), help: "The model to beat.")

        let split = graph.step("split", SplitTexts(texts: texts, journal: ""))
        let train = graph.step("train", Learn(words: split.training, epochs: epochs, journal: ""))
        let duel = graph.step("duel", Duel(model: train.model, champion: champion, words: split.test))
        graph.when(Condition(duel.isBetter)) { graph in
            graph.step(
                "register",
                Promote(
                    model: train.model, report: duel.report, error: duel.error, alias: "champion", salt: "",
                    gate: ""))
        }
    }
}

/// Tells whether a model was read more often than the champion.
struct Duel: Step {
    struct Output: Codable, Sendable {
        var error: Double
        var isBetter: Bool
        var report: File
    }

    @Input var model: File
    @Input var champion: RegisteredModel
    @Input var words: File

    func run(in context: StepContext) async throws -> Output {
        let own = try epochs(of: model)
        let other = try champion.path.map { try epochs(of: File(path: $0)) }
        context.message("\(own) against \(other.map { "\($0)" } ?? "nobody"), \(champion.version ?? "no version")")
        let report: File = try context.output("report.json")
        try report.write("{\"epochs\":\(own)}\n")
        return Output(error: 100 / own, isBetter: own > other ?? 0, report: report)
    }

    private func epochs(of model: File) throws -> Double {
        guard let epochs = try model.text().split(separator: "\n").first.flatMap({ Double($0) }) else {
            throw StepFailure("the model has no first line")
        }
        return epochs
    }
}

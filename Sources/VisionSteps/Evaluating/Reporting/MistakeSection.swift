internal import Terminal

/// The images that the model gets wrong most surely, and those that it finds hardest.
struct MistakeSection {
    private static let hardestLimit = 12

    let report: EvaluationReport
    let images: ReportImages

    var html: String {
        """
        <section aria-labelledby="mistakes">
        <h2 id="mistakes">Mistakes</h2>
        \(mistakes)
        \(hardest)
        </section>
        """
    }

    private var mistakes: String {
        let shown = report.confidentMistakes
        guard !shown.isEmpty else { return "<p>No image is classified wrongly.</p>" }
        let text =
            report.mistakes == shown.count
            ? "All \(Format.count(report.mistakes, "mistake")), the surest first."
            : "The \(shown.count) surest of \(Format.count(report.mistakes, "mistake"))."
        return """
            <p class="soft">\(report.mistakes == 1 ? "The only mistake." : text) Beside each class is the \
            probability that the model gives it. A wrong label looks like a mistake too.</p>
            \(gallery(shown))
            """
    }

    /// What is not among the mistakes above.
    private var hardest: String {
        let mistakes = Set(report.confidentMistakes.map(\.index))
        let shown = report.highestLosses.filter { !mistakes.contains($0.index) }.prefix(Self.hardestLimit)
        guard !shown.isEmpty else { return "" }
        return """
            <h3>Hardest of the others</h3>
            <p class="soft">Where the model gives the true class the least probability.</p>
            \(gallery(Array(shown)))
            """
    }

    private func gallery(_ shown: [JudgedImage]) -> String {
        "<ul class=\"gallery\">\n\(shown.map(card).joined(separator: "\n"))\n</ul>"
    }

    private func card(_ image: JudgedImage) -> String {
        let truth = report.classes[image.trueClass]
        let guess = report.classes[image.predictedClass]
        let picture = images.files[image.index].map {
            "<img src=\"\(Markup.dataAddress("image/png", $0))\" alt=\"\(Markup.escaped("\(image.name): \(truth.title)"))\" "
                + "loading=\"lazy\">"
        }
        let answer =
            image.isRight
            ? "<span class=\"right\">right</span>"
            : "<span class=\"wrong\">taken for</span>\(line(guess, image.confidence))"
        return """
            <li>\(picture ?? "")<p>\(line(truth, image.trueProbability))\(answer)\
            <span class="soft file">\(Markup.escaped(image.name))</span></p></li>
            """
    }

    /// A class with the probability that the model gives it.
    private func line(_ score: ClassScore, _ probability: Double) -> String {
        "<span class=\"answer\">\(images.label(score))<b>\(Markup.probability(probability))</b></span>"
    }
}

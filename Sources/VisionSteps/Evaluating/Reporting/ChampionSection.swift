internal import Terminal

/// How the model does beside the champion on the same images.
struct ChampionSection {
    let report: EvaluationReport

    /// Nothing where there is no champion.
    var html: String {
        guard let champion = report.champion else { return "" }
        return """
            <section aria-labelledby="champion">
            <h2 id="champion">Beside the champion</h2>
            \(body(champion))
            </section>
            """
    }

    private func body(_ champion: ChampionComparison) -> String {
        let name = Markup.escaped(champion.version)
        guard let comparison = champion.comparison else {
            return "<p>\(Markup.escaped(champion.obstacle ?? "")).</p>"
        }
        let (word, mark) =
            switch comparison.onlyNewRight - comparison.onlyOldRight {
            case 1...: ("Better than \(name)", "better")
            case 0: ("As good as \(name)", "")
            default: ("Worse than \(name)", "worse")
            }
        let chance =
            comparison.pValue < 0.05
            ? "So uneven a count would be rare if both erred equally often"
            : "So uneven a count may well be chance"
        return """
            <p class="verdict"><span class="\(mark)">\(word)</span>: \(percent(report.accuracy)) against \
            \(percent(comparison.oldAccuracy)) on the same \(Format.count(comparison.images, "image"))</p>
            <p>Only this model is right on \(Format.count(comparison.onlyNewRight, "image")), only the champion on \
            \(Format.count(comparison.onlyOldRight)). \(chance): p \(Markup.significance(comparison.pValue)) \
            (McNemar’s test).</p>
            <div class="scroll" role="region" aria-label="Answers of both models" tabindex="0">
            <table class="small">
            <caption>Images by which of the models classifies them rightly</caption>
            <thead><tr><td></td><th scope="col" class="num">champion right</th>\
            <th scope="col" class="num">champion wrong</th></tr></thead>
            <tbody>
            \(row("this model right", comparison.bothRight, comparison.onlyNewRight))
            \(row("this model wrong", comparison.onlyOldRight, comparison.bothWrong))
            </tbody>
            </table>
            </div>
            """
    }

    private func row(_ name: String, _ left: Int, _ right: Int) -> String {
        "<tr><th scope=\"row\">\(name)</th><td class=\"num\">\(Format.count(left))</td>"
            + "<td class=\"num\">\(Format.count(right))</td></tr>"
    }

    private func percent(_ share: Double) -> String { Markup.percent(share, of: report.images) }
}

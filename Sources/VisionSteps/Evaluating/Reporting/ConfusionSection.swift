internal import Terminal

/// Which classes are taken for which.
struct ConfusionSection {
    private static let pairLimit = 12

    let report: EvaluationReport
    let images: ReportImages

    var html: String {
        """
        <section aria-labelledby="confusion">
        <h2 id="confusion">Confusion</h2>
        \(pairs)
        <div class="scroll" role="region" aria-label="Confusion matrix" tabindex="0">
        \(ConfusionMatrixDrawing(report).svg)</div>
        </section>
        """
    }

    private var pairs: String {
        guard !report.confusedPairs.isEmpty else { return "<p>No class is taken for another.</p>" }
        let rows = report.confusedPairs.prefix(Self.pairLimit).map { pair in
            """
            <tr><th scope="row">\(images.label(report.classes[pair.trueClass]))</th>\
            <td>\(images.label(report.classes[pair.predictedClass]))</td>\
            <td class="num">\(Format.count(pair.images))</td>\
            <td class="num">\(Markup.percent(pair.share, of: report.classes[pair.trueClass].support))</td></tr>
            """
        }
        return """
            <div class="scroll" role="region" aria-label="Most confused pairs" tabindex="0">
            <table>
            <caption>Most confused pairs</caption>
            <thead><tr><th scope="col">true class</th><th scope="col">taken for</th>\
            <th scope="col" class="num">images</th><th scope="col" class="num">of the class</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            </div>
            """
    }
}

internal import Terminal

/// Whether the model is as sure as it should be.
struct CalibrationSection {
    let report: EvaluationReport

    var html: String {
        """
        <section aria-labelledby="calibration">
        <h2 id="calibration">Calibration</h2>
        <div class="columns">
        <figure>\(ReliabilityDrawing(report.calibration).svg)</figure>
        <div>
        <p>\(verdict)</p>
        <p class="soft">A bar is the share of right answers among those of like confidence. On the dashed line the model is \
        right as often as it says. Orange is missing: there it is too sure. Pale is beyond: there it is right more often than \
        it says. How many images a bar stands for is drawn below it.</p>
        \(table)
        </div>
        </div>
        </section>
        """
    }

    private var verdict: String {
        let bins = report.calibration.bins
        let confidence = bins.reduce(0) { $0 + $1.confidence * Double($1.images) } / Double(report.images)
        let word = confidence > report.accuracy ? "surer than it is right" : "right more often than it is sure"
        let gap = Markup.percent(report.calibration.error, of: max(report.images, 1000))
        return "Expected calibration error \(gap). On the whole the model is \(word): mean confidence "
            + "\(Markup.percent(confidence, of: report.images)), accuracy "
            + "\(Markup.percent(report.accuracy, of: report.images))."
    }

    private var table: String {
        let rows = report.calibration.bins.filter { $0.images > 0 }.map { bin in
            """
            <tr><th scope="row" class="num">\(Format.decimal(bin.lower, places: 2)) to \
            \(Format.decimal(bin.upper, places: 2))</th><td class="num">\(Format.count(bin.images))</td>\
            <td class="num">\(Markup.score(bin.confidence))</td><td class="num">\(Markup.score(bin.accuracy))</td></tr>
            """
        }
        return """
            <details><summary>The same in numbers</summary>
            <table>
            <caption>Bins of confidence that have images</caption>
            <thead><tr><th scope="col" class="num">confidence</th><th scope="col" class="num">images</th>\
            <th scope="col" class="num">mean confidence</th><th scope="col" class="num">right</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            </details>
            """
    }
}

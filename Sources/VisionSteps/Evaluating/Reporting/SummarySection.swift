internal import Terminal

/// The figures that tell a model from another at a glance.
struct SummarySection {
    let report: EvaluationReport

    var html: String {
        """
        <section aria-label="Key figures">
        <dl class="tiles">
        \(tiles.map { "<div><dt>\($0.name)</dt><dd>\($0.value)<small>\($0.note)</small></dd></div>" }.joined(separator: "\n"))
        </dl>
        </section>
        """
    }

    private var tiles: [(name: String, value: String, note: String)] {
        let count = report.images
        func percent(_ share: Double) -> String { Markup.percent(share, of: count) }
        return [
            ("Accuracy", percent(report.accuracy), interval),
            ("Balanced accuracy", percent(report.balancedAccuracy), "mean recall of classes"),
            ("Macro F1", Markup.score(report.macroF1), "mean F1 of classes"),
        ] + (report.classes.count > 3 ? [("Top 3", percent(report.top3Accuracy), "true class in the first three")] : [])
            + [
                (
                    "Calibration error", Markup.percent(report.calibration.error, of: max(count, 1000)),
                    "expected, over \(Calibration.binCount) bins"
                ),
                ("Mean loss", Markup.number(report.meanLoss), "cross-entropy, in nats"),
                ("Squared error", Markup.number(report.meanSquaredError), "mean, over class ids"),
            ]
    }

    private var interval: String {
        let count = report.images
        if report.mistakes == 0 {
            // The rule of three: Hanley and Lippman-Hand, JAMA 249 (1983).
            return "no mistake in \(Format.count(count)): at least "
                + "\(Markup.percent(max(0, 1 - 3 / Double(count)), of: count)) with 95 % confidence"
        }
        let (lower, upper) = (report.accuracyInterval.lower, report.accuracyInterval.upper)
        return "95 % interval \(Markup.percent(lower, of: count)) to \(Markup.percent(upper, of: count))"
    }
}

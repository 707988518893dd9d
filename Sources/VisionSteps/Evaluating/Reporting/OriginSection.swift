internal import ContentHash
internal import Terminal
internal import TrainingJob

/// What was judged, and how the figures are defined.
struct OriginSection {
    let report: EvaluationReport
    let training: TrainingFacts

    var html: String {
        """
        <section aria-labelledby="origin">
        <h2 id="origin">What was judged</h2>
        <dl class="facts">
        \(facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined(separator: "\n"))
        </dl>
        <details><summary>How the figures are defined</summary>
        <p>\(definitions)</p>
        </details>
        </section>
        """
    }

    private var facts: [(String, String)] {
        var facts: [(String, String)] = []
        if let summary = training.summary { facts.append(("model", Markup.escaped(summary))) }
        if let weights = training.weights { facts.append(("weights (SHA-256)", "<code>\(weights.hex)</code>")) }
        if let result = training.result {
            facts.append(("trained on", result.images))
        }
        facts.append(("judged on", Format.count(report.images, "image")))
        facts.append(
            (
                "run",
                "the report depends on the model and the images alone, so it names none; "
                    + "<code>pipeline models lineage MODEL</code> tells the runs of a registered version"
            ))
        return facts
    }

    private var definitions: String {
        """
        Precision, recall and F1 are 0 where they are divided by 0, and means over classes leave out those without images. \
        Balanced accuracy is the mean recall. The interval of the accuracy is a percentile bootstrap: 1,000 seeded samples of \
        the images, which count as independent. The calibration error is the one of Guo et al. (2017) with 15 bins of equal \
        width. The mean squared error is that of the class ids, which means something only where these are ordered. \
        McNemar’s test is exact up to 1,000 images on which the models differ.
        """
    }
}

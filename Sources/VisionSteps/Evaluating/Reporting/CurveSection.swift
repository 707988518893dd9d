internal import Charts
internal import Terminal
internal import TrainingJob

/// How the training went, epoch by epoch.
struct CurveSection {
    /// Narrow enough to be read on a telephone.
    private static let width = 460

    let training: TrainingFacts

    /// Nothing where the epochs are not known.
    var html: String {
        guard let result = training.result, !result.epochs.isEmpty else { return "" }
        return """
            <section aria-labelledby="training">
            <h2 id="training">Training</h2>
            <p class="soft">\(summary(result))</p>
            <div class="columns">
            \(figure("Loss", result, \.loss, \.validationLoss))
            \(figure("Accuracy", result, \.accuracy, \.validationAccuracy))
            </div>
            </section>
            """
    }

    private func summary(_ result: TrainResult) -> String {
        let beginning = "\(Format.count(result.epochs.count, "epoch")) over \(result.images)"
        guard result.validationImages > 0 else {
            return beginning + "; nothing is left to validate on, so the weights are those of the last epoch."
        }
        return beginning + "; the weights are those of epoch \(result.bestEpoch). "
            + "Training images are augmented, so the training may look harder than the validation."
    }

    private func figure(
        _ title: String, _ result: TrainResult, _ own: KeyPath<TrainResult.Epoch, Double>,
        _ validation: KeyPath<TrainResult.Epoch, Double?>
    ) -> String {
        let validated = result.epochs.enumerated().compactMap { index, epoch in
            epoch[keyPath: validation].map { Curve.Point(x: Double(index + 1), y: $0) }
        }
        let trained = result.epochs.enumerated().map { Curve.Point(x: Double($0 + 1), y: $1[keyPath: own]) }
        let curves =
            [Curve(name: "training", points: trained)]
            + (validated.isEmpty ? [] : [Curve(name: "validation", points: validated)])
        let drawing = ChartDrawing(
            title: title, charts: [Chart(title: "", positions: "epoch", curves: curves)], width: Self.width)
        // As a picture of its own, so that the styles of drawings do not meet.
        return """
            <figure><img src="\(Markup.dataAddress("image/svg+xml", Array(drawing.svg.utf8)))" width="\(Self.width)" \
            alt="\(Markup.escaped(drawing.description))"></figure>
            """
    }
}

extension TrainResult {
    /// How many images there were, in words.
    var images: String {
        Format.count(trainingImages, "image")
            + (validationImages > 0 ? ", \(Format.count(validationImages)) to validate" : "")
    }
}

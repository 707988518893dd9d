internal import ContentHash
internal import Terminal
internal import TrainingJob

/// What a model takes images for, as a table and as JSON.
struct PredictionAnswers {
    let classifier: Classifier
    /// The images as they were named.
    let images: [String]
    /// What became of those that could be read; `nil` where none could.
    let predictions: Predictions?
    let refusals: [ImageIntake.Refusal]
    /// How many classes are told of each image.
    let places: Int

    /// A row for each class of each image, the most probable first.
    var table: Table {
        var table = Table(.text("image"), .text("class"), .number("probability"))
        for prediction in predictions.map(Array.init) ?? [] {
            for (place, id) in ranking(prediction).enumerated() {
                let isFirst = place == 0
                let name = classifier.classNames[id]
                table.append(
                    Line(isFirst ? images[Int(prediction.id)] : ""), isFirst ? Line(name, .bold) : Line(name),
                    Line(Format.percent(Double(prediction.probabilities[id]))))
            }
        }
        return table
    }

    /// All images in their order, each with its classes or with what is wrong with it.
    var json: JSON {
        var answers: [JSON] = Array(repeating: .null, count: images.count)
        for prediction in predictions.map(Array.init) ?? [] {
            let classes = ranking(prediction).map { id -> JSON in
                [
                    "id": .int(Int64(id)), "name": .string(classifier.classNames[id]),
                    "probability": .double(Double(prediction.probabilities[id])),
                ]
            }
            let index = Int(prediction.id)
            answers[index] = ["image": .string(images[index]), "classes": .array(classes)]
        }
        for refusal in refusals {
            answers[refusal.index] = ["image": .string(images[refusal.index]), "error": .string(refusal.reason)]
        }
        return ["model": .string(classifier.name), "images": .array(answers)]
    }

    /// The ids of the most probable classes; of equally probable ones the lower id comes first.
    private func ranking(_ prediction: Prediction) -> [Int] {
        let probabilities = prediction.probabilities
        let ranked = probabilities.indices.sorted { (probabilities[$1], $0) < (probabilities[$0], $1) }
        return Array(ranked.prefix(places))
    }
}

public import PipelineKit

/// Deals a list of images into folds, each of which validates once what the others train.
///
/// Images of one track, that is of one physical object, stay in one fold; each class is spread evenly over the folds; and
/// the same list and seed make the same folds. A class of which there is one track only is trained on by every fold. A
/// choice between models is made on the mean over the folds, and the test set is left alone by it:
///
/// ```swift
/// let folds = graph.step("folds", SplitFolds(images: split.training, folds: 3))
/// let accuracies = graph.map("folds", over: folds.folds) { fold, graph in … }
/// ```
public struct SplitFolds: Step {
    /// The folds.
    public struct Output: Codable, Sendable {
        /// What to train on and what to validate on, once for each fold.
        public var folds: [Fold]
    }

    /// One way to divide the images: what one fold validates is what the others train.
    public struct Fold: Codable, Sendable {
        /// The images of the other folds.
        public var training: ImageList
        /// The images of this fold.
        public var validation: ImageList
    }

    @Input var images: ImageList
    @Input var folds: Int
    @Input var seed: Int

    /// Describes a division into folds.
    /// - Parameters:
    ///   - images: The images, such as the side of a split that is there to train on.
    ///   - folds: How many folds there are, from 2.
    ///   - seed: Another number deals the tracks in another way.
    public init(images: Reference<ImageList>, folds: Reference<Int> = 3, seed: Reference<Int> = 1) {
        _images = images
        _folds = folds
        _seed = seed
    }

    public func run(in context: StepContext) async throws -> Output {
        let images = try images.read()
        let deal = try FoldDeal(images, folds: folds, seed: UInt64(bitPattern: Int64(seed)))
        warn("fewer than \(folds) tracks, so not every fold validates them", deal.unevenClasses, context)
        warn("1 track, so every fold trains on it and none validates it", deal.singleClasses, context)
        var output: [Fold] = []
        for fold in 0..<folds {
            let made = Fold(
                training: try context.output("fold-\(fold + 1)-training.csv"),
                validation: try context.output("fold-\(fold + 1)-validation.csv"))
            try ImageList.write(images.filter { deal.fold(of: $0) != fold }, to: made.training.path)
            try ImageList.write(images.filter { deal.fold(of: $0) == fold }, to: made.validation.path)
            output.append(made)
        }
        let counts = (0..<folds).map { fold in "\(images.count { deal.fold(of: $0) == fold })" }
        context.message("\(folds) folds of \(counts.joined(separator: ", ")) images")
        return Output(folds: output)
    }

    private func warn(_ what: String, _ classes: [Int], _ context: StepContext) {
        guard !classes.isEmpty else { return }
        let ids = classes.map { "\($0)" }.joined(separator: ", ")
        context.warn("\(classes.count == 1 ? "the class \(ids) has" : "the classes \(ids) have") \(what)")
    }
}

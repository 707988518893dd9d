public import PipelineKit

/// How well a model classifies images, as ``Evaluate`` measures it.
public struct Evaluation: Codable, Sendable {
    /// The number of images.
    public var images: Int
    /// The share of images that are classified rightly.
    public var accuracy: Double
    /// The mean of the squared difference between the predicted and the true class id.
    public var meanSquaredError: Double
    /// The share of images whose class is among the three most probable.
    public var top3Accuracy: Double
    /// The mean of the F1 scores of all classes that have images.
    public var macroF1: Double
    /// All figures, with those of each class and the confusion matrix, as JSON.
    public var report: File
    /// The confusion matrix as an SVG drawing.
    public var confusionMatrix: File
}

public import PipelineKit

/// How well a model classifies images, as ``Evaluate`` measures it.
public struct Evaluation: Codable, Sendable {
    /// The number of images.
    public var images: Int
    /// The share of images that are classified rightly.
    public var accuracy: Double
    /// The bounds of the accuracy's 95 % confidence interval: the 2.5th and 97.5th percentile of 1,000 bootstrap samples
    /// (Efron and Tibshirani, “An Introduction to the Bootstrap”, 1993).
    public var accuracyLower: Double
    public var accuracyUpper: Double
    /// The mean recall of all classes that have images, so that rare classes count as much as frequent ones.
    public var balancedAccuracy: Double
    /// The mean of the squared difference between the predicted and the true class id.
    public var meanSquaredError: Double
    /// The share of images whose class is among the three most probable.
    public var top3Accuracy: Double
    /// The mean of the F1 scores of all classes that have images.
    public var macroF1: Double
    /// How far confidence and accuracy are apart, over 15 bins of confidence (Guo et al., “On Calibration of Modern Neural
    /// Networks”, 2017).
    public var expectedCalibrationError: Double
    /// The accuracy of the champion on the same images; `nil` where there is none that could be compared.
    public var championAccuracy: Double?
    /// The probability by McNemar's test that two equally good models differ so much; `nil` as above.
    public var mcnemarP: Double?
    /// Whether the model is right on more images than the champion; true where there is no champion, or it is this very model.
    public var isBetter: Bool
    /// The champion by its name, such as `road_sign@champion`, where it is this very model and calls its classes the same.
    public var standing: String?
    /// All figures as JSON, and a page that shows them.
    public var report: Report
    /// The confusion matrix as an SVG drawing.
    public var confusionMatrix: File
}

extension Evaluation {
    /// The figures as metrics by name, as they are logged and registered.
    var metrics: [(name: String, value: Double)] {
        [
            ("accuracy", accuracy), ("accuracy_lower", accuracyLower), ("accuracy_upper", accuracyUpper),
            ("balanced_accuracy", balancedAccuracy), ("mean_squared_error", meanSquaredError),
            ("top3_accuracy", top3Accuracy), ("macro_f1", macroF1),
            ("expected_calibration_error", expectedCalibrationError),
        ]
            + [("champion_accuracy", championAccuracy), ("mcnemar_p", mcnemarP)].compactMap { name, value in
                value.map { (name, $0) }
            }
    }
}

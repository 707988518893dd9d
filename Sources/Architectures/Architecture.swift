/// The networks that the trainer knows, by the names that PyTorch's torchvision gives them.
///
/// What an architecture is made of says its ``NetworkPlan``.
public enum Architecture: String, Codable, CaseIterable, Sendable {
    /// Six 3×3 convolutions in three stages of 32, 64 and 128 channels, then two fully connected layers.
    ///
    /// Made for small images such as road signs: trained from scratch in minutes on two processors.
    case smallCNN = "small_cnn"
    /// Residual networks of 18, 34 and 50 layers: “Deep Residual Learning for Image Recognition”, He et al., 2015.
    case resNet18 = "resnet18"
    case resNet34 = "resnet34"
    case resNet50 = "resnet50"
    /// Networks for telephones: “Searching for MobileNetV3”, Howard et al., 2019.
    case mobileNetV3Small = "mobilenet_v3_small"
    case mobileNetV3Large = "mobilenet_v3_large"
    /// The smallest of “EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks”, Tan and Le, 2019.
    case efficientNetB0 = "efficientnet_b0"
    /// EfficientNet-B0 without squeeze-and-excitation, and with ReLU6: for processors that have nothing but convolutions.
    case efficientNetLite0 = "efficientnet_lite0"

    /// Finds an architecture by its name.
    /// - Parameter name: A name such as `resnet18`.
    /// - Throws: ``ArchitectureError`` that tells the closest name, where none is like this.
    public init(named name: some StringProtocol) throws(ArchitectureError) {
        guard let architecture = Architecture(rawValue: String(name)) else { throw .unknown(String(name)) }
        self = architecture
    }

    /// Reads a name.
    /// - Throws: ``ArchitectureError`` where there is no such architecture.
    public init(from decoder: any Decoder) throws {
        try self.init(named: try decoder.singleValueContainer().decode(String.self))
    }

    /// The least width and height of its images, in pixels: what is left after the last pooling or stride is one pixel.
    public var smallestImage: Int { self == .smallCNN ? 8 : 32 }
}

/// A network as data: its layers in the order in which they are computed.
///
/// The one declaration of a network, from which libtorch computes it and from which it is written in the ONNX format.
/// Softmax is no part of it: the last layer makes a score for each class.
public struct NetworkPlan: Hashable, Sendable {
    /// The kind of network.
    public let architecture: Architecture
    /// The number of classes, which is that of the last layer's outputs.
    public let classCount: Int
    /// Width and height of the images, in pixels.
    public let imageSize: Int
    /// The layers; the first is the images, the last the scores.
    public let layers: [Layer]
    /// The number of the first layer of the head.
    ///
    /// The layer before it makes the features: nothing else of the backbone is read by the head.
    public let headStart: Int
    /// The numbers of the first layers of the parts that the backbone is frozen and thawed by, in order.
    ///
    /// The first part is the stem, the others are the architecture's blocks; the head begins at ``headStart``.
    public let blockStarts: [Int]

    /// Plans a network.
    /// - Parameters:
    ///   - architecture: The kind of network.
    ///   - classCount: The number of classes.
    ///   - imageSize: Width and height of the images, in pixels.
    /// - Throws: ``ArchitectureError`` where the images are too small.
    public init(_ architecture: Architecture, classCount: Int, imageSize: Int) throws(ArchitectureError) {
        guard imageSize >= architecture.smallestImage else { throw .tooSmall(architecture, imageSize: imageSize) }
        var plan = PlanBuilder(imageSize: imageSize)
        switch architecture {
        case .smallCNN: plan.addSmallCNN(classCount: classCount)
        case .resNet18: plan.addResNet(.basic, [2, 2, 2, 2], classCount: classCount)
        case .resNet34: plan.addResNet(.basic, [3, 4, 6, 3], classCount: classCount)
        case .resNet50: plan.addResNet(.bottleneck, [3, 4, 6, 3], classCount: classCount)
        case .mobileNetV3Small: plan.addMobileNetV3(.small, classCount: classCount)
        case .mobileNetV3Large: plan.addMobileNetV3(.large, classCount: classCount)
        case .efficientNetB0: plan.addEfficientNetB0(classCount: classCount)
        case .efficientNetLite0: plan.addEfficientNetLite0(classCount: classCount)
        }
        self.architecture = architecture
        self.classCount = classCount
        self.imageSize = imageSize
        layers = plan.layers
        headStart = plan.headStart
        blockStarts = plan.blockStarts
    }

    /// The parameters of all layers, in the layers' order.
    public var parameters: [Layer.Parameter] { layers.flatMap(\.parameters) }

    /// The number of features that the backbone makes of an image.
    public var featureCount: Int { layers[headStart - 1].shape.count }
}

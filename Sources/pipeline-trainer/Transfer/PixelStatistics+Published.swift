import Architectures

extension PixelStatistics {
    /// What the pixels were normalised with when the published weights of an architecture were trained on ImageNet; nil for
    /// an architecture of which none are published.
    init?(ofPublished architecture: Architecture) {
        switch architecture {
        case .smallCNN: return nil
        // (sample - 127) / 128, as the networks of the original authors are fed:
        // <https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite>.
        case .efficientNetLite0:
            self.init(
                mean: [Float](repeating: 127.0 / 255, count: 3), deviation: [Float](repeating: 128.0 / 255, count: 3))
        // As torchvision documents of all its weights: <https://pytorch.org/vision/stable/models.html>.
        case .resNet18, .resNet34, .resNet50, .mobileNetV3Small, .mobileNetV3Large, .efficientNetB0:
            self.init(mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])
        }
    }
}

import Architectures
import Testing

struct NetworkPlanTests {
    /// For a thousand classes, the numbers that torchvision's documentation tells, and those of the published weights.
    @Test(arguments: [
        (Architecture.smallCNN, 1_069_000), (.resNet18, 11_689_512), (.resNet34, 21_797_672), (.resNet50, 25_557_032),
        (.mobileNetV3Small, 2_542_856), (.mobileNetV3Large, 5_483_032), (.efficientNetB0, 5_288_548),
        (.efficientNetLite0, 4_652_008),
    ])
    func `A network has as many trained values as the published one`(architecture: Architecture, count: Int) throws {
        let plan = try NetworkPlan(architecture, classCount: 1000, imageSize: architecture == .smallCNN ? 32 : 224)
        let trained = plan.parameters.filter { !$0.name.contains("running") }
        #expect(trained.reduce(0) { $0 + $1.shape.reduce(1, *) } == count)
        #expect(Set(plan.parameters.map(\.name)).count == plan.parameters.count)
    }

    @Test(arguments: Architecture.allCases)
    func `Layers read what comes before them, and the head nothing but the features`(architecture: Architecture) throws
    {
        let plan = try NetworkPlan(architecture, classCount: 7, imageSize: architecture.smallestImage)
        #expect(plan.layers[0].operation == .images)
        for (number, layer) in plan.layers.enumerated().dropFirst() {
            #expect(!layer.inputs.isEmpty && layer.inputs.allSatisfy { (0..<number).contains($0) })
            #expect(layer.shape.side >= 1)
            if number >= plan.headStart { #expect(layer.inputs.allSatisfy { $0 >= plan.headStart - 1 }) }
        }
        #expect(plan.layers.last?.shape == Shape(channels: 7, side: 1))
        #expect(plan.layers[plan.headStart - 1].operation == .flatten)
        #expect(plan.blockStarts == plan.blockStarts.sorted() && plan.blockStarts.first == 1)
        #expect(plan.blockStarts.allSatisfy { $0 < plan.headStart })
    }

    @Test func `Every class makes another row of the last layer, and nothing else`() throws {
        let few = try NetworkPlan(.mobileNetV3Small, classCount: 2, imageSize: 32).parameters
        let many = try NetworkPlan(.mobileNetV3Small, classCount: 43, imageSize: 32).parameters
        #expect(Array(few.dropLast(2)) == Array(many.dropLast(2)))
        #expect(many.suffix(2).map(\.shape) == [[43, 1024], [43]])
        #expect(many.last?.name == "classifier.3.bias")
    }

    @Test func `Blocks are what a network is frozen by`() throws {
        let blocks = try Architecture.allCases.map {
            try NetworkPlan($0, classCount: 2, imageSize: 64).blockStarts.count
        }
        #expect(blocks == [3, 9, 17, 17, 13, 17, 18, 18])
    }

    @Test func `EfficientNet-Lite pads as TensorFlow does, by the size of the images`() throws {
        func padding(_ imageSize: Int) throws -> [Operation.Padding] {
            try NetworkPlan(.efficientNetLite0, classCount: 2, imageSize: imageSize).layers.prefix(30).compactMap {
                guard case .convolution(let settings) = $0.operation, settings.stride == 2 else { return nil }
                return settings.padding
            }
        }
        #expect(
            try padding(224) == [.init(before: 0, after: 1), .init(before: 0, after: 1), .init(before: 1, after: 2)])
        #expect(
            try padding(33) == [.init(before: 1, after: 1), .init(before: 1, after: 1), .init(before: 2, after: 2)])
    }

    @Test func `Images that are too small for a network are refused`() {
        let error = #expect(throws: ArchitectureError.self) {
            try NetworkPlan(.resNet18, classCount: 2, imageSize: 31)
        }
        #expect(error?.description == "images of resnet18 have at least 32 × 32 pixels, not 31 × 31")
    }

    @Test(arguments: [
        ("resnet81", "there is no architecture 'resnet81'; did you mean 'resnet18'?"),
        ("ResNet50", "there is no architecture 'ResNet50'; did you mean 'resnet50'?"),
        (
            "vgg",
            "there is no architecture 'vgg'; there are small_cnn, resnet18, resnet34, resnet50, mobilenet_v3_small, "
                + "mobilenet_v3_large, efficientnet_b0, efficientnet_lite0"
        ),
    ])
    func `An architecture that nobody knows is told the closest name`(name: String, message: String) {
        let error = #expect(throws: ArchitectureError.self) { try Architecture(named: name) }
        #expect(error?.description == message)
    }
}

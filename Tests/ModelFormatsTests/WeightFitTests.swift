import Architectures
import ModelFormats
import Testing
import TrainingJob

@Suite struct `Weights that are fitted to a network` {
    private func plan(_ architecture: Architecture, classes: Int = 5, size: Int = 32) throws -> NetworkPlan {
        try NetworkPlan(architecture, classCount: classes, imageSize: size)
    }

    /// Weights of zero for a network, and the counters that PyTorch keeps beside normalisations.
    private func weights(_ plan: NetworkPlan) -> [Tensor] {
        plan.parameters.map { parameter in
            Tensor(
                name: parameter.name, shape: parameter.shape,
                values: [Float](repeating: 0, count: parameter.shape.reduce(1, *)))
        } + [Tensor(name: "bn1.num_batches_tracked", shape: [], values: [0])]
    }

    private func complaint(_ tensors: [Tensor], _ plan: NetworkPlan) -> String {
        do throws(WeightMismatch) {
            return "it fits: \(try WeightFit(of: tensors, to: plan).tensors.count)"
        } catch { return error.description }
    }

    @Test(arguments: [Architecture.resNet18, .mobileNetV3Small, .efficientNetLite0])
    func `What is of the same network is taken whole`(architecture: Architecture) throws {
        let plan = try plan(architecture)
        let fit = try WeightFit(of: weights(plan), to: plan)
        #expect(fit.tensors.map(\.name) == plan.parameters.map(\.name))
        #expect(fit.freshParameters.isEmpty)
        #expect(fit.message == nil)
    }

    @Test func `A head of other classes is replaced, and only the last layer`() throws {
        let fit = try WeightFit(of: weights(plan(.mobileNetV3Small, classes: 1000)), to: plan(.mobileNetV3Small))
        #expect(fit.freshParameters == ["classifier.3.weight", "classifier.3.bias"])
        #expect(fit.tensors.contains { $0.name == "classifier.0.weight" })
        #expect(fit.message == "the head of 1000 classes is replaced by a fresh one of 5")
    }

    @Test func `Weights without a head get a fresh one`() throws {
        let plan = try plan(.resNet18)
        let fit = try WeightFit(of: weights(plan).filter { !$0.name.hasPrefix("fc.") }, to: plan)
        #expect(fit.freshParameters == ["fc.weight", "fc.bias"])
        #expect(fit.message == "the weights have no head; a fresh one of 5 classes is made")
    }

    @Test func `Weights of another architecture are recognised, and ten of each mistake are listed`() throws {
        let text = complaint(weights(try plan(.resNet34, classes: 1000)), try plan(.resNet18))
        #expect(
            text == """
                the weights do not fit resnet18: these look like weights of resnet34
                  superfluous: layer1.2.bn1.bias, layer1.2.bn1.running_mean, layer1.2.bn1.running_var, \
                layer1.2.bn1.weight, layer1.2.bn2.bias, layer1.2.bn2.running_mean, layer1.2.bn2.running_var, \
                layer1.2.bn2.weight, layer1.2.conv1.weight, layer1.2.conv2.weight and 70 more
                """)
        #expect(
            complaint(weights(try plan(.resNet18)), try plan(.resNet34)).contains("weights of resnet18\n  missing: "))
    }

    @Test func `What is missing, superfluous and of another shape is named`() throws {
        let plan = try plan(.resNet18)
        var tensors = weights(plan).filter { $0.name != "bn1.bias" }
        tensors.append(Tensor(name: "extra", shape: [1], values: [0]))
        tensors.removeAll { $0.name == "conv1.weight" }
        tensors.append(Tensor(name: "conv1.weight", shape: [1], values: [0]))
        #expect(
            complaint(tensors, plan) == """
                the weights do not fit resnet18
                  missing: bn1.bias
                  superfluous: extra
                  of another shape: conv1.weight is [1], not [64, 3, 7, 7]
                """)
    }

    @Test func `A head that is no such layer is no head of other classes`() throws {
        let plan = try plan(.resNet18)
        let tensors = weights(plan).filter { $0.name != "fc.weight" }
        let flat = Tensor(name: "fc.weight", shape: [7], values: [Float](repeating: 0, count: 7))
        #expect(
            complaint(tensors + [flat], plan) == """
                the weights do not fit resnet18
                  of another shape: fc.weight is [7], not [5, 512]
                """)
    }

    @Test func `Weights of nothing that is known are not taken for something`() {
        #expect(Architecture(ofWeights: [Tensor(name: "w", shape: [1], values: [0])]) == nil)
    }

    @Test func `Every architecture is recognised by its own weights`() throws {
        for architecture in Architecture.allCases {
            let plan = try plan(architecture, classes: 3, size: 64)
            #expect(Architecture(ofWeights: weights(plan)) == architecture)
        }
    }
}

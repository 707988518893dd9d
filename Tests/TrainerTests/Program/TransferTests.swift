import Architectures
import Foundation
import Testing
import TrainingJob

@Suite(.enabled(if: TrainerProgram.path != nil, "pipeline-trainer was not built"))
struct TransferTests {
    private let folder: TemporaryFolder
    private let training: String
    private let validation: String
    /// Weights of the smallest architecture of those with blocks, after one epoch.
    private let weights: String

    init() throws {
        folder = try TemporaryFolder()
        training = try TinySigns(side: 32, imagesPerClass: 8).write("training", in: folder)
        validation = try TinySigns(side: 32, imagesPerClass: 4, firstID: 1000).write("validation", in: folder)
        let job = TrainJob(
            trainingShards: training, validationShards: validation, output: "\(folder.path)/first",
            architecture: .mobileNetV3Small, classCount: 3, imageSize: 32, epochs: 1, batchSize: 8, learningRate: 0.02,
            threads: 1, device: .cpu, augmentation: .none)
        #expect(try TrainerProgram.train(job, in: folder).exitCode == 0)
        weights = "\(job.output)/weights.safetensors"
    }

    private func job(_ name: String, _ freeze: Freeze, backboneRate: Double = 1) -> TrainJob {
        TrainJob(
            trainingShards: training, validationShards: validation, output: "\(folder.path)/\(name)",
            architecture: .mobileNetV3Small, classCount: 3, imageSize: 32, initialWeights: weights, freeze: freeze,
            backboneRate: backboneRate, epochs: 1, batchSize: 8, learningRate: 0.02, threads: 1, device: .cpu,
            augmentation: .none)
    }

    /// The names of the tensors that a training changed.
    private func changed(_ job: TrainJob) throws -> Set<String> {
        #expect(try TrainerProgram.train(job, in: folder).exitCode == 0)
        let before = try SafeTensors(file: weights).tensors
        let after = try SafeTensors(file: "\(job.output)/weights.safetensors").tensors
        #expect(before.map(\.name) == after.map(\.name))
        return Set(zip(before, after).filter { $0 != $1 }.map(\.0.name))
    }

    private func names(from layer: Int) throws -> Set<String> {
        let plan = try NetworkPlan(.mobileNetV3Small, classCount: 3, imageSize: 32)
        return Set(plan.layers[layer...].flatMap(\.parameters).map(\.name))
    }

    @Test func `A frozen backbone keeps every weight and running figure, and the head learns`() throws {
        let plan = try NetworkPlan(.mobileNetV3Small, classCount: 3, imageSize: 32)
        let changed = try changed(job("frozen", .backbone))
        #expect(changed == (try names(from: plan.headStart)))
    }

    @Test func `Of all but the last block, nothing changes`() throws {
        let plan = try NetworkPlan(.mobileNetV3Small, classCount: 3, imageSize: 32)
        let last = try #require(plan.blockStarts.last)
        let changed = try changed(job("block", .allButLast(1)))
        #expect(changed.isSubset(of: try names(from: last)))
        #expect(!changed.isSubset(of: try names(from: plan.headStart)))
    }

    @Test func `A backbone with the rate zero learns nothing, though its figures still run`() throws {
        let plan = try NetworkPlan(.mobileNetV3Small, classCount: 3, imageSize: 32)
        let changed = try changed(job("slow", .none, backboneRate: 0))
        let backbone = changed.subtracting(try names(from: plan.headStart))
        #expect(!backbone.isEmpty)
        #expect(backbone.allSatisfy { $0.hasSuffix("running_mean") || $0.hasSuffix("running_var") })
    }

    @Test func `Weights bring their normalisation, and a head for other classes is replaced`() throws {
        var job = job("other", .backbone)
        job.classCount = 4
        job.trainingShards = try TinySigns(side: 32, classes: [0, 1, 2, 3]).write("four", in: folder)
        let outcome = try TrainerProgram.train(job, in: folder)
        #expect(outcome.exitCode == 0)
        #expect(
            try outcome.events.contains(.message("the head of 3 classes is replaced by a fresh one of 4")))
        // The weights were trained here, and bring what their images were normalised with.
        let own = try ModelDescription(file: "\(folder.path)/first/model.json")
        #expect(try mean(of: job) == own.mean)
        #expect(own.mean != [0.485, 0.456, 0.406])
        // Of weights that tell nothing, what the published ones of the architecture were trained with is known.
        let bare = "\(folder.path)/bare.safetensors"
        try SafeTensors(try SafeTensors(file: weights).tensors).write(to: bare)
        job.initialWeights = bare
        #expect(try TrainerProgram.train(job, in: folder).exitCode == 0)
        #expect(try mean(of: job) == [0.485, 0.456, 0.406])
    }

    private func mean(of job: TrainJob) throws -> [Float] {
        try ModelDescription(file: "\(job.output)/model.json").mean
    }

    @Test func `Weights of another network, a freeze without weights and too many blocks are refused`() throws {
        var other = job("wrong", .none)
        other.architecture = .resNet18
        let first = try TrainerProgram.train(other, in: folder)
        #expect(first.exitCode == 1)
        #expect(
            first.complaints.hasPrefix(
                "error: \(weights): the weights do not fit resnet18: these look like weights of mobilenet_v3_small\n"
                    + "  missing: "))
        var none = job("wrong", .backbone)
        none.initialWeights = nil
        #expect(
            try TrainerProgram.train(none, in: folder).complaints.hasSuffix(
                ": “freeze” is backbone without “initial_weights” to keep\n"))
        let blocks = try NetworkPlan(.mobileNetV3Small, classCount: 3, imageSize: 32).blockStarts.count
        #expect(
            try TrainerProgram.train(job("wrong", .allButLast(99)), in: folder).complaints
                == "error: “freeze” is all_but_last_99, but mobilenet_v3_small has \(blocks) blocks; "
                + "use none to train all of them\n")
    }
}

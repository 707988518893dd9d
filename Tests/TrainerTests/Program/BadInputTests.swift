import Architectures
import Foundation
import RecordIO
import Testing
import TrainingJob

@Suite(.enabled(if: TrainerProgram.path != nil, "pipeline-trainer was not built"))
struct BadInputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Runs a training that must fail before it starts; returns its complaint without the folder's path.
    private func complaint(classCount: Int = 3, imageSize: Int = 16) throws -> String {
        let job = TrainJob(
            trainingShards: "\(folder.path)/training", output: "\(folder.path)/model", classCount: classCount,
            imageSize: imageSize, epochs: 1, batchSize: 8, threads: 1, device: .cpu)
        return complaint(of: try TrainerProgram.train(job, in: folder))
    }

    private func complaint(of outcome: TrainerProgram.Outcome) -> String {
        #expect(outcome.exitCode == 1)
        #expect(outcome.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/model"))
        return outcome.complaints.replacing("\(folder.path)/", with: "")
    }

    private let shard = "training/shard-00000.rec"

    @Test func `Shards that are missing`() throws {
        #expect(
            try complaint() == "error: training: cannot open the folder of shards: No such file or directory\n")
        try folder.makeFolder("training")
        #expect(try complaint() == "error: training: no shards, that is files named *.rec\n")
        try folder.write(shard, [])
        #expect(try complaint() == "error: training: training needs at least two images, there are 0\n")
    }

    @Test func `A program of other sources than the one that starts it does nothing`() throws {
        let outcome = try TrainerProgram.run(
            ["version"], in: folder, environment: [Trainer.sourcesVariable: String(repeating: "0", count: 64)])
        #expect(
            complaint(of: outcome)
                == "error: pipeline-trainer was built from other sources than the program that starts it; build both with "
                + "`bin/pipeline`, and run the same command again\n")
    }

    @Test func `A damaged record is named by file and offset`() throws {
        _ = try TinySigns().write("training", in: folder)
        var bytes = try folder.bytes(shard)
        let length = bytes.count / 36
        bytes[2 * length] = 0
        try folder.write(shard, bytes)
        #expect(
            try complaint()
                == "error: \(shard): at byte \(2 * length): no record: 0xced72300 stands where 0xced7230a should\n")
        try folder.write(shard, Array(bytes[..<(length + 100)]))
        #expect(
            try complaint()
                == "error: \(shard): at byte \(length): truncated record: \(length - 8) bytes are announced, there are 92\n"
        )
    }

    @Test func `A record that holds no image is named by file and offset`() throws {
        _ = try TinySigns(imagesPerClass: 1).write("training", in: folder)
        var bytes = try folder.bytes(shard)
        let length = bytes.count / 3
        bytes[length + 32] = UInt8(ascii: "Q")
        try folder.write(shard, bytes)
        let message = try complaint()
        #expect(message.hasPrefix("error: \(shard): at byte \(length): not an image that can be read: "))
    }

    @Test func `A class id out of range`() throws {
        _ = try TinySigns().write("training", in: folder)
        let length = try folder.bytes(shard).count / 36
        #expect(
            try complaint(classCount: 2)
                == "error: \(shard): at byte \(2 * length): record 2 has the class id 2, which is not in 0...1: the network has 2 "
                + "classes\n")
    }

    @Test func `A model of fewer classes than the images have`() throws {
        let description = ModelDescription(
            architecture: .smallCNN, classCount: 2, imageSize: 16, mean: [0.5, 0.5, 0.5],
            standardDeviation: [0.25, 0.25, 0.25], parameterCount: 0)
        try folder.makeFolder("given")
        try description.write(to: "\(folder.path)/given/model.json")
        let plan = try NetworkPlan(.smallCNN, classCount: 2, imageSize: 16)
        try SafeTensors(RuleBasedWeights(plan: plan, gain: 1).tensors)
            .write(to: "\(folder.path)/given/weights.safetensors")
        let shards = try TinySigns(imagesPerClass: 1).write("shards", in: folder)
        let length = try folder.bytes("shards/shard-00000.rec").count / 3
        let job = PredictJob(
            model: "\(folder.path)/given", shards: shards, output: "\(folder.path)/p", threads: 1, device: .cpu)
        #expect(
            complaint(of: try TrainerProgram.predict(job, in: folder))
                == "error: shards/shard-00000.rec: at byte \(2 * length): record 2 has the class id 2, which is not in "
                + "0...1: the network has 2 classes\n")
    }

    @Test func `Weights of the description's network with another number of classes`() throws {
        let description = ModelDescription(
            architecture: .smallCNN, classCount: 3, imageSize: 16, mean: [0.5, 0.5, 0.5],
            standardDeviation: [0.25, 0.25, 0.25], parameterCount: 0)
        try folder.makeFolder("given")
        try description.write(to: "\(folder.path)/given/model.json")
        let plan = try NetworkPlan(.smallCNN, classCount: 5, imageSize: 16)
        let tensors = RuleBasedWeights(plan: plan, gain: 1).tensors
        try SafeTensors(tensors).write(to: "\(folder.path)/given/weights.safetensors")
        let head = try #require(tensors.first { $0.shape.first == 5 && $0.shape.count == 1 })
        let job = PredictJob(
            model: "\(folder.path)/given", shards: try TinySigns(imagesPerClass: 1).write("shards", in: folder),
            output: "\(folder.path)/p", threads: 1, device: .cpu)
        #expect(
            complaint(of: try TrainerProgram.predict(job, in: folder))
                == "error: given/weights.safetensors: the tensor “\(head.name)” has the shape [5], not [3]\n")
    }

    @Test func `A class without an image to train on`() throws {
        _ = try TinySigns(classes: [0, 2]).write("training", in: folder)
        #expect(
            try complaint(classCount: 4)
                == "error: training: there is no image of the classes 1, 3 to train on, though there are 4 classes; "
                + "add images, or leave out what has none\n")
    }

    @Test func `Numbers of 16 bits on a CPU`() throws {
        var job = TrainJob(
            trainingShards: try TinySigns().write("training", in: folder), output: "\(folder.path)/model",
            classCount: 3, imageSize: 16, epochs: 1, threads: 1, device: .cpu)
        job.precision = .bfloat16
        let outcome = try TrainerProgram.train(job, in: folder)
        #expect(
            outcome.complaints
                == "error: bfloat16 needs a CUDA device, and the network is on a cpu; let precision be auto\n")
        #expect(outcome.exitCode == 1)
        #expect(try folder.names("model").isEmpty)
    }

    @Test func `An image of another size`() throws {
        _ = try TinySigns().write("training", in: folder)
        #expect(
            try complaint(imageSize: 24)
                == "error: \(shard): at byte 0: record 0 is 16 x 16 pixels, not 24 x 24\n")
    }

    @Test func `A model without weights, and one with the wrong ones`() throws {
        let description = ModelDescription(
            architecture: .smallCNN, classCount: 3, imageSize: 16, mean: [0.5, 0.5, 0.5],
            standardDeviation: [0.25, 0.25, 0.25], parameterCount: 0)
        try folder.makeFolder("given")
        try description.write(to: "\(folder.path)/given/model.json")
        let shards = try TinySigns(imagesPerClass: 1).write("shards", in: folder)
        let job = PredictJob(
            model: "\(folder.path)/given", shards: shards, output: "\(folder.path)/p", threads: 1, device: .cpu)
        #expect(
            complaint(of: try TrainerProgram.predict(job, in: folder))
                == "error: given/weights.safetensors: cannot open the file: No such file or directory\n")
        let tensor = Tensor(name: "conv1.weight", shape: [1], values: [0])
        try SafeTensors([tensor]).write(to: "\(folder.path)/given/weights.safetensors")
        #expect(
            complaint(of: try TrainerProgram.predict(job, in: folder))
                == "error: given/weights.safetensors: the tensor “conv1.weight” has the shape [1], not [32, 3, 3, 3]\n")
        #expect(!FileManager.default.fileExists(atPath: job.output))
    }

    @Test func `A network that nobody knows is told the closest name`() throws {
        let outcome = try TrainerProgram.run(["bench", "--architecture", "mobilenet_v3_smal"], in: folder)
        #expect(
            complaint(of: outcome)
                == "error: there is no architecture 'mobilenet_v3_smal'; did you mean 'mobilenet_v3_small'?\n")
    }

    @Test func `A command line that means nothing is answered with the usage`() throws {
        for arguments in [[], ["train"], ["predict", "a", "b"], ["teach", "job.json"]] {
            let outcome = try TrainerProgram.run(arguments, in: folder)
            #expect(outcome.exitCode == 2)
            #expect(outcome.complaints.hasPrefix("usage: pipeline-trainer train JOB.json\n"))
        }
    }
}

import Foundation
import Imaging
import RecordIO
import Testing
import TrainingJob

/// What a training can be told beyond its length and its rate.
@Suite(.enabled(if: TrainerProgram.path != nil, "pipeline-trainer was not built"))
struct OptionTests {
    private let folder: TemporaryFolder
    private let job: TrainJob

    init() throws {
        folder = try TemporaryFolder()
        let training = try TinySigns().write("training", in: folder)
        job = TrainJob(
            trainingShards: training, output: "\(folder.path)/model", classCount: 3, imageSize: 16, epochs: 4,
            batchSize: 8, learningRate: 0.02, threads: 1, device: .cpu, augmentation: .none)
    }

    @Test(arguments: [
        (Schedule(kind: .constant), [1, 1, 1, 1]),
        (Schedule(kind: .step, stepEpochs: 2, stepFactor: 0.5), [1, 1, 0.5, 0.5]),
        (Schedule(kind: .oneCycle), [0.943, 0.796, 0.275, 0.0001]),
        (Schedule(kind: .cosine), [0.8947, 0.5413, 0.1614, 0.0001]),
        (Schedule(kind: .constant, warmUpEpochs: 2), [0.45, 0.95, 1, 1]),
    ]) func `The rate at the end of each epoch follows the schedule`(schedule: Schedule, parts: [Double]) throws {
        var job = job
        job.schedule = schedule
        let rates = try TrainerProgram.train(job, in: folder).values(of: "learning_rate")
        for (rate, part) in zip(rates, parts) { #expect(abs(rate / 0.02 - part) < 0.02, "\(rates)") }
        #expect(rates.count == 4)
    }

    @Test func `Every option makes a difference, and what is made can still tell signs apart`() throws {
        let changes: [(String, (inout TrainJob) -> Void)] = [
            ("nothing", { _ in }),
            (
                "adamw",
                {
                    $0.optimiser = Optimiser(kind: .adamw); $0.learningRate = 0.002
                }
            ),
            ("decay", { $0.optimiser.weightDecay = 0.01 }),
            ("clipping", { $0.optimiser.clipNorm = 0.5 }),
            ("smoothing", { $0.labelSmoothing = 0.3 }),
            ("average", { $0.emaDecay = 0.8 }),
            ("sampling", { $0.balance = .sampling }),
            ("blur", { $0.augmentation.blur = 1 }),
            ("noise", { $0.augmentation.noise = 0.1 }),
            ("square", { $0.augmentation.cutOut = 0.3 }),
        ]
        var weights: [String: [UInt8]] = [:]
        for (name, change) in changes {
            var job = job
            change(&job)
            job.epochs = 6
            job.output = "\(folder.path)/\(name)"
            let outcome = try TrainerProgram.train(job, in: folder)
            #expect(outcome.exitCode == 0, "\(name): \(outcome.complaints)")
            #expect(try #require(try outcome.values(of: "accuracy").last) > 0.8, "\(name)")
            weights[name] = try folder.bytes("\(name)/weights.safetensors")
        }
        #expect(Set(weights.values).count == changes.count)
    }

    /// Two images of each of three classes, and thirty more of the first one.
    private func writeUneven() throws -> String {
        _ = try TinySigns(imagesPerClass: 2).write("rare", in: folder)
        _ = try TinySigns(classes: [0], imagesPerClass: 30, firstID: 100).write("frequent", in: folder)
        try folder.makeFolder("uneven")
        for (number, name) in ["rare", "frequent"].enumerated() {
            try folder.write("uneven/shard-0000\(number).rec", folder.bytes("\(name)/shard-00000.rec"))
        }
        return "\(folder.path)/uneven"
    }

    @Test func `A rare class that is drawn as often as a frequent one is learned sooner`() throws {
        var job = job
        job.trainingShards = try writeUneven()
        job.validationShards = try TinySigns(imagesPerClass: 4, firstID: 1000).write("validation", in: folder)
        func loss(_ balance: ClassBalance) throws -> Double {
            job.balance = balance
            return try #require(try TrainerProgram.train(job, in: folder).values(of: "validation_loss").last)
        }
        #expect(try loss(.sampling) < loss(.none))
    }

    @Test func `Weights of classes change nothing where all classes have as many images`() throws {
        var job = job
        job.epochs = 1
        func weights(_ balance: ClassBalance) throws -> [UInt8] {
            job.balance = balance
            #expect(try TrainerProgram.train(job, in: folder).exitCode == 0)
            return try folder.bytes("model/weights.safetensors")
        }
        #expect(try weights(.weights) == weights(.none))
        job.trainingShards = try writeUneven()
        #expect(try weights(.weights) != weights(.none))
    }

    @Test func `A training stops when nothing better came for so many epochs`() throws {
        var job = job
        // Labels that are all wrong: the better the network gets, the worse is its validation.
        job.validationShards = try TinySigns(imagesPerClass: 4, firstID: 1000, shift: 1).write("wrong", in: folder)
        job.epochs = 50
        job.patience = 2
        let outcome = try TrainerProgram.train(job, in: folder)
        let result = try TrainResult(file: "\(job.output)/training.json")
        #expect(result.epochs.count == result.bestEpoch + 2)
        #expect(result.epochs.count < 50)
        #expect(
            try outcome.messages.contains(
                "stopped after epoch \(result.epochs.count) of 50: nothing better for 2 epochs"))
    }

    /// Images that are bright on the left, of class 0, and on the right, of class 1.
    private func writeSides() throws -> String {
        try folder.makeFolder("sides")
        var writer = try RecordWriter(
            file: "\(folder.path)/sides/shard-00000.rec", index: "\(folder.path)/sides/shard-00000.idx")
        for id in 0..<32 {
            var pixels: [UInt8] = []
            for place in 0..<256 {
                let isBright = (place % 16 < 8) == (id % 2 == 0)
                let grain = (place * 31 + id * 7) % 40
                pixels += Array(repeating: UInt8((isBright ? 180 : 40) + grain), count: 3)
            }
            let image = Image(width: 16, height: 16, pixels: pixels)
            let record = ImageRecord(classID: id % 2, id: UInt64(id), image: image.encodedPPM())
            try writer.append(record.payload, key: UInt64(id))
        }
        try writer.finish()
        return "\(folder.path)/sides"
    }

    @Test func `A mirrored image has the class that its rule says`() throws {
        var job = job
        job.trainingShards = try writeSides()
        job.classCount = 2
        job.epochs = 8
        func accuracy(_ mirroring: Mirroring) throws -> Double {
            job.augmentation.mirroring = mirroring
            return try #require(try TrainerProgram.train(job, in: folder).values(of: "accuracy").last)
        }
        #expect(try accuracy(Mirroring(pairs: [[0, 1]])) > 0.9)
        // With a rule that is wrong, left and right are the same, and nothing can be learned.
        #expect(try accuracy(Mirroring(classes: [0, 1])) < 0.8)
    }
}

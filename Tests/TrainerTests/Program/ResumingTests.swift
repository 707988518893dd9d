import Foundation
import Testing
import TrainingJob

/// Trainings that go on from where an earlier attempt was ended.
@Suite(.enabled(if: TrainerProgram.path != nil, "pipeline-trainer was not built"))
struct ResumingTests {
    private let folder: TemporaryFolder
    private let plain: TrainJob

    init() throws {
        folder = try TemporaryFolder()
        let training = try TinySigns().write("training", in: folder)
        let validation = try TinySigns(imagesPerClass: 4, firstID: 1000).write("validation", in: folder)
        plain = TrainJob(
            trainingShards: training, validationShards: validation, output: "\(folder.path)/model",
            checkpoints: "\(folder.path)/checkpoints", classCount: 3, imageSize: 16, epochs: 4, batchSize: 8,
            learningRate: 0.02, threads: 1, device: .cpu)
    }

    /// The same job, with everything on that has a state of its own.
    private var elaborate: TrainJob {
        var job = plain
        job.optimiser = Optimiser(kind: .adamw, clipNorm: 1)
        job.learningRate = 0.002
        job.schedule = Schedule(kind: .cosine, warmUpEpochs: 1)
        job.emaDecay = 0.9
        job.balance = .sampling
        job.augmentation.noise = 0.1
        return job
    }

    /// What a training without checkpoints, and without interruption, makes.
    private func uninterrupted(_ job: TrainJob) throws -> Made {
        var job = job
        job.checkpoints = nil
        job.output = "\(folder.path)/uninterrupted"
        let outcome = try TrainerProgram.train(job, in: folder)
        #expect(outcome.exitCode == 0, "\(outcome.complaints)")
        return try made(job, outcome)
    }

    private struct Made: Equatable {
        let weights: [UInt8]
        let result: [UInt8]
        let losses: [Double]
    }

    private func made(_ job: TrainJob, _ outcome: TrainerProgram.Outcome) throws -> Made {
        let name = String(job.output.dropFirst(folder.path.count + 1))
        return Made(
            weights: try folder.bytes("\(name)/weights.safetensors"), result: try folder.bytes("\(name)/training.json"),
            losses: try outcome.values(of: "loss"))
    }

    @Test(arguments: [false, true])
    func `A training that was killed ends with the weights of one that was not`(isElaborate: Bool) throws {
        var job = isElaborate ? elaborate : plain
        // More than fit into the pipe that it tells them on, so that it can't be done before it is killed.
        job.epochs = 24
        let killed = try TrainerProgram.train(job, in: folder) { line, process in
            if line.contains(#""name":"loss","step":2"#) { kill(process, SIGKILL) }
        }
        #expect(killed.signal == SIGKILL)
        #expect(try folder.names("model").isEmpty)
        let resumed = try TrainerProgram.train(job, in: folder)
        let message = try #require(try resumed.messages.dropFirst().first)
        let done = try #require(message.wholeMatch(of: /goes on after epoch (\d+) of 24, where an earlier .*/)).1
        #expect((2..<24).contains(try #require(Int(done))))
        #expect(try made(job, resumed) == uninterrupted(job))
    }

    @Test func `A training that ended after its last epoch is not done again`() throws {
        let first = try TrainerProgram.train(plain, in: folder)
        let model = try made(plain, first)
        try FileManager.default.removeItem(atPath: plain.output)
        let second = try TrainerProgram.train(plain, in: folder)
        #expect(try made(plain, second) == model)
        #expect(try second.messages.contains("goes on after epoch 4 of 4, where an earlier attempt ended"))
        #expect(try !second.events.contains { if case .progress = $0 { true } else { false } })
    }

    @Test func `The newest epoch and the best one are kept, and no others`() throws {
        var job = plain
        // Labels that are all wrong: the better the network gets, the worse is its validation.
        job.validationShards = try TinySigns(imagesPerClass: 4, firstID: 1000, shift: 1).write("wrong", in: folder)
        job.epochs = 8
        #expect(try TrainerProgram.train(job, in: folder).exitCode == 0)
        let best = try TrainResult(file: "\(job.output)/training.json").bestEpoch
        #expect(best < 8)
        #expect(try folder.names("checkpoints") == ["epoch-\(best)", "epoch-8"])
    }

    @Test func `A damaged checkpoint is told and not used`() throws {
        #expect(try TrainerProgram.train(plain, in: folder).exitCode == 0)
        let names = try folder.names("checkpoints").filter { $0 != "epoch-4" }
        var bytes = try folder.bytes("checkpoints/epoch-4/state.pt")
        bytes[bytes.count / 2] ^= 1
        try folder.write("checkpoints/epoch-4/state.pt", bytes)
        let again = try TrainerProgram.train(plain, in: folder)
        #expect(
            try again.messages.contains(
                "warning: the checkpoint of epoch 4 is not used: its file state.pt is damaged"))
        for name in names {
            #expect(
                try again.messages.contains(
                    "goes on after epoch \(name.dropFirst(6)) of 4, where an earlier attempt ended"))
        }
        #expect(try made(plain, again) == uninterrupted(plain))
    }

    @Test func `A checkpoint without its files, or of another training, is told and not used`() throws {
        var job = plain
        job.validationShards = nil
        #expect(try TrainerProgram.train(job, in: folder).exitCode == 0)
        job.seed = 7
        let other = try TrainerProgram.train(job, in: folder)
        #expect(
            try other.messages.contains("warning: the checkpoint of epoch 4 is not used: it is of another training"))
        #expect(try made(job, other) == uninterrupted(job))
        try FileManager.default.removeItem(atPath: "\(folder.path)/checkpoints/epoch-4/checkpoint.json")
        let third = try TrainerProgram.train(job, in: folder)
        #expect(
            try third.messages.contains(
                "warning: the checkpoint of epoch 4 is not used: \(folder.path)/checkpoints/epoch-4/checkpoint.json: "
                    + "cannot open the file: No such file or directory"))
        #expect(try made(job, third) == made(job, other))
    }
}

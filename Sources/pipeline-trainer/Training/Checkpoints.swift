import FileSystem
import TrainingJob

/// The folder in which a training keeps what it needs to go on after the newest epoch, and after the best one.
///
/// Each epoch has a folder `epoch-N`, which gets its name when everything in it is on the disk: whenever the training
/// is killed, the newest one is complete.
@MainActor
struct Checkpoints {
    let folder: String
    let work: TrainingWork

    /// Keeps an epoch, and drops the others but the best.
    func save(_ course: TrainingCourse, of network: Network) throws {
        let epoch = course.reports.count
        let partial = "\(folder)/partial"
        try Folders.remove(partial)
        try Folders.create(partial)
        var checkpoint = Checkpoint(work: work, bestEpoch: course.bestEpoch, reports: course.reports, contents: [:])
        try network.saveState(to: "\(partial)/\(Checkpoint.stateFileName)")
        var names = [Checkpoint.stateFileName]
        if course.bestEpoch == epoch, let best = course.bestTensors {
            try SafeTensors(best).write(to: "\(partial)/\(Checkpoint.weightsFileName)")
            names.append(Checkpoint.weightsFileName)
        }
        for name in names {
            try Files.synchronize("\(partial)/\(name)")
            checkpoint.contents[name] = Fingerprint(try Files.read("\(partial)/\(name)"))
        }
        try checkpoint.write(to: "\(partial)/\(Checkpoint.fileName)")
        try Files.synchronize("\(partial)/\(Checkpoint.fileName)")
        try Files.synchronize(partial)
        try Folders.remove(path(of: epoch))
        try Files.rename(partial, to: path(of: epoch))
        try Files.synchronize(folder)
        for name in try Folders.names(in: folder)
        where name != self.name(of: epoch) && name != self.name(of: course.bestEpoch) {
            try Folders.remove("\(folder)/\(name)")
        }
    }

    /// Returns where an earlier attempt came to, with the network as it was then; `nil` where none left anything.
    ///
    /// What is damaged, or belongs to another training, is told and left alone.
    func resume(_ network: Network, with step: TrainingStep) throws -> TrainingCourse? {
        try Folders.create(folder)
        let epochs = try Folders.names(in: folder).compactMap { name in
            name.hasPrefix("epoch-") ? Int(name.dropFirst("epoch-".count)) : nil
        }
        for epoch in epochs.sorted(by: >) {
            do {
                let checkpoint = try read(epoch)
                var course = TrainingCourse(reports: checkpoint.reports, bestEpoch: checkpoint.bestEpoch)
                if course.bestEpoch > 0 {
                    course.bestTensors = try weights(of: course.bestEpoch)
                }
                try network.loadState(from: "\(path(of: epoch))/\(Checkpoint.stateFileName)", with: step)
                return course
            } catch {
                Console.tell(.warning("the checkpoint of epoch \(epoch) is not used: \(error)"))
            }
        }
        return nil
    }

    private func name(of epoch: Int) -> String { "epoch-\(epoch)" }
    private func path(of epoch: Int) -> String { "\(folder)/\(name(of: epoch))" }

    /// Reads what is known after an epoch, and looks whether it belongs here and is whole.
    private func read(_ epoch: Int) throws -> Checkpoint {
        let checkpoint = try Checkpoint(file: "\(path(of: epoch))/\(Checkpoint.fileName)")
        guard checkpoint.format == Checkpoint.currentFormat, checkpoint.work == work else {
            throw TrainerError(.badCheckpoint, "it is of another training")
        }
        guard checkpoint.reports.count == epoch, (1...epoch).contains(checkpoint.bestEpoch) else {
            throw TrainerError(.badCheckpoint, "it tells of \(checkpoint.reports.count) epochs")
        }
        for (name, fingerprint) in checkpoint.contents
        where Fingerprint(try Files.read("\(path(of: epoch))/\(name)")) != fingerprint {
            throw TrainerError(.badCheckpoint, "its file \(name) is damaged")
        }
        return checkpoint
    }

    private func weights(of epoch: Int) throws -> [Tensor] {
        let file = "\(path(of: epoch))/\(Checkpoint.weightsFileName)"
        guard try read(epoch).contents[Checkpoint.weightsFileName] != nil else {
            throw TrainerError(.badCheckpoint, "\(file) is missing")
        }
        return try SafeTensors(file: file).tensors
    }
}

internal import Commands
internal import FileSystem
internal import Glibc
internal import Processes
internal import TrainingJob

/// Has the trainer classify packed images.
struct Classifying {
    let classifier: Classifier
    let context: CommandContext

    /// Classifies images.
    /// - Parameters:
    ///   - shards: The folder that they are packed in.
    ///   - folder: Where the trainer may leave files.
    /// - Returns: The predictions, in the order in which the images were packed.
    /// - Throws: ``CommandFailure`` where the trainer is missing or fails.
    func predictions(of shards: String, in folder: String) async throws -> Predictions {
        guard let program = context.program(Trainer.program) else {
            throw CommandFailure("the program '\(Trainer.program)' is not there; \(Trainer.help)", .failed)
        }
        let threads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let output = "\(folder)/predictions.bin"
        let job = "\(folder)/predict.json"
        try PredictJob(model: classifier.folder, shards: shards, output: output, threads: threads).write(to: job)
        let log = "\(folder)/predict.log"
        let environment = context.environment
        let end = try await ChildProcess(
            program, arguments: ["predict", job],
            environment: Trainer.environment(threads: threads, temporaryFolder: folder) { environment[$0] },
            workingDirectory: folder, standardError: log, diesWithParent: true
        ).run()
        guard end.reason == .exited(0) else {
            let complaint = Trainer.complaint(in: (try? Files.readText(log)) ?? "")
            throw CommandFailure(
                "\(Trainer.program)" + (complaint.isEmpty ? " \(end.reason)" : ": \(complaint)"), .failed)
        }
        return try Predictions(file: output)
    }
}

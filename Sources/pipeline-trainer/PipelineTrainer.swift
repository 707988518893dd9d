import CTorch
import Glibc
import TrainingJob

/// Trains image classifiers and classifies with them, as job files tell; libtorch lives in this program alone.
@main
struct PipelineTrainer {
    private static let usage = """
        usage: pipeline-trainer train JOB.json
               pipeline-trainer predict JOB.json
               pipeline-trainer features JOB.json
               pipeline-trainer test-features JOB.json
               pipeline-trainer train-head JOB.json
               pipeline-trainer bench [--architecture small_cnn] [--image-size 48] [--batch 128] [--steps 10] [--threads 2] [--classes 43]
               pipeline-trainer version

        """

    // On the main actor, because libtorch's pool of threads belongs to the one thread that calls it.
    @MainActor
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try checkSources()
            switch (arguments.first, arguments.count) {
            case ("train", 2): try await Training(job: TrainJob(file: arguments[1])).run()
            case ("predict", 2): try Predicting(job: PredictJob(file: arguments[1])).run()
            case ("features", 2): try FeatureExtraction(job: FeaturesJob(file: arguments[1])).run()
            case ("test-features", 2): try TestFeatureExtraction(job: TestFeaturesJob(file: arguments[1])).run()
            case ("train-head", 2): try HeadTraining(job: HeadJob(file: arguments[1])).run()
            case ("bench", _): try Bench(arguments: arguments.dropFirst()).run()
            case ("version", 1): print("pipeline-trainer 1 with libtorch \(String(cString: ctorch_version()))")
            case ("help", 1), ("--help", 1): print(usage, terminator: "")
            default:
                Console.complain(usage)
                exit(2)
            }
        } catch {
            Console.complain("error: \(error)\n")
            exit(1)
        }
    }

    /// Refuses work whose result would be taken for that of other sources.
    private static func checkSources() throws {
        guard let wanted = getenv(Trainer.sourcesVariable).map({ String(cString: $0) }),
            let own = ProgramDigests.all[Trainer.program], wanted != own
        else { return }
        throw TrainerError(
            .otherSources,
            "\(Trainer.program) was built from other sources than the program that starts it; build both with `bin/pipeline`, "
                + "and run the same command again")
    }
}

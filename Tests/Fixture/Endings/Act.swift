import Glibc
import PipelineKit

/// Ends as it is told.
struct Act: Step {
    struct Output: Codable, Sendable { var file: File }

    @Input var file: File
    @Input var how: Ending
    @Input var elsewhere: String
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("act", in: journal)
        print("acting: \(how.rawValue)")
        fflush(nil)
        let output = Output(file: try context.output("made.txt"))
        switch how {
        case .well: try output.file.write("made\n")
        case .failure: throw StepFailure("it was asked to fail")
        case .exit: exit(3)
        case .signal: kill(getpid(), SIGKILL)
        case .omission: break
        case .escape:
            try File(path: elsewhere).write("made elsewhere\n")
            return Output(file: File(path: elsewhere))
        case .tampering:
            // What the store keeps is read-only; a step that insists gets around that.
            chmod(file.path, 0o644)
            try file.write("spoilt\n")
            try output.file.write("made\n")
        case .excess:
            try output.file.write("made\n")
            try File(path: "\(context.outputFolder)/extra.txt").write("nobody asked for it\n")
        case .hoard:
            // Every page is written to, so that all of the memory is taken.
            let hoard = (0..<600).map { _ in [UInt8](repeating: 1, count: 1 << 20) }
            try output.file.write("\(hoard.count)\n")
        case .flood: try output.file.write(String(repeating: "a lot of text\n", count: 200_000))
        }
        return output
    }
}

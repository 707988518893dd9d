import Commands
import Glibc
import PipelineKit
import VisionCommands

/// A program with small pipelines, each of which shows one thing; the tests of the command line run it.
@main
struct Main {
    static func main() async {
        var pipelines: [any Pipeline] = [
            Words(), Tools(), Squares(), Flaky(), Endings(), Hanging(), Crowd(), Wide(), Gates(), Endless(), Kinds(),
            Greedy(), Saving(), Stages(), Contest(), Joining(), Keeping(),
            Pair(), Lingering(), Retried(), Unruly(), Measuring(), Restless(), Silent(), Overlong(),
        ]
        // A graph with mistakes keeps every command from listing the others, so it is there on demand only.
        if getenv("FIXTURE_MISTAKES") != nil { pipelines.append(Mistaken()) }
        // Whom a pipeline tells is looked at by several commands, so it is there on demand too.
        // The process of a step sees nothing of the environment.
        let isStep = CommandLine.arguments.dropFirst().first == "__step"
        if isStep || getenv("FIXTURE_TELLING") != nil { pipelines.append(Telling()) }
        // A pipeline with a model of the registry among its parameters.
        if isStep || getenv("FIXTURE_CHALLENGE") != nil { pipelines.append(Challenge()) }
        // Pipelines with secrets, and for sandboxes.
        if isStep || getenv("FIXTURE_GUARDING") != nil { pipelines += [Secretive(), Confined()] }
        await PipelineProgram(pipelines: pipelines, commands: VisionCommands.all).run()
    }
}

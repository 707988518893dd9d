import Commands
import Pipelines
import VisionCommands

@main struct Main {
    static func main() async {
        await PipelineProgram(pipelines: allPipelines, commands: VisionCommands.all).run()
    }
}

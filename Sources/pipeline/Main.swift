import Commands
import Pipelines

@main struct Main {
    static func main() async {
        await PipelineProgram(pipelines: allPipelines).run()
    }
}

import Commands
import HandbookProjectPipelines

@main struct Main {
    static func main() async {
        await PipelineProgram(pipelines: allPipelines).run()
    }
}

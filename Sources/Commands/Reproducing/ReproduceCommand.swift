internal import Arguments
internal import ContentHash
internal import Execution
internal import ModelExchange
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline reproduce`: says what of an earlier run can still be had, and runs it again.
struct ReproduceCommand: Sendable {
    let session: Session

    static let run = CommandParameter.flag(
        "run", help: "run it, and compare what each step makes with what it made then")

    var command: Command {
        Command(
            "reproduce", summary: "Say what of an earlier run can still be had, or run it again.",
            discussion: """
                Plans the run from what is recorded of it, and compares each step with what there is now: its code, inputs, \
                programs and environment. The exit code is 0 where every step can be had as it was. With --run the steps \
                whose results are gone run again, with --force-all every step does, and what they make is compared byte for \
                byte.
                """,
            examples: [
                .init("pipeline reproduce last"),
                .init("pipeline reproduce 0c1f --run --force-all", "makes everything again and compares it"),
            ],
            parameters: [RunArguments.run, Self.run, RunOptions.forceAll], action: { try await reproduce($0) })
    }

    private func reproduce(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        _ = try await registry.markLostRuns(at: session.now)
        let run = try await registry.run(values[RunArguments.run])
        guard run.status != .running else {
            throw CommandFailure("the run \(run.id) still goes on; wait until it has ended", .failed)
        }
        if values[RunOptions.forceAll], !values[Self.run] {
            throw CommandFailure("--force-all says how to run: give --run as well")
        }
        let recorded = try await RecordedRun(run, registry)
        if run.pipeline == ModelImport.pipeline {
            let source = recorded.parameters["source"]?.string ?? "SOURCE"
            throw CommandFailure(
                "the run \(run.id) imported a model; import it again with: pipeline models import \(source.shellWord)",
                .failed)
        }
        guard session.pipelines.contains(where: { type(of: $0).name == run.pipeline }) else {
            let commit = recorded.facts["git.commit"].map { "; it was part of the commit \($0)" } ?? ""
            throw CommandFailure("this program has no pipeline '\(run.pipeline)' any more\(commit)", .failed)
        }
        let isForced = values[RunOptions.forceAll]
        let request = try await RunRequest(reproducing: recorded, isForced: false, registry, session)
        let report = try await ReproductionReport(recorded, request, session)
        let isJSON = values[GlobalOptions.json]
        if !isJSON { session.write(report.lines(width: width, now: session.now)) }
        guard values[Self.run] else {
            if isJSON { session.write(json: .object(report.json)) }
            return report.isReproducible ? 0 : CommandFailure.Code.failed.rawValue
        }
        // Where all that is needed is kept, an input that changed since need not be read.
        let isRefreshed = isForced || !report.isReproducible
        let again = try await RunRequest(
            reproducing: recorded, isForced: isForced, isRefreshed: isRefreshed, registry, session)
        if !isJSON { session.write("") }
        let ending = try await Launch(session: session, isQuiet: isJSON).run(again)
        let outputs = OutputComparison(recorded, ending.report)
        if isJSON {
            var document = report.json
            document["run_again"] = outputs.json
            session.write(json: .object(document))
        } else {
            session.write("")
            session.write(outputs.lines(width: width))
        }
        if ending.code != 0 { return ending.code }
        return outputs.isSame ? 0 : CommandFailure.Code.failed.rawValue
    }

    private var width: Int? { FileOutput.standard.isTerminal ? FileOutput.standard.size.columns : nil }
}

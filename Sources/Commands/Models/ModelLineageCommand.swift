internal import Arguments
internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline models lineage`: where a version comes from.
struct ModelLineageCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "lineage", summary: "Show how a model version came to be, from the datasets on.",
            examples: [.init("pipeline models lineage road_sign@champion")], parameters: [ModelArguments.model],
            action: { try await lineage($0) })
    }

    private func lineage(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let version = try await registry.model(values[ModelArguments.model])
        let lineage = try await registry.lineage(of: version)
        if values[GlobalOptions.json] { session.write(json: json(lineage)) } else { write(lineage) }
        return 0
    }

    private func write(_ lineage: ModelLineage) {
        let version = lineage.version
        session.write(
            Line("\(version.name)", .bold) + " " + StatusText.line(version.status) + ModelText.marks(version))
        var table = Table(.word(""), .sentences(""))
        table.append("registered", Line(Format.date(version.created, in: .local(at: version.created))))
        table.append("by run", Line("\(version.run)" + (lineage.run.map { " of \($0.pipeline)" } ?? "")))
        if let run = lineage.run { table.append("command", Line(run.command.joined(separator: " "))) }
        for (name, value) in lineage.parameters.sorted(by: { $0.key < $1.key }) {
            table.append(Line("parameter \(name)"), Line(value.displayText))
        }
        for source in lineage.sources {
            let name = source.parameter.map { "dataset \($0)" } ?? "\(source.reader) reads \(source.artifact.name)"
            table.append(Line(name), Line("\(source.artifact.digest.short)  \(source.path ?? "")"))
        }
        for (name, value) in version.metrics.sorted(by: { $0.key < $1.key }) {
            table.append(Line("metric \(name)"), Line(RunView.text(of: value)))
        }
        session.write(table)
        session.write("")
        var steps = Table(.word("step"), .word("run"), .word("key"), .text("reads"), .text("makes"))
        for step in lineage.steps {
            steps.append(
                Line("\(step.instance)"), Line("\(step.run)"), Line(step.key.short), Line(list(step.inputs)),
                Line(list(step.artifacts)))
        }
        if !steps.isEmpty { session.write(steps) }
        if !lineage.isComplete {
            session.write(
                "the result that registered it is no longer in the cache, so that earlier steps may be missing")
        }
    }

    private func list(_ artifacts: [ResultArtifact]) -> String {
        artifacts.map { "\($0.label) \($0.digest.short)" }.joined(separator: ", ")
    }

    private func json(_ lineage: ModelLineage) -> JSON {
        [
            "model": ModelText.json(lineage.version),
            "run": lineage.run.map { run in
                [
                    "run": .string(run.id.text), "pipeline": .string(run.pipeline),
                    "started": .string(Format.timestamp(run.started)),
                    "command": .array(run.command.map(JSON.string)),
                ]
            } ?? .null,
            "parameters": .object(lineage.parameters),
            "datasets": .array(
                lineage.sources.map { source in
                    [
                        "name": .string(source.artifact.name), "step": .string("\(source.reader)"),
                        "digest": .string(source.artifact.digest.hex), "form": .string(source.artifact.form.rawValue),
                        "parameter": source.parameter.map(JSON.string) ?? .null,
                        "path": source.path.map(JSON.string) ?? .null,
                    ]
                }),
            "steps": .array(
                lineage.steps.map { step in
                    .object(
                        (ModelText.json(step).object ?? [:]).merging(["artifacts": ModelText.json(step.artifacts)]) {
                            _, new in new
                        })
                }),
            "complete": .bool(lineage.isComplete),
        ]
    }
}

internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry

/// Where a model version comes from, as `model.json` tells it: the run that registered it, every step that a byte of it went
/// through, what no step made, and what the runs of these steps were made with.
struct LineageDocument {
    let registry: Registry

    /// Returns what the registry still knows; a step stands after those whose outputs it read.
    func json(of version: ModelVersion) async throws -> JSON {
        let lineage = try await registry.lineage(of: version)
        var steps: [JSON] = []
        for result in lineage.steps { steps.append(try await json(result)) }
        let runs = Set(lineage.steps.map(\.run) + [version.run])
        return [
            "run": lineage.run.map { Self.json($0, lineage.parameters) } ?? .null,
            "step": .string("\(version.instance)"), "key": .string(version.key.hex), "steps": .array(steps),
            "sources": .array(lineage.sources.map(Self.json)), "made_with": .object(try await facts(of: runs)),
        ]
    }

    /// What each of the runs was made with, by its id: commit and changes, machine, versions of programs and libraries.
    private func facts(of runs: Set<RunID>) async throws -> [String: JSON] {
        var known: [String: JSON] = [:]
        for run in runs {
            // The values of environment variables stay in the project: others have no business with them.
            let facts = try await registry.facts(of: run).filter { !$0.key.hasPrefix("environment.") }
            if !facts.isEmpty { known[run.text] = .object(facts.mapValues(JSON.string)) }
        }
        return known
    }

    private func json(_ result: ResultSummary) async throws -> JSON {
        var made: [String: [String: JSON]] = [:]
        for component in try await registry.components(ofKey: result.key) where component.tag != .environment {
            // As above.
            made[component.tag.rawValue, default: [:]][component.name] = .string(component.value)
        }
        return [
            "pipeline": .string(result.pipeline), "run": .string(result.run.text),
            "step": .string("\(result.instance)"), "key": .string(result.key.hex),
            "made_of": .object(made.mapValues(JSON.object)), "inputs": .array(result.inputs.map(Self.json)),
            "outputs": .array(result.artifacts.map(Self.json)),
        ]
    }

    private static func json(_ run: RunSummary, _ parameters: [String: JSON]) -> JSON {
        [
            "id": .string(run.id.text), "pipeline": .string(run.pipeline),
            "command": .array(run.command.map(JSON.string)), "parameters": .object(parameters),
            "started": .string(ModelDocument.timestamp(run.started)),
        ]
    }

    private static func json(_ source: ModelLineage.Source) -> JSON {
        [
            "artifact": json(source.artifact), "read_by": .string("\(source.reader)"),
            "parameter": source.parameter.map(JSON.string) ?? .null, "path": source.path.map(JSON.string) ?? .null,
        ]
    }

    private static func json(_ artifact: ResultArtifact) -> JSON {
        [
            "name": .string(artifact.name), "form": .string(artifact.form.rawValue),
            "digest": .string(artifact.digest.hex),
        ]
    }
}

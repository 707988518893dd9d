internal import Arguments
internal import ContentHash
internal import PipelineKit

extension Sweep {
    /// Reads what the command line asks for, and looks whether the files and folders among the values are there.
    /// - Parameters:
    ///   - values: The command line.
    ///   - session: The surroundings.
    /// - Returns: The sweep.
    /// - Throws: Mistakes, before anything runs.
    static func asked(_ values: ParsedValues, _ session: Session) throws -> Sweep {
        let graph = try session.pipeline(values[RunOptions.pipeline]).declaration().graph
        let project = try session.project()
        let resolver = ParameterResolver(graph, project, session)
        let sweep = try Sweep(values, resolver)
        var given: [String: [JSON]] = [:]
        for assignment in Set(sweep.points.joined()) {
            given[assignment.key, default: []].append(try resolver.value(assignment))
        }
        _ = try resolver.digested(given.mapValues(JSON.array), in: session.store(of: project))
        return sweep
    }
}

internal import ContentStore
internal import LocalExecutor
internal import Terminal

extension Session {
    /// Keeps garbage collection from what is in the cache for as long as the value lives.
    /// - Parameters:
    ///   - store: The store.
    ///   - isQuiet: Whether nothing is said where a collection is at work, which is waited for.
    /// - Returns: What keeps it away.
    /// - Throws: ``ContentError`` where the lock can't be taken.
    func use(_ store: ContentStore, isQuiet: Bool) async throws -> StoreUse {
        var hasTold = isQuiet
        while true {
            if let use = try store.use() { return use }
            if !hasTold { write("waiting until the garbage is collected") }
            hasTold = true
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// What keeps steps to what they declare, where that is asked for.
    /// - Parameters:
    ///   - project: The project whose steps run.
    ///   - isAsked: Whether the command line asks for it; the environment may, too.
    /// - Returns: The sandbox; `nil` where none is asked for.
    /// - Throws: ``CommandFailure`` where there can be none.
    func sandbox(for project: Project, isAsked: Bool) async throws -> Sandbox? {
        guard isAsked || environment["PIPELINE_SANDBOX"] == "1" else { return nil }
        do { return try await triedSandbox(for: project) } catch {
            throw CommandFailure("there can be no sandbox: \(error); or run without it", .failed)
        }
    }

    /// A sandbox of which is known that it works here.
    /// - Parameter project: The project whose steps it is for.
    /// - Returns: The sandbox.
    /// - Throws: ``SandboxError`` where there can be none, ``ContentError`` where it can't be tried.
    func triedSandbox(for project: Project) async throws -> Sandbox {
        let sandbox = try Sandbox(environment: environment, projects: [project.root, project.home])
        let store = try store(of: project)
        let trial = "\(Scratch.prefix(for: "sandbox"))\(UInt64.random(in: 0 ... .max))"
        let folder = try store.makeStaging(trial)
        defer { try? store.removeStaging(trial) }
        try await sandbox.check(in: folder)
        return sandbox
    }
}

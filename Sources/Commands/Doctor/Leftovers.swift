internal import ContentStore
internal import Execution
internal import FileSystem
internal import Registry

/// Files and folders that killed commands left, and that nobody will look at again.
struct Leftovers {
    /// Their paths.
    let all: [String]

    /// Looks for them.
    /// - Throws: Where the registry or a folder can't be read.
    init(_ registry: Registry, _ store: ContentStore, _ project: Project) async throws {
        // Listed before the runs are, so that no run that begins meanwhile loses its folder.
        let stagings = try store.stagings()
        let running = try await registry.runs(status: .running, limit: .max)
        let left = try Scratch.abandoned(stagings, beside: running, in: store)
        let folder = Files.folder(of: project.registryFile)
        // A copy of the registry is written under such a name by one process at a time, which holds the registry's lock.
        let copies = try Folders.names(in: folder).filter { $0.hasSuffix(".unfinished") || Files.isAbandoned($0) }
        all = left.map { "\(store.root)/staging/\($0)" } + copies.map { "\(folder)/\($0)" }
    }

    /// Removes them.
    /// - Returns: Why some of them stay.
    func remove() -> [SystemError] {
        all.compactMap { path in
            do throws(SystemError) { try Folders.remove(path) } catch { return error }
            return nil
        }
    }
}

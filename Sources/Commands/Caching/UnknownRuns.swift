internal import Execution
internal import FileSystem
internal import Registry
internal import Terminal

/// Runs that left folders in `artifacts/runs` and that the registry knows nothing of, as where the registry was lost.
struct UnknownRuns: CustomStringConvertible {
    /// How many there are.
    let count: Int
    /// Whether the registry is not the one that the store was filled under: most of the folders mean nothing to it.
    let isAnotherRegistry: Bool

    private let folder: String

    var description: String {
        "the registry knows nothing of \(Format.count(count, "run")) in '\(folder)'"
    }

    /// Compares the folders with the registry.
    /// - Throws: `RegistryError` or `SystemError` where one of them can't be read.
    init(_ registry: Registry, _ folders: RunFolders) async throws {
        // Listed first, so that no run that begins meanwhile is unknown.
        folder = folders.path
        let names = try folders.runs
        let known = names.isEmpty ? [] : Set(try await registry.runs(limit: .max).map(\.id))
        count = names.count { !known.contains($0) }
        isAnotherRegistry = count * 2 > names.count
    }
}

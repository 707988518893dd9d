internal import Execution
internal import FileSystem
internal import Registry
internal import Terminal

/// Runs that left folders in `artifacts/runs` and that the registry knows nothing of, as where the registry was lost.
///
/// It knows of those that it has forgotten and whose folders are about to go.
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
        folder = folders.path
        // Runs that are forgotten while this looks are in the first list or in the second.
        var known = Set(try await registry.runs(limit: .max).map(\.id))
        let forgotten = Set(try await registry.forgottenRuns())
        let names = try folders.runs.filter { !forgotten.contains($0) }
        // Some may have begun meanwhile.
        known.formUnion(try await registry.runs(limit: .max).map(\.id))
        count = names.count { !known.contains($0) }
        isAnotherRegistry = count * 2 > names.count
    }
}

/// All that was read for a target and what it depends on.
struct Sources: Sendable {
    struct File: Sendable {
        let module: Int
        var content: SourceFile
    }

    let modules: [Module]
    var files: [File]

    /// The names of all modules of the graph, and whatever else files import.
    let moduleNames: Set<String>

    init(modules: [Module], files: [File]) {
        self.modules = modules
        self.files = files
        moduleNames = files.reduce(into: Set(modules.map(\.name))) { $0.formUnion($1.content.imports) }
    }
}

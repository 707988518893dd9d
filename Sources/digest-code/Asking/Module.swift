/// A target of the package graph, as far as digests need to know it.
struct Module: Sendable {
    enum Kind: String, Sendable {
        case swift
        /// A compiler plugin: it may write any code, so it counts whole.
        case macro
        /// C or C++ sources and their headers.
        case clang
        /// The module map and headers of a library of the system.
        case system
        /// A library that came without its source.
        case binary
    }

    let kind: Kind
    let name: String
    let directory: String

    /// Compilation conditions or preprocessor definitions from the manifest.
    var defines: [String] = []

    /// The modules that it depends on, by name.
    var uses: [String] = []

    /// Absolute paths; for anything but Swift, headers too.
    var sources: [String] = []

    /// Absolute paths of the files that the product reads at run time.
    var resources: [String] = []

    /// The path of a file as it's called everywhere, whatever folder the package lies in.
    func label(of path: String) -> String {
        let prefix = directory.hasSuffix("/") ? directory : directory + "/"
        if path.hasPrefix(prefix) { return name + "/" + path.dropFirst(prefix.count) }
        return name + "/" + (path.split(separator: "/").last ?? "")
    }
}

import Foundation
import PackagePlugin

/// A target and all that it depends on, as arguments of `digest-code`.
struct ModuleDescription {
    var arguments: [String] = []

    /// Every file that the tool reads: a change of one of them calls it again.
    var inputs: Set<URL> = []

    /// Describes the target first, then its dependencies.
    init(of target: any Target) throws {
        var seen: Set<Target.ID> = []
        var open: [any Target] = [target]
        while !open.isEmpty {
            let next = open.removeFirst()
            guard seen.insert(next.id).inserted else { continue }
            try add(next)
            // What a macro is made with runs in the compiler, and only the macro's own code is counted.
            if next.sourceModule?.kind != .macro { open += next.directDependencies }
        }
    }

    private mutating func add(_ target: any Target) throws {
        let folder = target.directoryURL.standardizedFileURL.path(percentEncoded: false)
        switch target {
        case let target as SwiftSourceModuleTarget:
            let kind = target.kind == .macro ? "macro" : "swift"
            arguments += ["--module", kind, target.moduleName, folder]
            arguments += target.compilationConditions.flatMap { ["--define", $0] }
            let generated = target.pluginGeneratedSources.filter { $0.lastPathComponent != CodeDigests.output }
            let sources = target.sourceFiles(withSuffix: ".swift").map(\.url) + generated
            add("--source", sources.filter { $0.pathExtension == "swift" })
            let resources = target.sourceFiles.filter { $0.type == .resource }.map(\.url)
            add("--resource", resources.flatMap(Self.files) + target.pluginGeneratedResources)
        case let target as ClangSourceModuleTarget:
            arguments += ["--module", "clang", target.moduleName, folder]
            arguments += target.preprocessorDefinitions.flatMap { ["--define", $0] }
            arguments += target.directDependencies.flatMap { ["--use", $0.sourceModule?.moduleName ?? $0.name] }
            let headers = target.headerSearchPaths.map { target.directoryURL.appending(path: $0) }
            let folders = [target.directoryURL, target.publicHeadersDirectoryURL].compactMap(\.self) + headers
            add("--source", folders.flatMap(Self.files) + target.pluginGeneratedSources)
        case let target as SystemLibraryTarget:
            arguments += ["--module", "system", target.name, folder]
            add("--source", Self.files(in: target.directoryURL))
        case let target as BinaryArtifactTarget:
            arguments += ["--module", "binary", target.name, folder]
            add("--source", Self.files(in: target.artifactURL))
        default: throw UnknownTarget(name: target.name)
        }
    }

    private mutating func add(_ option: String, _ files: [URL]) {
        let paths = Set(files.map { $0.standardizedFileURL.path(percentEncoded: false) })
        for path in paths.sorted() {
            arguments += [option, path]
            inputs.insert(URL(filePath: path))
        }
    }

    /// A file, or all files in a folder at any depth.
    private static func files(in url: URL) -> [URL] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isFolder) else {
            return []
        }
        guard isFolder.boolValue else { return [url] }
        let found = FileManager.default.enumerator(
            at: url, includingPropertiesForKeys: [.isRegularFileKey], options: .skipsHiddenFiles)
        return (found?.compactMap { $0 as? URL } ?? []).filter {
            (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false
        }
    }
}

/// A kind of target that this plugin was written before.
struct UnknownTarget: Error, CustomStringConvertible {
    let name: String

    var description: String { "the plugin CodeDigests doesn't know what kind of target '\(name)' is" }
}

extension Target {
    var directDependencies: [any Target] {
        dependencies.flatMap { dependency -> [any Target] in
            switch dependency {
            case .target(let target): [target]
            case .product(let product): product.targets
            @unknown default: []
            }
        }
    }
}

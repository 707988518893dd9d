import FoundationEssentials

/// The Swift files of all modules in question, each read and parsed once.
struct SourceLibrary {
    private var files: [String: SourceFile] = [:]

    /// Reads the files of modules, several at a time, apart from those already read.
    mutating func read(_ modules: [Module]) async {
        let known = files
        let jobs = modules.filter { $0.kind == .swift || $0.kind == .macro }
            .flatMap { module in module.sources.map { (path: $0, module: module) } }
            .filter { known[$0.path] == nil }
        files = await withTaskGroup(of: (String, SourceFile).self) { group in
            for job in jobs { group.addTask { (job.path, Self.file(job.path, of: job.module)) } }
            return await group.reduce(into: known) { $0[$1.0] = $1.1 }
        }
    }

    /// Puts together what was read for some modules.
    func sources(of modules: [Module]) -> Sources {
        var found: [Sources.File] = []
        for (index, module) in modules.enumerated() {
            switch module.kind {
            case .swift, .macro:
                for path in module.sources {
                    found.append(Sources.File(module: index, content: file(path, of: module)))
                }
            case .clang, .system, .binary:
                var content = SourceFile(digest: Digest(of: []))
                content.declarations = ForeignModule(module: module).read(Self.contents)
                content.digest = Digest(combining: content.declarations.map(\.digest))
                content.flags = content.declarations.reduce(into: []) { $0.formUnion($1.flags) }
                found.append(Sources.File(module: index, content: content))
            }
            if !module.resources.isEmpty { found.append(Sources.File(module: index, content: resources(of: module))) }
        }
        return Sources(modules: modules, files: found)
    }

    private func file(_ path: String, of module: Module) -> SourceFile {
        guard var file = files[path] else { preconditionFailure("\(path) was read before it's asked for") }
        if !module.resources.isEmpty {
            for index in file.declarations.indices { file.declarations[index].words.mention(Self.resourceKey(module)) }
        }
        return file
    }

    private func resources(of module: Module) -> SourceFile {
        var file = SourceFile(digest: Digest(of: []))
        file.declarations = module.resources.map { path in
            let label = module.label(of: path)
            let bytes = Self.contents(path)
            var resource = Declaration(
                kind: .file, label: "resource \(label)",
                digest: Digest(of: [label, bytes.map { Digest(bytes: $0).hex } ?? ""]))
            resource.names = [Self.resourceKey(module)]
            resource.isUndigestible = bytes == nil
            return resource
        }
        file.digest = Digest(combining: file.declarations.map(\.digest))
        return file
    }

    /// The key under which every declaration of a module finds the module's resources.
    private static func resourceKey(_ module: Module) -> String { "resources of \(module.name)" }

    private static func file(_ path: String, of module: Module) -> SourceFile {
        let label = module.label(of: path)
        guard let bytes = contents(path) else {
            var missing = Declaration(kind: .opaque, label: "file \(label)", digest: Digest(of: [label]))
            missing.isUndigestible = true
            return SourceFile(declarations: [missing], digest: missing.digest)
        }
        var file = SourceReader(label: label, defines: module.defines).read(bytes)
        // A condition that the manifest sets is part of the digest already, and needn't hold where the digest is used.
        let set = Set(module.defines.map { String($0.prefix { $0 != "=" }) })
        file.flags.subtract(set)
        for index in file.declarations.indices { file.declarations[index].flags.subtract(set) }
        return file
    }

    private static func contents(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }
}

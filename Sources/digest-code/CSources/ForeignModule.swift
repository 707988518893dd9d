/// The files of a module that isn't written in Swift, as declarations that count whole where it's imported.
struct ForeignModule {
    let module: Module

    private static let languageSuffixes: Set<String> = [
        "c", "h", "m", "cc", "hh", "mm", "cpp", "hpp", "cxx", "hxx", "c++", "h++", "inc", "inl", "ipp", "tcc", "def",
        "modulemap",
    ]

    func read(_ contents: (String) -> [UInt8]?) -> [Declaration] {
        let files = module.sources.map { (path: $0, label: module.label(of: $0), bytes: contents($0)) }
        let known = Set(files.map(\.label))
        var tokens = files.map { file in
            isLanguage(file.path) ? file.bytes.flatMap { CTokens($0) } : nil
        }
        if tokens.contains(where: { $0?.isStringizing ?? false }) {
            tokens = zip(files, tokens).map { file, stripped in
                stripped == nil ? nil : file.bytes.flatMap { CTokens($0, keepingSpaces: true) }
            }
        }
        let keys = zip(files, tokens).flatMap { $0.path.hasSuffix(".modulemap") ? moduleNames(in: $1) : [] }
        return zip(files, tokens).map { file, tokens in
            var result = declaration(file.label)
            result.names += keys.map(SourceReader.importKey)
            guard let bytes = file.bytes else {
                result.isUndigestible = true
                return result
            }
            let context = [file.label] + module.defines.sorted()
            guard let tokens else {
                // Whatever it is, it counts as it is; it may ask for the flags of a debug build.
                result.digest = Digest(of: context + [Digest(bytes: bytes).hex])
                if isLanguage(file.path) { result.flags = ["DEBUG"] }
                return result
            }
            result.digest = Digest(of: context + [tokens.text])
            if !tokens.identifiers.isDisjoint(with: ["DEBUG", "NDEBUG"]) { result.flags = ["DEBUG"] }
            result.isUndigestible = tokens.includes.contains { leavesModule($0, from: file.label, known: known) }
            return result
        }
    }

    private func declaration(_ label: String) -> Declaration {
        var result = Declaration(kind: .file, label: label, digest: Digest(of: []))
        result.names = [SourceReader.importKey(module.name)]
        result.access = .everyone
        for used in module.uses { result.words.mention(SourceReader.importKey(used)) }
        return result
    }

    /// The names by which a module map lets Swift import the files; they needn't be the target's.
    private func moduleNames(in map: CTokens?) -> [String] {
        let tokens = map?.text.split(separator: "\n").map(String.init) ?? []
        return zip(tokens, tokens.dropFirst()).compactMap { $0 == "module" ? $1 : nil }
    }

    private func isLanguage(_ path: String) -> Bool {
        guard let dot = path.lastIndex(of: ".") else { return false }
        return Self.languageSuffixes.contains(path[path.index(after: dot)...].lowercased())
    }

    /// Whether an include climbs out of its folder to something that isn't among the files of the module.
    private func leavesModule(_ include: String, from label: String, known: Set<String>) -> Bool {
        if include.hasPrefix("/") { return true }
        guard include.split(separator: "/").contains("..") else { return false }
        var path = label.split(separator: "/").dropLast()
        for part in include.split(separator: "/") where part != "." {
            if part == ".." {
                if path.isEmpty { return true }
                path.removeLast()
            } else {
                path.append(part)
            }
        }
        return !known.contains(path.joined(separator: "/"))
    }
}

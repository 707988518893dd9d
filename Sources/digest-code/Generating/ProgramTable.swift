/// Digests of programs that steps start, made of every file that goes into each.
struct ProgramTable {
    /// What a target's source mentions where it wants the table.
    static let name = "ProgramDigests"

    private let digests: [(name: String, digest: Digest, flags: Set<String>)]

    init(_ programs: [Request.Program], in library: SourceLibrary) {
        digests = programs.map { program in
            let files = library.sources(of: program.modules).files.map(\.content)
            let isKnown = files.allSatisfy { !$0.declarations.contains(where: \.isUndigestible) }
            let digest = Digest(of: ["program 1", Digest(combining: files.map(\.digest)).hex])
            return isKnown ? (program.name, digest, files.reduce(into: []) { $0.formUnion($1.flags) }) : nil
        }.compactMap(\.self).sorted { $0.name < $1.name }
    }

    static func isMentioned(in sources: Sources) -> Bool {
        sources.files.contains { file in
            file.module == 0
                && file.content.declarations.contains { declaration in
                    declaration.words.chains.contains { $0.contains(name) } || declaration.words.dotted.contains(name)
                }
        }
    }

    var lines: [String] {
        // With too many flags a digest can't be told, so the program is left out.
        var flags: Set<String> = []
        let told = digests.filter { program in
            guard flags.union(program.flags).count <= FlagVariants.limit else { return false }
            flags.formUnion(program.flags)
            return true
        }
        let tables = FlagVariants(flags: flags.sorted()).lines(indent: "    ") { active in
            let entries = told.map { program in
                let digest = FlagVariants.digest(program.digest, under: active.intersection(program.flags))
                return "        \(GeneratedFile.literal(program.name)): \(GeneratedFile.literal(digest.hex)),"
            }
            let type = "    static let all: [String: String]"
            return entries.isEmpty ? ["\(type) = [:]"] : ["\(type) = ["] + entries + ["    ]"]
        }
        return ["enum \(Self.name) {"] + tables + ["}"]
    }
}

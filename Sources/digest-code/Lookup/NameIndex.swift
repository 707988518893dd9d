/// All declarations of a target and its dependencies, and which of them each may use.
///
/// What the compiler would pick is among what is found here, with more beside it: too much in a digest costs a
/// needless run, too little would serve a stale result.
struct NameIndex {
    /// A declaration with the place that it comes from.
    struct Entry {
        let declaration: Declaration
        let file: Int
        let module: Int
        let found: Findability
    }

    let entries: [Entry]
    let types: TypeTable

    /// What counts for every step.
    let ambient: [Int]

    private let moduleNames: Set<String>
    private var byKey: [String: [Int]] = [:]
    private var byMember: [String: [Int]] = [:]
    private var known: [Int: Set<Int>] = [:]

    init(_ sources: Sources) {
        let types = TypeTable(sources)
        var entries: [Entry] = []
        for (index, file) in sources.files.enumerated() {
            for declaration in file.content.declarations {
                guard let found = Findability(declaration, file: index, in: sources, types: types) else { continue }
                entries.append(Entry(declaration: declaration, file: index, module: file.module, found: found))
            }
        }
        self.entries = entries
        self.types = types
        moduleNames = sources.moduleNames
        for (index, entry) in entries.enumerated() {
            for key in entry.found.keys { byKey[key, default: []].append(index) }
            for member in entry.found.members { byMember[member, default: []].append(index) }
        }
        let unseen = Self.foreignCodeUsedUnseen(entries, sources)
        ambient = entries.indices.filter {
            entries[$0].found.isAmbient || !unseen.isDisjoint(with: entries[$0].found.keys)
        }
    }

    /// The keys of C libraries that a file may use without importing them.
    private static func foreignCodeUsedUnseen(_ entries: [Entry], _ sources: Sources) -> Set<String> {
        let foreign = entries.filter { $0.declaration.kind == .file }
        let keys = foreign.reduce(into: Set<String>()) { $0.formUnion($1.declaration.names) }
        if entries.contains(where: { !$0.declaration.attributes.isDisjoint(with: ["_silgen_name", "_extern"]) }) {
            return keys
        }
        // Another Swift module may pass a library on, and one that nobody imports is there for some reason.
        var imported = foreign.reduce(into: Set<String>()) { $0.formUnion($1.declaration.words.bases) }
        var exported: Set<String> = []
        for file in sources.files {
            imported.formUnion(file.content.declarations.lazy.flatMap(\.words.bases))
            exported.formUnion(file.content.exports.map(SourceReader.importKey))
        }
        let unimported = foreign.filter { imported.isDisjoint(with: $0.declaration.names) }
        return unimported.reduce(into: exported.intersection(keys)) { $0.formUnion($1.declaration.names) }
    }

    /// The declarations with a key, seen from nowhere in particular.
    func declarations(named key: String) -> [Int] { byKey[key] ?? [] }

    /// All that a declaration may use directly.
    mutating func uses(of index: Int) -> Set<Int> {
        if let used = known[index] { return used }
        let used = findUses(of: index)
        known[index] = used
        return used
    }

    private func findUses(of index: Int) -> Set<Int> {
        let entry = entries[index]
        let declaration = entry.declaration
        var used: Set<Int> = []
        for chain in declaration.words.chains { used.formUnion(resolve(chain[...], from: entry)) }
        for name in declaration.words.dotted { used.formUnion(visible(byMember[name], from: entry)) }
        switch declaration.kind {
        case .type, .protocol, .extension, .conditional:
            for key in entry.found.keys { used.formUnion(visible(byKey[key], from: entry)) }
        default: break
        }
        for nested in declaration.nested where !isApart(nested, in: declaration) {
            used.formUnion(visible(byKey[nested.path], from: entry))
        }
        for scope in declaration.scopes.dropLast() where mayUseMembers(of: scope, entry) {
            used.formUnion(visible(byKey[scope], from: entry))
        }
        return used
    }

    private func resolve(_ chain: ArraySlice<String>, from entry: Entry) -> Set<Int> {
        guard let base = chain.first else { return [] }
        var rest = chain.dropFirst()
        var used: Set<Int> = []
        var path: String?
        for scope in entry.declaration.scopes.reversed() where types.nested.contains("\(scope).\(base)") {
            path = "\(scope).\(base)"
            break
        }
        if path == nil {
            let named = visible(byKey[base], from: entry)
            let members = visible(byMember[base], from: entry)
            if let next = rest.first, types.nested.contains("\(base).\(next)"), members.isEmpty,
                named.allSatisfy({ [.type, .extension, .protocol].contains(entries[$0].declaration.kind) })
            {
                // `Evaluate.Output` uses the nested type alone, not the step that it stands in.
                path = base
            } else {
                used.formUnion(named + members)
                if moduleNames.contains(base) { used.formUnion(resolve(rest, from: entry)) }
            }
        }
        while let outer = path, let next = rest.first, types.nested.contains("\(outer).\(next)") {
            path = "\(outer).\(next)"
            rest = rest.dropFirst()
        }
        if let path { used.formUnion(visible(byKey[path], from: entry)) }
        for name in rest { used.formUnion(visible(byMember[name], from: entry)) }
        return used
    }

    private func visible(_ candidates: [Int]?, from entry: Entry) -> [Int] {
        (candidates ?? []).filter { index in
            let candidate = entries[index]
            // An extension is in force wherever its type goes, whether or not its members can be seen.
            if candidate.declaration.kind == .extension, candidate.declaration.access != .file { return true }
            return switch candidate.declaration.access {
            case .file: candidate.file == entry.file
            case .module: candidate.module == entry.module || candidate.declaration.scopes.count > 1
            case .package, .everyone: true
            }
        }
    }

    /// Whether a nested type is a step that stands in a mere namespace, which doesn't use it unless it names it.
    private func isApart(_ nested: Declaration.Nested, in outer: Declaration) -> Bool {
        guard nested.bases.contains(Boundary.step), outer.attributes.isEmpty, let path = outer.scopes.last else {
            return false
        }
        return types.facts[path]?.bases.isSubset(of: types.contract.subtracting([Boundary.step])) ?? false
    }

    /// Whether a nested type may use a static member of a type around it without naming that type.
    private func mayUseMembers(of scope: String, _ entry: Entry) -> Bool {
        guard let outer = types.facts[scope] else { return false }
        // Members that come from protocols and superclasses of ours aren't listed with the type.
        if !outer.bases.subtracting(types.contract).isDisjoint(with: types.names) { return true }
        let own = entry.declaration.scopes.last.flatMap { types.facts[$0]?.members } ?? []
        return entry.declaration.words.bases.contains { name in
            // The operators of a type are found through its values, not through the scope.
            guard name.first?.isLetter ?? false, !own.contains(name), !types.nested.contains("\(scope).\(name)") else {
                return false
            }
            return outer.members.contains(name) || ImplicitNames.contains(name)
        }
    }
}

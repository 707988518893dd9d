/// What is known of the types of all modules together, by path.
struct TypeTable {
    /// What the declarations of one path add up to; types of the same path in two modules count as one.
    struct Facts {
        var members: Set<String> = []
        var bases: Set<String> = []
        var isGeneric = false
    }

    private(set) var facts: [String: Facts] = [:]

    /// Types that have declarations of their own inside others', as paths.
    private(set) var nested: Set<String> = []

    /// The last names of all types and protocols.
    private(set) var names: Set<String> = []
    private(set) var protocols: Set<String> = []

    /// What the contract asks of a step: an extension may fulfil it without anyone spelling it.
    private(set) var stepRequirements: Set<String> = []
    private(set) var macros: Set<String> = []

    /// The types of the contract, less those whose name another module uses for a type of its own.
    private(set) var contract = Boundary.types

    /// The types that an alias may stand for.
    private var aliases: [String: Set<String>] = [:]

    /// At file level and outside `#if`: the access of each type or alias, by module and name.
    private var topLevel: [Int: [String: [(access: Access, file: Int)]]] = [:]

    private let moduleIndices: [String: Int]

    init(_ sources: Sources) {
        moduleIndices = Dictionary(
            sources.modules.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, file) in sources.files.enumerated() {
            for declaration in file.content.declarations {
                add(declaration, module: sources.modules[file.module], file: index)
                guard declaration.kind != .conditional, let name = declaration.names.first, !name.contains(".") else {
                    continue
                }
                switch declaration.kind {
                case .type, .protocol, .alias:
                    topLevel[file.module, default: [:]][name, default: []].append((declaration.access, index))
                default: break
                }
            }
        }
    }

    private mutating func add(_ declaration: Declaration, module: Module, file: Int) {
        for part in declaration.parts { add(part, module: module, file: file) }
        switch declaration.kind {
        case .type, .protocol, .extension:
            guard let path = declaration.scopes.last else { return }
            facts[path, default: Facts()].members.formUnion(declaration.members)
            facts[path, default: Facts()].bases.formUnion(declaration.bases)
            if declaration.kind == .extension { return }
            if declaration.isGeneric { facts[path, default: Facts()].isGeneric = true }
            if declaration.scopes.count > 1 { nested.insert(path) }
            let name = String(path.split(separator: ".").last ?? "")
            names.insert(name)
            if module.name != Boundary.module { contract.remove(name) }
            if declaration.kind == .protocol {
                protocols.insert(name)
                if module.name == Boundary.module, name == Boundary.step { stepRequirements = declaration.members }
            }
        case .alias:
            if module.name != Boundary.module { contract.subtract(declaration.names) }
            for name in declaration.names { aliases[name, default: []].formUnion(declaration.words.bases) }
            for name in declaration.names { aliases[name]?.formUnion(declaration.words.dotted) }
        case .macro: macros.formUnion(declaration.names)
        default: break
        }
    }

    /// Whether a name at file level can only be that type, and not one of another package with the same name.
    ///
    /// A module's own types hide imported ones; two imported ones would be an error of the compiler.
    func isCertain(_ name: String, in file: Int, of sources: Sources) -> Bool {
        let module = sources.files[file].module
        if let own = topLevel[module]?[name], own.contains(where: { $0.access != .file || $0.file == file }) {
            return true
        }
        return sources.files[file].content.imports.contains { imported in
            guard let module = moduleIndices[imported] else { return false }
            return topLevel[module]?[name]?.contains { $0.access >= .package } ?? false
        }
    }

    /// The types that an alias stands for, however many aliases lie between; nil where the name is no alias.
    func targets(ofAlias name: String) -> Set<String>? {
        guard aliases[name] != nil else { return nil }
        var found: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            for target in aliases[next] ?? [] where found.insert(target).inserted { open.append(target) }
        }
        return found
    }
}

/// How a declaration can be found by the code that uses it.
struct Findability {
    /// Names that are looked up without a dot before them, and paths of types.
    var keys: Set<String> = []

    /// Names by which it's found behind a dot as well.
    var members: Set<String> = []

    /// Whether code may use it without naming it at all.
    var isAmbient = false
}

extension Findability {
    /// Works out how a declaration is found; nil for what lies behind the framework's contract.
    init?(_ declaration: Declaration, file: Int, in sources: Sources, types: TypeTable) {
        let module = sources.modules[sources.files[file].module]
        if module.name == Boundary.module, Boundary.holds(declaration) { return nil }
        keys = Set(declaration.names)
        isAmbient =
            module.kind == .macro || !declaration.attributes.isDisjoint(with: types.macros)
            || !declaration.attributes.isDisjoint(with: ImplicitNames.linkingAttributes)
        switch declaration.kind {
        case .opaque: isAmbient = true
        case .alias: isAmbient = isAmbient || !keys.isDisjoint(with: ImplicitNames.literalTypes)
        case .operatorFunction:
            let owners = declaration.bases.filter { types.isCertain($0, in: file, of: sources) }
            keys.formUnion(owners)
            // Sorting calls `<` unseen; an operator that belongs to a type of ours is found with the type.
            if owners.isEmpty, declaration.names.contains(where: ImplicitNames.contains) { isAmbient = true }
        case .conditional:
            for part in declaration.parts {
                guard let part = Findability(part, file: file, in: sources, types: types) else { continue }
                keys.formUnion(part.keys)
                members.formUnion(part.members)
                isAmbient = isAmbient || part.isAmbient
            }
        case .extension: addExtension(declaration, file: file, module: module, in: sources, types: types)
        case .type, .protocol, .function, .value, .fixity, .macro, .statements, .file: break
        }
    }

    private mutating func addExtension(
        _ declaration: Declaration, file: Int, module: Module, in sources: Sources, types: TypeTable
    ) {
        var path = declaration.extended
        if path.count > 1, sources.moduleNames.contains(path[0]), !types.isCertain(path[0], in: file, of: sources) {
            path.removeFirst()
        }
        let root = path.first ?? "?"
        let extendsContract = module.name != Boundary.module && path.count == 1 && types.contract.contains(root)
        let isCertain = types.isCertain(root, in: file, of: sources)
        let joined = path.joined(separator: ".")
        let isWhole = path.count == 1 || types.nested.contains(joined)
        if isCertain, isWhole, !extendsContract, types.targets(ofAlias: root) == nil {
            keys.insert(joined)
            // Only its own file sees a private extension, perhaps without naming the type.
            if declaration.access == .file { members.formUnion(declaration.members) }
            return
        }
        // A type of another package, or one that only may be ours: by member name.
        members.formUnion(declaration.members)
        if !extendsContract {
            keys.formUnion(path.filter(types.names.contains))
            if types.nested.contains(joined) { keys.insert(joined) }
            for name in path { keys.formUnion(types.targets(ofAlias: name)?.intersection(types.names) ?? []) }
        }
        keys.formUnion(declaration.bases.filter(types.protocols.contains))
        let foreign = declaration.bases.filter { !types.protocols.contains($0) && !ImplicitNames.markers.contains($0) }
        isAmbient =
            isAmbient || !foreign.isEmpty || declaration.members.contains(where: ImplicitNames.contains)
            || extendsContract && !declaration.members.isDisjoint(with: types.stepRequirements)
    }
}

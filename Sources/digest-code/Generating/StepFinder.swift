import SwiftParser

/// Finds the steps of a target for which a digest can be generated.
///
/// Where an extension in another file might not compile, or where a subclass would inherit it, nothing is generated:
/// the program then uses the digest of its whole executable, which is sound too.
struct StepFinder {
    struct Step {
        let path: String
        let access: Access

        /// The path as source, with backticks where a name needs them.
        var source: String {
            path.split(separator: ".")
                .map { String($0).isValidSwiftIdentifier(for: .variableName) ? String($0) : "`\($0)`" }
                .joined(separator: ".")
        }
    }

    private let types: TypeTable
    private let declarations: [Declaration]
    private var declared: [String: Declaration] = [:]
    private var ambiguous: Set<String> = []

    /// Looks at the first of the modules, which is the target.
    init(_ sources: Sources, types: TypeTable) {
        self.types = types
        declarations = sources.files.filter { $0.module == 0 }.flatMap(\.content.declarations)
        for declaration in declarations where declaration.kind == .type {
            for name in declaration.names where declared.updateValue(declaration, forKey: name) != nil {
                ambiguous.insert(name)
            }
        }
    }

    /// The steps, by path.
    func steps() -> [Step] {
        let protocols = stepProtocols()
        let paths = declarations.filter { declaration in
            (declaration.kind == .type || declaration.kind == .extension)
                && declaration.bases.contains(where: protocols.contains)
        }.compactMap(\.scopes.last)
        return Set(paths).sorted().compactMap(step)
    }

    /// `Step` and the protocols of ours that refine it.
    private func stepProtocols() -> Set<String> {
        var found: Set<String> = [Boundary.step]
        while true {
            let more = types.protocols.filter { name in
                !found.contains(name) && !(types.facts[name]?.bases.isDisjoint(with: found) ?? true)
            }
            if more.isEmpty { return found }
            found.formUnion(more)
        }
    }

    private func step(at path: String) -> Step? {
        guard let type = declared[path], type.isExtensible,
            !(types.facts[path]?.members.contains("codeDigest") ?? false)
        else {
            return nil
        }
        var access = Access.everyone
        for scope in type.scopes {
            guard let outer = declared[scope], !ambiguous.contains(scope), outer.access > .file,
                !(types.facts[scope]?.isGeneric ?? false), !outer.attributes.contains("available")
            else { return nil }
            access = min(access, outer.access)
        }
        let isPlain = path.split(separator: ".").allSatisfy { name in
            name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        }
        return isPlain ? Step(path: path, access: access) : nil
    }
}

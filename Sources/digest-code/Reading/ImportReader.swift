import SwiftSyntax

/// The imports of a file, those in `#if` included.
struct ImportReader {
    private(set) var modules: Set<String> = []
    private(set) var exports: Set<String> = []
    private(set) var contractImports: Set<String> = []
    private(set) var flags: Set<String> = []

    /// The sorted texts of the imports; an `#if` around imports counts whole.
    private(set) var text: [String] = []

    /// The items at file level that hold nothing but imports.
    private(set) var items: Set<SyntaxIdentifier> = []

    init(_ statements: CodeBlockItemListSyntax) {
        var texts: Set<String> = []
        for item in statements {
            if let declaration = item.item.as(ImportDeclSyntax.self) {
                add(declaration)
                items.insert(item.id)
                texts.insert(TokenWalk(of: item).text)
            } else if let conditional = item.item.as(IfConfigDeclSyntax.self), addImports(of: conditional) {
                if holdsOnlyImports(conditional) { items.insert(item.id) }
                let walk = TokenWalk(of: item)
                texts.insert(walk.text)
                flags.formUnion(walk.flags)
            }
        }
        text = texts.sorted()
    }

    private mutating func add(_ declaration: ImportDeclSyntax) {
        guard let module = declaration.path.first?.name.plainName else { return }
        modules.insert(module)
        if declaration.attributes.names.contains("_exported") { exports.insert(module) }
        if module == Boundary.module {
            contractImports.insert(declaration.modifiers.map(\.name.text).joined(separator: " "))
        }
    }

    private mutating func addImports(of conditional: IfConfigDeclSyntax) -> Bool {
        var found = false
        for clause in conditional.clauses {
            guard case .statements(let statements) = clause.elements else { continue }
            for item in statements {
                if let declaration = item.item.as(ImportDeclSyntax.self) {
                    add(declaration)
                    found = true
                } else if let inner = item.item.as(IfConfigDeclSyntax.self), addImports(of: inner) {
                    found = true
                }
            }
        }
        return found
    }

    private func holdsOnlyImports(_ conditional: IfConfigDeclSyntax) -> Bool {
        conditional.clauses.allSatisfy { clause in
            guard let elements = clause.elements else { return true }
            guard case .statements(let statements) = elements else { return false }
            return statements.allSatisfy { item in
                item.item.is(ImportDeclSyntax.self)
                    || item.item.as(IfConfigDeclSyntax.self).map(holdsOnlyImports) ?? false
            }
        }
    }
}

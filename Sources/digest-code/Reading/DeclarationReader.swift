import SwiftSyntax

/// Turns the syntax of what is declared at file level into declarations.
struct DeclarationReader {
    /// Texts that belong to every declaration of the file.
    let context: [String]

    /// Where a declaration stands.
    struct Place {
        /// The paths of the types around it, outermost first.
        var scopes: [String] = []
        /// The access that members get where they state none.
        var memberAccess = Access.module
        var access = Access.everyone
        var isExtensible = true

        static let top = Self()
    }

    func digest(of texts: [String]) -> Digest { Digest(of: context + texts) }

    /// Reads one declaration and the types nested in it.
    func declarations(in syntax: DeclSyntax, at place: Place) -> [Declaration] {
        switch syntax.kind {
        case .structDecl, .enumDecl, .classDecl, .actorDecl, .extensionDecl: return group(syntax, at: place)
        case .ifConfigDecl: return [conditional(syntax)]
        default: return [simple(syntax)]
        }
    }

    /// Reads something of which can't be told what it declares.
    func opaque(_ syntax: some SyntaxProtocol, omitting omitted: Set<SyntaxIdentifier> = []) -> Declaration {
        let walk = TokenWalk(of: syntax, omitting: omitted)
        var declaration = Declaration(kind: .opaque, label: "\(syntax.kind)", digest: digest(of: [walk.text]))
        declaration.words = walk.words
        declaration.flags = walk.flags
        return declaration
    }

    private func declaration(_ syntax: DeclSyntax, omitting omitted: Set<SyntaxIdentifier> = []) -> Declaration {
        var declaration = opaque(syntax, omitting: omitted)
        declaration.names = syntax.declaredNames
        if let attributed = syntax.asProtocol((any WithAttributesSyntax).self) {
            declaration.attributes = attributed.attributes.names
        }
        if let modified = syntax.asProtocol((any WithModifiersSyntax).self) {
            declaration.access = Access(modified.modifiers) ?? .module
        }
        return declaration
    }

    private func simple(_ syntax: DeclSyntax) -> Declaration {
        var result = declaration(syntax)
        result.label = result.names.joined(separator: ", ")
        switch syntax.kind {
        case .protocolDecl:
            result.kind = .protocol
            let syntax = syntax.as(ProtocolDeclSyntax.self)
            result.bases = (syntax?.inheritanceClause).names
            result.members = syntax?.memberBlock.members.names ?? []
            result.scopes = result.names
        case .functionDecl:
            guard let function = syntax.as(FunctionDeclSyntax.self) else { break }
            if case .identifier = function.name.tokenKind {
                result.kind = .function
            } else {
                result.kind = .operatorFunction
            }
            let labels = function.signature.parameterClause.parameters.map { $0.firstName.text + ":" }
            result.label = "\(function.name.plainName)(\(labels.joined()))"
            result.bases = function.signatureNames
        case .variableDecl: result.kind = .value
        case .typeAliasDecl:
            result.kind = .alias
            result.label = "typealias \(result.label)"
        case .operatorDecl, .precedenceGroupDecl:
            result.kind = .fixity
            result.label = "operator \(result.label)"
            // The three fixities of one sign, and where a group stands among others, hang together.
            result.access = .everyone
        case .macroDecl:
            result.kind = .macro
            result.label = "macro \(result.label)"
        default: result.label = "\(syntax.kind)"
        }
        return result
    }

    private func group(_ syntax: DeclSyntax, at place: Place) -> [Declaration] {
        guard let group = syntax.asProtocol((any DeclGroupSyntax).self) else { return [simple(syntax)] }
        let scope: String
        var extended: [String] = []
        if let syntax = syntax.as(ExtensionDeclSyntax.self) {
            extended = syntax.extendedType.namePath
            scope = extended.joined(separator: ".")
        } else {
            scope = ((place.scopes.last.map { [$0] } ?? []) + syntax.declaredNames).joined(separator: ".")
        }
        let inner = group.memberBlock.members.filter { item in
            switch item.decl.kind {
            case .structDecl, .enumDecl, .classDecl, .actorDecl: true
            default: false
            }
        }
        var result = declaration(syntax, omitting: Set(inner.map(\.decl.id)))
        result.extended = extended
        result.bases = group.inheritanceClause.names
        result.members = group.memberBlock.members.names
        let parameters = syntax.asProtocol((any WithGenericParametersSyntax).self)
        if let clause = parameters?.genericParameterClause {
            result.isGeneric = true
            result.members.formUnion(clause.parameters.map(\.name.plainName))
        }
        var inside = place
        if syntax.is(ExtensionDeclSyntax.self) {
            result.kind = .extension
            result.names = []
            result.label = "extension \(extended.isEmpty ? "?" : scope)"
            result.isGeneric = syntax.as(ExtensionDeclSyntax.self)?.genericWhereClause != nil
            result.scopes = extended.indices.map { extended[...$0].joined(separator: ".") }
            inside.memberAccess = Access(group.modifiers) ?? .module
            inside.access = .everyone
            // A private subscript can be used by code of its file that names neither it nor the type.
            let isUnspelled = result.members.contains(where: ImplicitNames.contains)
            result.access = inside.memberAccess == .file && !isUnspelled ? .file : .module
        } else {
            result.kind = .type
            result.names = [scope]
            result.label = scope
            result.scopes = place.scopes + [scope]
            let stated = Access(group.modifiers) ?? place.memberAccess
            inside.access = min(place.access, stated)
            inside.memberAccess = .module
            result.access = inside.access
        }
        inside.scopes = result.scopes
        let modifiers = Set(group.modifiers.map(\.name.text))
        if result.attributes.contains("available") || result.attributes.contains("?")
            || modifiers.contains("distributed")
        {
            inside.isExtensible = false
        }
        // A subclass would inherit the digest of its superclass, whose closure doesn't hold it.
        let isOpenClass = syntax.is(ClassDeclSyntax.self) && !modifiers.contains("final")
        result.isExtensible = inside.isExtensible && !isOpenClass && !result.isGeneric
        if result.isGeneric { inside.isExtensible = false }
        let nested = inner.flatMap { declarations(in: $0.decl, at: inside) }
        let ownDepth = result.scopes.count + 1
        for type in nested where type.scopes.count == ownDepth {
            result.nested += type.names.map { Declaration.Nested(path: $0, bases: type.bases) }
        }
        return [result] + nested
    }

    /// Reads an `#if` as one declaration: which of its clauses holds isn't known here.
    private func conditional(_ syntax: DeclSyntax) -> Declaration {
        var result = declaration(syntax)
        result.kind = .conditional
        result.access = .everyone
        guard let clauses = syntax.as(IfConfigDeclSyntax.self)?.clauses else { return result }
        let condition = clauses.first?.condition?.tokens(viewMode: .sourceAccurate).map(\.text).joined() ?? ""
        result.label = "#if \(condition)"
        for clause in clauses {
            guard case .statements(let items) = clause.elements else { continue }
            for item in items {
                if let declaration = item.item.as(DeclSyntax.self) {
                    if !declaration.is(ImportDeclSyntax.self) {
                        result.parts += declarations(in: declaration, at: .top)
                    }
                } else {
                    result.parts.append(Declaration(kind: .opaque, label: "", digest: result.digest))
                }
            }
        }
        return result
    }
}

extension FunctionDeclSyntax {
    /// The names that the signature mentions, without the names of generic parameters.
    fileprivate var signatureNames: [String] {
        var names = TokenWalk(of: signature).words.bases
        if let parameters = genericParameterClause { names.formUnion(TokenWalk(of: parameters).words.bases) }
        if let requirements = genericWhereClause { names.formUnion(TokenWalk(of: requirements).words.bases) }
        for parameter in genericParameterClause?.parameters ?? [] { names.remove(parameter.name.plainName) }
        return names.sorted()
    }
}

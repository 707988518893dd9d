import SwiftSyntax

extension TokenSyntax {
    /// The name without the backticks around it.
    var plainName: String {
        let text = text
        return text.hasPrefix("`") ? String(text.dropFirst().dropLast()) : text
    }
}

extension TypeSyntax {
    /// The names that lead to a type, without generic arguments: `Imaging.Grid<Int>.Cell` gives three.
    ///
    /// Empty where the type has no name.
    var namePath: [String] {
        if let name = self.as(IdentifierTypeSyntax.self) { return [name.name.plainName] }
        if let member = self.as(MemberTypeSyntax.self) {
            let base = member.baseType.namePath
            return base.isEmpty ? [] : base + [member.name.plainName]
        }
        if self.is(ArrayTypeSyntax.self) { return ["Array"] }
        if self.is(DictionaryTypeSyntax.self) { return ["Dictionary"] }
        if self.is(OptionalTypeSyntax.self) { return ["Optional"] }
        if let attributed = self.as(AttributedTypeSyntax.self) { return attributed.baseType.namePath }
        return []
    }

    /// The last names of the protocols that a clause names, taken out of attributes and compositions.
    fileprivate var conformances: [String] {
        if let composition = self.as(CompositionTypeSyntax.self) {
            return composition.elements.flatMap(\.type.conformances)
        }
        if let attributed = self.as(AttributedTypeSyntax.self) { return attributed.baseType.conformances }
        if self.is(SuppressedTypeSyntax.self) { return [] }
        if let tuple = self.as(TupleTypeSyntax.self) { return tuple.elements.flatMap(\.type.conformances) }
        return [namePath.last ?? "?"]
    }
}

extension InheritanceClauseSyntax? {
    var names: [String] { self?.inheritedTypes.flatMap(\.type.conformances) ?? [] }
}

extension AttributeListSyntax {
    /// The names of all attributes, those in `#if` included.
    var names: Set<String> {
        reduce(into: []) { names, element in
            names.insert(element.as(AttributeSyntax.self)?.attributeName.namePath.last ?? "?")
        }
    }
}

extension PatternSyntax {
    /// The names that a pattern binds.
    var boundNames: [String] {
        if let identifier = self.as(IdentifierPatternSyntax.self) { return [identifier.identifier.plainName] }
        if let tuple = self.as(TuplePatternSyntax.self) { return tuple.elements.flatMap(\.pattern.boundNames) }
        return tokens(viewMode: .sourceAccurate).compactMap { token in
            if case .identifier = token.tokenKind { token.plainName } else { nil }
        }
    }
}

extension MemberBlockItemListSyntax {
    /// The names that the members declare, in whatever clause of an `#if`.
    var names: Set<String> {
        reduce(into: []) { names, item in
            if let conditional = item.decl.as(IfConfigDeclSyntax.self) {
                for clause in conditional.clauses {
                    if case .decls(let members) = clause.elements { names.formUnion(members.names) }
                }
            } else {
                names.formUnion(item.decl.declaredNames)
            }
        }
    }
}

extension DeclSyntax {
    /// The names that can be used to reach the declaration.
    var declaredNames: [String] {
        switch kind {
        case .variableDecl: self.as(VariableDeclSyntax.self)?.bindings.flatMap(\.pattern.boundNames) ?? []
        case .enumCaseDecl: self.as(EnumCaseDeclSyntax.self)?.elements.map(\.name.plainName) ?? []
        case .initializerDecl: ["init"]
        case .subscriptDecl: ["subscript"]
        case .operatorDecl: self.as(OperatorDeclSyntax.self).map { [$0.name.text] } ?? []
        case .precedenceGroupDecl: self.as(PrecedenceGroupDeclSyntax.self).map { [$0.name.plainName] } ?? []
        default: asProtocol((any NamedDeclSyntax).self).map { [$0.name.plainName] } ?? []
        }
    }
}

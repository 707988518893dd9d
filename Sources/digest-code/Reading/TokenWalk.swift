import SwiftSyntax

/// Walks a piece of source once and takes down its text without layout, the names in it and the flags it asks for.
///
/// The text holds the kind of every node beside the tokens: `f` and `(x)` on two lines have the tokens of
/// `f(x)` but are another program. Comments and spaces are trivia, so they never get here.
final class TokenWalk: SyntaxAnyVisitor {
    private(set) var text = ""
    private(set) var words = Words()

    /// Names asked for by `#if`, such as `DEBUG`; what `os(…)` and the like ask for belongs to the platform.
    private(set) var flags: Set<String> = []

    private let omitted: Set<SyntaxIdentifier>
    /// How many of the next tokens declare or label something instead of using it.
    private var declaring = 0
    private var markers: [SyntaxKind: String] = [:]

    /// Walks a node at once, but not into those `omitted`: they are declarations of their own, and only their place is noted.
    init(of node: some SyntaxProtocol, omitting omitted: Set<SyntaxIdentifier> = []) {
        self.omitted = omitted
        super.init(viewMode: .sourceAccurate)
        walk(node)
        words.other()
    }

    override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
        let kind = node.kind
        text += marker(for: kind)
        switch kind {
        case .structDecl, .enumDecl, .classDecl, .actorDecl:
            if omitted.contains(node.id) {
                words.other()
                return .skipChildren
            }
        case .labeledExpr: if node.as(LabeledExprSyntax.self)?.label != nil { declaring = 1 }
        case .functionParameter:
            if let parameter = node.as(FunctionParameterSyntax.self), parameter.attributes.isEmpty,
                parameter.modifiers.isEmpty
            {
                declaring = parameter.secondName == nil ? 1 : 2
            }
        case .patternBinding:
            if node.as(PatternBindingSyntax.self)?.pattern.is(IdentifierPatternSyntax.self) == true { declaring = 1 }
        case .enumCaseElement: declaring = 1
        case .ifConfigClause:
            if let condition = node.as(IfConfigClauseSyntax.self)?.condition {
                flags.formUnion(Self.flags(in: condition))
            }
        default: break
        }
        return .visitChildren
    }

    override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
        let spelling = token.text
        text += "\u{1}"
        text += spelling
        if declaring > 0 {
            declaring -= 1
            words.other()
            return .skipChildren
        }
        switch token.tokenKind {
        case .identifier, .keyword: words.name(spelling)
        case .binaryOperator, .prefixOperator, .postfixOperator:
            words.other()
            words.mention(spelling)
        case .dollarIdentifier:
            words.other()
            words.name(String(spelling.dropFirst()))
        case .period: words.dot()
        default: words.other()
        }
        return .skipChildren
    }

    private func marker(for kind: SyntaxKind) -> String {
        if let known = markers[kind] { return known }
        let marker = "\u{2}\(kind)"
        markers[kind] = marker
        return marker
    }

    private static func flags(in condition: some SyntaxProtocol) -> Set<String> {
        if let name = condition.as(DeclReferenceExprSyntax.self) { return [name.baseName.text] }
        if condition.is(FunctionCallExprSyntax.self) { return [] }
        return condition.children(viewMode: .sourceAccurate).reduce(into: []) { $0.formUnion(flags(in: $1)) }
    }
}

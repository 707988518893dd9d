import SwiftSyntax

/// How far a declaration can be seen.
enum Access: Int, Comparable, Sendable {
    case file, module, package, everyone

    /// Reads the modifiers of a declaration; nil where they say nothing.
    init?(_ modifiers: DeclModifierListSyntax) {
        for modifier in modifiers where modifier.detail == nil {
            switch modifier.name.tokenKind {
            case .keyword(.private), .keyword(.fileprivate): self = .file
            case .keyword(.internal): self = .module
            case .keyword(.package): self = .package
            case .keyword(.public), .keyword(.open): self = .everyone
            default: continue
            }
            return
        }
        return nil
    }

    static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// The unit that digests are made of: something declared at file level, or a type nested in it.
///
/// It holds what its own source says and nothing that depends on other files.
struct Declaration: Sendable {
    enum Kind: Sendable {
        case type, `protocol`, `extension`, function, operatorFunction, value, alias, fixity, macro
        /// A whole `#if … #endif`.
        case conditional
        /// Statements of a `main.swift`.
        case statements
        /// Something whose effect is unknown, which therefore counts everywhere: a file that doesn't parse, say.
        case opaque
        /// A file of another language, or one that the product reads at run time.
        case file
    }

    var kind: Kind

    /// What readers call it; several declarations may share a label.
    var label: String

    var digest: Digest

    /// The names that it declares; for a nested type the path, as `Evaluate.Output`.
    var names: [String] = []

    /// Of an extension: the path of the extended type.
    var extended: [String] = []

    /// The types around its body, outermost first, each as a path; they end with the type itself.
    var scopes: [String] = []

    /// The names of its members, `init` and `subscript` among them, and of its generic parameters.
    var members: Set<String> = []

    /// Of `members`, those that are nested types with declarations of their own, as paths.
    var nested: [Nested] = []

    /// The names in its inheritance clause.
    var bases: [String] = []

    /// The names of the attributes in front of it.
    var attributes: Set<String> = []

    var access = Access.module
    var isGeneric = false
    var words = Words()

    /// Flags of `#if` on which its meaning hangs.
    var flags: Set<String> = []

    /// Of a conditional: what its clauses declare.
    var parts: [Self] = []

    /// Whether an extension of it can be generated that compiles and that no other type inherits.
    var isExtensible = false

    /// Where code reads what can't be found, so that no digest is better than a wrong one.
    var isUndigestible = false

    struct Nested: Sendable {
        let path: String
        let bases: [String]
    }
}

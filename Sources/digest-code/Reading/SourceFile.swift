/// What one file contributes to its module.
struct SourceFile: Sendable {
    var declarations: [Declaration] = []

    /// The names of the modules that it imports, whatever the condition.
    var imports: Set<String> = []

    /// Of those, the ones that it passes on to whoever imports its own module.
    var exports: Set<String> = []

    /// The modifiers written in front of `import PipelineKit`; empty text where there are none.
    var contractImports: Set<String> = []

    /// The digest of the whole file without comments and layout.
    var digest: Digest

    /// All flags that an `#if` of the file asks for.
    var flags: Set<String> = []
}

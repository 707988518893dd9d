/// Where the walk over names stops: at the contract between steps and the framework.
///
/// Every step names `Step` and `StepContext`, and through them it would reach nearly all of PipelineKit. What these types
/// do with a step is the framework's contract, and the version of the key format stands for it in every action key.
/// Everything else in PipelineKit, ContentHash and Processes is followed by name like any other module, so that a
/// function of theirs that a step calls counts. What another module adds to a contract type is found by its member name,
/// as are additions to types of other packages.
enum Boundary {
    static let module = "PipelineKit"
    static let step = "Step"
    static let types: Set<String> = [step, "StepContext", "Pipeline", "GraphBuilder"]

    /// Whether a declaration of the module PipelineKit belongs to the contract.
    static func holds(_ declaration: Declaration) -> Bool {
        if let root = declaration.extended.last { return types.contains(root) }
        guard let name = declaration.names.first, declaration.kind == .type || declaration.kind == .protocol else {
            return false
        }
        return types.contains { name == $0 || name.hasPrefix($0 + ".") }
    }
}

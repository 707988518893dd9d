import Foundation
import PackagePlugin

/// Adds to a target the digests of the code that its steps depend on.
@main
struct CodeDigests: BuildToolPlugin {
    static let tool = "digest-code"
    static let output = "CodeDigests.swift"
    /// The module that declares what a step is.
    static let contract = "PipelineKit"

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard target is SwiftSourceModuleTarget else { return [] }
        let output = context.pluginWorkDirectoryURL.appending(component: Self.output)
        var description = try ModuleDescription(of: target)
        // Scripts lie among the declarations that run them. As inputs of a command they are files that the build knows:
        // no list of exceptions in a manifest has to name each one.
        description.inputs.formUnion(target.sourceModule?.sourceFiles.filter { $0.type == .unknown }.map(\.url) ?? [])
        for program in Self.programs(of: context.package, for: target) {
            description.arguments += ["--program", program.name]
            let modules = try ModuleDescription(of: program)
            description.arguments += modules.arguments
            description.inputs.formUnion(modules.inputs)
        }
        return [
            .buildCommand(
                displayName: "Digesting the code of \(target.name)",
                executable: try context.tool(named: Self.tool).url,
                arguments: ["--output", output.path(percentEncoded: false)] + description.arguments,
                inputFiles: description.inputs.sorted { $0.path < $1.path },
                outputFiles: [output])
        ]
    }

    /// The executables of the package whose digests a target may want: itself, and what its steps may start, which is neither this
    /// tool nor what the target is part of.
    private static func programs(of package: Package, for target: any Target) -> [any Target] {
        let hasSteps = target.recursiveTargetDependencies.contains { $0.name == contract }
        return package.targets.filter { program in
            guard let module = program.sourceModule, module.kind == .executable, program.name != tool else {
                return false
            }
            if program.id == target.id { return true }
            return hasSteps && !program.recursiveTargetDependencies.contains { $0.id == target.id }
        }
    }
}

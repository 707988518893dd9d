import FoundationEssentials
import Glibc

/// Writes the digests of the code that a target's steps run; the plugin CodeDigests calls it while building.
@main
struct DigestCode {
    static func main() async {
        do {
            let request = try Request(arguments: Array(CommandLine.arguments.dropFirst()))
            let text = await Self.text(for: request)
            // An unchanged file leaves the target as it was built.
            if FileManager.default.contents(atPath: request.output) == Data(text.utf8) { return }
            try Data(text.utf8).write(to: URL(filePath: request.output), options: .atomic)
        } catch {
            let message = "error: digest-code: \(error)\n"
            write(STDERR_FILENO, message, message.utf8.count)
            exit(1)
        }
    }

    private static func text(for request: Request) async -> String {
        let target = request.modules[0].name
        var library = SourceLibrary()
        await library.read(request.modules)
        let sources = library.sources(of: request.modules)

        var steps: [(step: StepFinder.Step, closure: Closure)] = []
        if target != Boundary.module, request.modules.contains(where: { $0.name == Boundary.module }) {
            var index = NameIndex(sources)
            for step in StepFinder(sources, types: index.types).steps() {
                let closure = Closure(from: index.declarations(named: step.path), in: &index)
                guard closure.isDigestible, closure.flags.count <= FlagVariants.limit else { continue }
                steps.append((step, closure))
            }
        }
        var programs: ProgramTable?
        if ProgramTable.isMentioned(in: sources) {
            for program in request.programs { await library.read(program.modules) }
            programs = ProgramTable(request.programs, in: library)
        }
        return GeneratedFile(
            target: target, importing: modifier(for: steps.map(\.step), in: sources), steps: steps, programs: programs
        ).text
    }

    /// The modifier of the generated import; it states one only where the target's own files do.
    private static func modifier(for steps: [StepFinder.Step], in sources: Sources) -> String {
        let stated = sources.files.filter { $0.module == 0 }.flatMap(\.content.contractImports)
        if stated.allSatisfy(\.isEmpty) { return "" }
        return switch steps.map(\.access).max() {
        case .everyone: "public "
        case .package: "package "
        default: "internal "
        }
    }
}

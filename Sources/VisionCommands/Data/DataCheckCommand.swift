internal import Arguments
internal import Commands
internal import Datasets
internal import Glibc

/// `pipeline data check`: what a reader sees in a folder, and what is wrong with it.
struct DataCheckCommand: Sendable {
    let context: CommandContext

    private static let folder = CommandParameter.argument(
        "FOLDER", .name("FOLDER", completing: .folders), help: "the data set's folder")
    private static let layout = CommandParameter.option(
        "layout", .choice("LAYOUT", of: ["auto"] + DatasetLayout.allCases.map(\.rawValue)), default: "auto",
        help: "how files and tables tell what the images show")
    private static let pattern = CommandParameter.option(
        "pattern", .text("PATTERN"), default: "",
        help: "how file names tell labels, such as '*_{fingers}{hand}.png'")
    private static let distance = CommandParameter.option(
        "distance", .integer("BITS", in: 0...60), default: 8,
        help: "in how many of 256 bits the perceptual hashes of images that look alike may differ")

    var command: Command {
        Command(
            "check", summary: "Look at every image of a data set, and tell what is wrong with it.",
            discussion: """
                Ends with 1 where images are broken. Duplicates have the same pixels, whatever file they are in; images that \
                look alike are told by a perceptual hash, those of one track aside.
                """,
            examples: [
                .init("pipeline data check data/sample"),
                .init("pipeline data check data/fingers --pattern '*_{fingers}{hand}.png'", "labels in file names"),
            ],
            parameters: [Self.folder, Self.layout, Self.pattern, Self.distance], action: { try await check($0) })
    }

    private func check(_ values: ParsedValues) async throws -> Int32 {
        let folder = values[Self.folder]
        let report: DatasetReport
        do {
            let options = try DatasetOptions(layout: values[Self.layout], pattern: values[Self.pattern])
            let check = DatasetCheck(folder: context.absolute(folder), options, distance: values[Self.distance])
            defer { context.showProgress("") }
            report = try await check.run(workers: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) { done, all in
                context.showProgress("looked at \(done) of \(all) images")
            }
        } catch let error as DatasetError {
            throw CommandFailure(error.description, error.code == .pattern ? .usage : .failed)
        }
        if context.wantsJSON(values) {
            context.write(json: DatasetReportText.json(report))
        } else {
            DatasetReportText.write(report, to: context)
        }
        return report.broken.isEmpty ? 0 : CommandFailure.Code.failed.rawValue
    }
}

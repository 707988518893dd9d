internal import Arguments
internal import Commands
internal import FileSystem
internal import Terminal
internal import TrainingJob

/// `pipeline predict`: what a model takes images for.
struct PredictCommand: ProgramCommand {
    private static let model = CommandParameter.argument(
        "MODEL", .name("MODEL", completing: .source("groups")),
        help: "GROUP (its latest version), GROUP:VERSION, GROUP@ALIAS, or the path of a model")
    private static let images = CommandParameter.arguments(
        "IMAGE", .name("IMAGE", completing: .files), isRequired: true, help: "the images: PPM, PNG, JPEG or BMP")
    private static let top = CommandParameter.option(
        "top", .integer("N", in: 1...1000), default: 3, help: "how many classes are told of each image")

    func declaration(in context: CommandContext) -> Command {
        Command(
            "predict", summary: "Tell what a model takes images for.",
            discussion: """
                Size, normalisation and the names of the classes are the model's own. Each image is scaled as a whole: crop it \
                to what it shows first, as the images were that the model learnt from. A path is that of a model's folder, \
                or of a folder or archive that 'pipeline models export' made; in the current folder it begins with './'. \
                An image that can't be read is told of, the others are answered, and the exit code is 1.
                """,
            examples: [
                .init("pipeline predict road_sign@champion photo.png", "the three most probable classes"),
                .init("pipeline predict road_sign:3 *.ppm --top 1"),
                .init("pipeline predict ./model.tar.gz photo.png --json", "an exported model"),
            ],
            parameters: [Self.model, Self.images, Self.top]
        ) { try await predict($0, context) }
    }

    private func predict(_ values: ParsedValues, _ context: CommandContext) async throws -> Int32 {
        let folder = try PrivateFolder(environment: context.environment)
        let classifier = try await Classifier(values[Self.model], unpackedIn: folder.path, context)
        if let complaint = classifier.complaint { context.warn(complaint) }
        let paths = values[Self.images]
        let shards = "\(folder.path)/shards"
        let intake = try ImageIntake(
            paths.map(context.absolute), size: classifier.description.imageSize, packedIn: shards
        ) { context.showProgress("read \($0) of \(Format.count(paths.count, "image"))") }
        context.showProgress("")
        let predictions =
            intake.count == 0
            ? nil
            : try await Classifying(classifier: classifier, context: context)
                .predictions(of: shards, in: folder.path)
        let answers = PredictionAnswers(
            classifier: classifier, images: paths, predictions: predictions, refusals: intake.refusals,
            places: values[Self.top])
        if context.wantsJSON(values) {
            context.write(json: answers.json)
        } else if predictions != nil {
            context.write(answers.table)
        }
        for refusal in intake.refusals { context.complain("'\(paths[refusal.index])': \(refusal.reason)") }
        return intake.refusals.isEmpty ? 0 : CommandFailure.Code.failed.rawValue
    }
}

internal import ContentHash
internal import Datasets
internal import FileSystem
public import PipelineKit

/// Splits a folder of labelled images into lists for training, validation and test.
///
/// Images of one track, that is of one physical object, stay on one side; every class is on every side; and an official
/// test set is the test. The split depends on the seed and on the names of the images, not on their order; what is tested on,
/// not on the seed either, so that models of several seeds can be compared.
///
/// No image stands on two sides, under whatever name: a track of the training with an image that has the same pixels as one
/// of the test or the validation is left out as a whole, since it shows the same object, and so is a track of the validation
/// with an image of the test. A warning names each.
///
/// ```swift
/// let split = graph.step("split", SplitDataset(images: images, validation: 0.1, seed: 7))
/// ```
public struct SplitDataset: Step {
    /// The three sides, and what they have in common.
    public struct Output: Codable, Sendable {
        public var training: ImageList
        public var validation: ImageList
        public var test: ImageList
        /// The number of classes; ids are below it.
        public var classes: Int
        /// What the classes are called, by id.
        public var classNames: [String]
        public var trainingImages: Int
        public var validationImages: Int
        public var testImages: Int
        /// The number of images that were left out of training and validation because they stand on another side too.
        public var duplicates: Int
    }

    @Input var images: ImageFolder
    @Input var validation: Double
    @Input var test: Double
    @Input var seed: Int
    @Input var layout: String
    @Input var pattern: String

    /// Describes a split.
    /// - Parameters:
    ///   - images: The folder with the labelled images.
    ///   - validation: The part of each class's tracks that chooses the best weights.
    ///   - test: The part of each class's tracks that is kept for the test, where there is no official one.
    ///   - seed: Another number chooses other tracks for the validation.
    ///   - layout: How files and tables tell what the images show: the name of a `DatasetLayout`, such as `class_folders`;
    ///     `auto` recognises it.
    ///   - pattern: How file names tell labels, such as `*_{fingers}{hand}.png`; empty where they do not.
    public init(
        images: Reference<ImageFolder>, validation: Reference<Double> = 0.1, test: Reference<Double> = 0.2,
        seed: Reference<Int> = 1, layout: Reference<String> = "auto", pattern: Reference<String> = ""
    ) {
        _images = images
        _validation = validation
        _test = test
        _seed = seed
        _layout = layout
        _pattern = pattern
    }

    public func run(in context: StepContext) async throws -> Output {
        let dataset = try dataset()
        for remark in dataset.remarks { context.warn(remark) }
        let rule = try SideAssignment(
            validation: validation, test: dataset.officialTest == nil ? test : 0, seed: UInt64(bitPattern: Int64(seed)))
        try requireImages(of: dataset)
        var sides = try rule.deal(dataset.images, classes: dataset.classes)
        sides[.test, default: []] += dataset.officialTest ?? []
        let listed = try await listed(Side.allCases.flatMap { sides[$0, default: []] }, in: context)
        let duplicates = SideDuplicates(sides, listed.mapValues(\.pixels), classes: dataset.classes)
        for warning in duplicates.warnings { context.warn(warning) }
        try requireImages(in: duplicates.sides, of: dataset)

        var lists: [Side: ImageList] = [:]
        for side in Side.allCases {
            let list = try context.output("\(side.rawValue).csv", as: ImageList.self)
            let images = duplicates.sides[side, default: []].compactMap { listed[$0.path] }
            // The same pixels in another file are not another object.
            let tracks = JoinedTracks(images.map { ($0.image, content: $0.pixels) })
            try ImageList.write(images.map { tracks.joining($0.image) }, to: list.path)
            lists[side] = list
        }
        func count(_ side: Side) -> Int { duplicates.sides[side]?.count ?? 0 }
        guard let training = lists[.training], let validation = lists[.validation], let test = lists[.test] else {
            preconditionFailure("every side has a list")
        }
        context.message(
            "\(dataset.classes.count) classes: \(count(.training)) images to train on, \(count(.validation)) to "
                + "validate, \(count(.test)) to test\(dataset.officialTest == nil ? "" : " (the official test set)")")
        return Output(
            training: training, validation: validation, test: test, classes: dataset.classes.count,
            classNames: dataset.classes.map(\.name), trainingImages: count(.training),
            validationImages: count(.validation), testImages: count(.test), duplicates: duplicates.dropped)
    }

    private func dataset() throws -> Dataset {
        do { return try Dataset(folder: images.path, DatasetOptions(layout: layout, pattern: pattern)) } catch let error
            as DatasetError
        { throw StepFailure(error.description) }
    }

    /// A class of the official test that has nothing to learn from would count as a failure of the model, and of one that has
    /// nothing at all the trainer would know only after every image was converted.
    private func requireImages(of dataset: Dataset) throws {
        if dataset.officialTest?.isEmpty == true {
            throw StepFailure(
                "the test set of '\(images.path)' has no images; add them, or remove its folder to test on a part of the "
                    + "training tracks")
        }
        let known = Set(dataset.images.map(\.classID))
        if let missing = dataset.officialTest?.map(\.classID).filter({ !known.contains($0) }).min() {
            throw StepFailure(
                "class '\(dataset.classes[missing].name)' has test images but none to train on; add some, or remove its "
                    + "rows from the test's table")
        }
        let empty = dataset.classes.indices.filter { !known.contains($0) }
        if !empty.isEmpty {
            let names = empty.prefix(8).map { "'\(dataset.classes[$0].name)'" }.joined(separator: ", ")
            throw StepFailure(
                "there are no images of \(empty.count == 1 ? "class" : "the classes") \(names)"
                    + (empty.count > 8 ? " and \(empty.count - 8) more" : "") + ", which the layout "
                    + "\(dataset.layout.rawValue) counts among \(dataset.classes.count); add some, or give SplitDataset the "
                    + "layout class_folders, which numbers the folders that are there")
        }
    }

    /// A class whose images all stand on another side as well has nothing left to learn from.
    private func requireImages(in sides: [Side: [LabelledImage]], of dataset: Dataset) throws {
        let left = Set(sides[.training, default: []].map(\.classID))
        if let lost = Set(dataset.images.map(\.classID)).subtracting(left).min() {
            throw StepFailure(
                "every track of class '\(dataset.classes[lost].name)' that was to be trained on has an image that is also "
                    + "validated or tested on; add other images, or remove the duplicates (pipeline data check names them)"
            )
        }
    }

    /// Reads the images, for what the lists tell of them and for their pixels.
    private func listed(
        _ images: [LabelledImage], in context: StepContext
    ) async throws -> [String: (image: ListedImage, pixels: Digest)] {
        if let image = images.first(where: { $0.path.utf8.contains(UInt8(ascii: "\n")) }) {
            throw StepFailure("the name of the image '\(image.path)' has a line end in it; give it another name")
        }
        let folder = self.images.path
        let contents = await images.mapInParallel(workers: context.resources.cpus) { image in
            Result { () throws(SystemError) in
                let bytes = try Files.read("\(folder)/\(image.path)")
                return (digest: SHA256.digest(of: bytes), pixels: ImageFingerprint.pixels(of: bytes))
            }
        }
        var listed: [String: (image: ListedImage, pixels: Digest)] = [:]
        for (image, content) in zip(images, contents) {
            let (digest, pixels) = try content.get()
            let entry = ListedImage(
                path: image.path, digest: digest, classID: image.classID, track: image.track, box: image.box)
            listed[image.path] = (entry, pixels)
        }
        return listed
    }
}

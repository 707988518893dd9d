internal import ContentHash
internal import FileSystem
public import PipelineKit

/// Splits a folder of labelled images into lists for training, validation and test.
///
/// Images of one track, that is of one physical object, stay on one side; every class is on every side; and an official
/// test set is the test. The split depends on the seed and on the names of the images, not on their order.
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
    }

    @Input var images: ImageFolder
    @Input var validation: Double
    @Input var test: Double
    @Input var seed: Int

    /// Describes a split.
    /// - Parameters:
    ///   - images: The folder, in the official layout of GTSRB or with a folder for each class.
    ///   - validation: The part of each class's tracks that chooses the best weights.
    ///   - test: The part of each class's tracks that is kept for the test, where there is no official one.
    ///   - seed: Another number makes another split.
    public init(
        images: Reference<ImageFolder>, validation: Reference<Double> = 0.1, test: Reference<Double> = 0.2,
        seed: Reference<Int> = 1
    ) {
        _images = images
        _validation = validation
        _test = test
        _seed = seed
    }

    public func run(in context: StepContext) async throws -> Output {
        let labelled = try LabelledImages(folder: images.path)
        for remark in labelled.remarks { context.warn(remark) }
        let rule = try SideAssignment(
            validation: validation, test: labelled.officialTest == nil ? test : 0, seed: UInt64(bitPattern: Int64(seed))
        )
        try requireImages(of: labelled)
        var sides = try rule.deal(labelled.images, classNames: labelled.classNames)
        sides[.test, default: []] += labelled.officialTest ?? []

        var lists: [Side: ImageList] = [:]
        for side in Side.allCases {
            let list = try context.output("\(side.rawValue).csv", as: ImageList.self)
            try ImageList.write(try await listed(sides[side, default: []], in: context), to: list.path)
            lists[side] = list
        }
        func count(_ side: Side) -> Int { sides[side]?.count ?? 0 }
        guard let training = lists[.training], let validation = lists[.validation], let test = lists[.test] else {
            preconditionFailure("every side has a list")
        }
        context.message(
            "\(labelled.classNames.count) classes: \(count(.training)) images to train on, \(count(.validation)) to "
                + "validate, \(count(.test)) to test\(labelled.officialTest == nil ? "" : " (the official test set)")")
        return Output(
            training: training, validation: validation, test: test, classes: labelled.classNames.count,
            classNames: labelled.classNames, trainingImages: count(.training), validationImages: count(.validation),
            testImages: count(.test))
    }

    /// A class of the official test that has nothing to learn from would count as a failure of the model.
    private func requireImages(of labelled: LabelledImages) throws {
        let known = Set(labelled.images.map(\.classID))
        if let missing = labelled.officialTest?.map(\.classID).filter({ !known.contains($0) }).min() {
            throw StepFailure(
                "class '\(missing)' has test images but none to train on; add some, or remove its rows from the test's table"
            )
        }
    }

    private func listed(_ images: [LabelledImage], in context: StepContext) async throws -> [ListedImage] {
        if let image = images.first(where: { $0.path.utf8.contains(UInt8(ascii: "\n")) }) {
            throw StepFailure("the name of the image '\(image.path)' has a line end in it; give it another name")
        }
        let folder = self.images.path
        let digests = await images.mapInParallel(workers: context.resources.cpus) { image in
            Result { () throws(SystemError) in SHA256.digest(of: try Files.read("\(folder)/\(image.path)")) }
        }
        return try zip(images, digests).map { image, digest in
            ListedImage(
                path: image.path, digest: try digest.get(), classID: image.classID, track: image.track, box: image.box)
        }
    }
}

/// A data set as its layout tells of it: every image by name, none of them opened.
///
/// ```swift
/// let dataset = try Dataset(folder: "data/sample")
/// print(dataset.layout, dataset.classes.count, dataset.images.count)
/// ```
public struct Dataset: Sendable {
    /// How the folder tells what the images show.
    public let layout: DatasetLayout
    /// The classes, by id.
    public let classes: [DatasetClass]
    /// The images to split.
    public let images: [LabelledImage]
    /// The images that the data set itself sets apart for the test; `nil` where it does not.
    public let officialTest: [LabelledImage]?
    /// What was left out, in sentences.
    public let remarks: [String]

    /// Reads what a folder holds.
    /// - Parameters:
    ///   - folder: The data set's folder.
    ///   - options: What is known of it beforehand.
    /// - Throws: ``DatasetError`` that names file, line and what was expected; `SystemError` where something can't be read.
    public init(folder: String, _ options: DatasetOptions = DatasetOptions()) throws {
        let reader = try DatasetLayout.reader(of: folder, options)
        var images: [LabelledImage] = []
        var test: [LabelledImage] = []
        let summary = try reader.read { image, part in
            if part == .test { test.append(image) } else { images.append(image) }
        }
        layout = type(of: reader).layout
        classes = summary.classes
        self.images = images
        officialTest = summary.hasTest ? test : nil
        remarks = summary.remarks
    }
}

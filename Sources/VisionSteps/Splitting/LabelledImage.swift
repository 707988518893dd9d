internal import Imaging

/// An image as a data set's layout tells of it, before its content is looked at.
struct LabelledImage: Hashable, Sendable {
    /// The path below the image folder.
    var path: String
    /// The id of the class, from 0.
    var classID: Int
    /// The physical object, unique within its class.
    var track: String
    /// The part of the image that shows it; `nil` for all of it.
    var box: PixelRectangle?
}

/// A data set as its layout tells of it.
struct LabelledImages: Sendable {
    /// What the classes are called, by id.
    var classNames: [String]
    /// The images to split.
    var images: [LabelledImage]
    /// The images that the data set itself sets apart for the test.
    var officialTest: [LabelledImage]?
    /// What was left out, in sentences.
    var remarks: [String] = []
}

public import Imaging

/// An image as a data set's layout tells of it, before its content is looked at.
public struct LabelledImage: Hashable, Sendable {
    /// The path below the data set's folder.
    public var path: String
    /// The id of the class, from 0.
    public var classID: Int
    /// The physical object that it shows, unique within its class.
    public var track: String
    /// The part of the image that shows it; `nil` for all of it.
    public var box: PixelRectangle?

    /// Describes an image.
    /// - Parameters:
    ///   - path: The path below the data set's folder.
    ///   - classID: The id of the class, from 0.
    ///   - track: The physical object that it shows, unique within its class.
    ///   - box: The part of the image that shows it; `nil` for all of it.
    public init(path: String, classID: Int, track: String, box: PixelRectangle? = nil) {
        self.path = path
        self.classID = classID
        self.track = track
        self.box = box
    }
}

/// The part of a data set that an image belongs to.
public enum DatasetPart: String, Hashable, Sendable {
    /// To be split, or learnt from.
    case training
    /// Set apart for the test by the data set itself.
    case test
}

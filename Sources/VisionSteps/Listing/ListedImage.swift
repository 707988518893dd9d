public import ContentHash
public import Imaging

/// An image of an ``ImageList``: where it is, what it contains, and what it shows.
public struct ListedImage: Hashable, Sendable {
    /// The path below the image folder.
    public var path: String
    /// The digest of the file's bytes.
    public var digest: Digest
    /// The id of the class, from 0.
    public var classID: Int
    /// The physical object that the image shows, with others of the same one; unique within its class.
    public var track: String
    /// The part of the image that shows it; `nil` for all of it.
    public var box: PixelRectangle?

    public init(path: String, digest: Digest, classID: Int, track: String, box: PixelRectangle? = nil) {
        self.path = path
        self.digest = digest
        self.classID = classID
        self.track = track
        self.box = box
    }
}

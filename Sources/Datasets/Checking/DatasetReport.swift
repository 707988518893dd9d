public import Imaging

/// What a look at every image of a data set found.
public struct DatasetReport: Sendable {
    /// An image and the part that it belongs to.
    public struct Member: Hashable, Sendable {
        public let image: LabelledImage
        public let part: DatasetPart
    }

    /// A class and how many images show it.
    public struct ClassCount: Hashable, Sendable {
        public let name: String
        /// The images to train on, or to split.
        public internal(set) var training = 0
        /// The images of the test that the data set sets apart.
        public internal(set) var test = 0
        /// The physical objects among the images to train on.
        public internal(set) var tracks = 0
    }

    /// An image that can't be used.
    public struct BrokenImage: Hashable, Sendable {
        public let path: String
        public let reason: String
    }

    /// The least, the middle and the largest of some numbers.
    public struct Spread: Hashable, Sendable {
        public let least: Int
        public let median: Int
        public let most: Int

        /// Sorts the numbers; `nil` for none.
        ///
        /// Of an even count the lower of the two in the middle is the median.
        init?(_ numbers: [Int]) {
            let sorted = numbers.sorted()
            guard let first = sorted.first, let last = sorted.last else { return nil }
            least = first
            median = sorted[(sorted.count - 1) / 2]
            most = last
        }
    }

    /// Images with the same pixels.
    public struct Duplicates: Hashable, Sendable {
        /// The images, two at least, in the order of their paths.
        public let members: [Member]

        /// Whether the same image is said to be of different classes.
        public var isContradictory: Bool { Set(members.map(\.image.classID)).count > 1 }
        /// Whether the image is in the test and in the rest.
        public var isOnBothSides: Bool { Set(members.map(\.part)).count > 1 }
    }

    /// Two images of different objects that look alike.
    public struct NearDuplicate: Hashable, Sendable {
        public let first: Member
        public let second: Member
        /// In how many of 256 bits their perceptual hashes differ.
        public let distance: Int
    }

    public let layout: DatasetLayout
    /// The classes by id, with their counts.
    public internal(set) var classes: [ClassCount]
    /// What the reader left out, in sentences.
    public let remarks: [String]
    /// The number of images to train on, or to split.
    public internal(set) var training = 0
    /// The number of images of the test that the data set sets apart.
    public internal(set) var test = 0
    /// How many images have each format.
    public internal(set) var formats: [ImageFormat: Int] = [:]
    /// The widths of the images, in pixels.
    public internal(set) var widths: Spread?
    /// The heights of the images, in pixels.
    public internal(set) var heights: Spread?
    public internal(set) var broken: [BrokenImage] = []
    public internal(set) var duplicates: [Duplicates] = []
    /// Pairs of different tracks, those across classes or sides too; those with the same pixels are not among them.
    public internal(set) var nearDuplicates: [NearDuplicate] = []
}

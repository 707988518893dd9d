/// A reader of one layout of files and tables.
///
/// Making a reader looks for the layout and reads what all images need, such as the names of classes. ``read(_:)`` then
/// hands out image after image: tables are read line by line, and no image is opened.
public protocol DatasetReader: Sendable {
    /// The layout that it reads.
    static var layout: DatasetLayout { get }

    /// Looks for the layout in a folder; `nil` where it has another one.
    /// - Parameters:
    ///   - folder: The folder, which exists.
    ///   - options: What is known of the data set beforehand.
    /// - Throws: ``DatasetError`` where it has this layout with a mistake in it, `SystemError` where it can't be read.
    init?(folder: String, options: DatasetOptions) throws

    /// Hands out the images.
    /// - Parameter take: Gets each image and the part that it belongs to, in the order of the files.
    /// - Returns: What is known once all have been seen.
    /// - Throws: ``DatasetError`` that names file, line and what was expected; and whatever `take` throws.
    func read(_ take: (LabelledImage, DatasetPart) throws -> Void) throws -> DatasetSummary
}

/// What is known of a data set beforehand.
public struct DatasetOptions: Hashable, Sendable {
    /// The layout, where it is not to be recognised.
    public var layout: DatasetLayout?
    /// How file names tell labels.
    public var pattern: NamePattern?

    /// Describes what is known.
    /// - Parameters:
    ///   - layout: The layout, where it is not to be recognised.
    ///   - pattern: How file names tell labels; it selects that layout where none is given.
    public init(layout: DatasetLayout? = nil, pattern: NamePattern? = nil) {
        self.layout = layout ?? (pattern == nil ? nil : .fileNames)
        self.pattern = pattern
    }

    /// Reads what somebody typed.
    /// - Parameters:
    ///   - layout: The name of a layout; `auto` to have it recognised.
    ///   - pattern: A pattern of file names; empty for none.
    /// - Throws: ``DatasetError`` with the closest name of a layout, or with the place in the pattern.
    public init(layout: String, pattern: String) throws(DatasetError) {
        self.init(
            layout: layout == "auto" ? nil : try DatasetLayout(named: layout),
            pattern: pattern.isEmpty ? nil : try NamePattern(pattern))
    }
}

/// What is known of a data set once all of its images have been seen.
public struct DatasetSummary: Hashable, Sendable {
    /// The classes, by id.
    public var classes: [DatasetClass]
    /// Whether the data set sets images apart for the test.
    public var hasTest: Bool
    /// What was left out, in sentences.
    public var remarks: [String]

    init(classes: [DatasetClass], hasTest: Bool = false, remarks: [String] = []) {
        self.classes = classes
        self.hasTest = hasTest
        self.remarks = remarks
    }
}

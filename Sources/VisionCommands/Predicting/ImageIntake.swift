internal import FileSystem
internal import Imaging
internal import RecordIO

/// Scales images as a model takes them, and packs them for the trainer.
struct ImageIntake: Sendable {
    /// An image that can't be read.
    struct Refusal: Sendable {
        /// The place among the images that were named.
        let index: Int
        let reason: String
    }

    /// The images that can't be read, in their order.
    private(set) var refusals: [Refusal] = []
    /// How many images were packed; the id of each is its place among those that were named.
    private(set) var count = 0

    /// Reads images one after another.
    /// - Parameters:
    ///   - paths: Where they are.
    ///   - size: The width and height that a model takes, in pixels.
    ///   - folder: The folder to pack them in; made here.
    ///   - progress: Called with how many were read.
    /// - Throws: An error where they can't be packed.
    init(_ paths: [String], size: Int, packedIn folder: String, progress: (Int) -> Void) throws {
        try Folders.create(folder)
        var writer = try RecordWriter(file: "\(folder)/shard-00000.rec", index: "\(folder)/shard-00000.idx")
        for (index, path) in paths.enumerated() {
            let image: Image
            do throws(ImageError) { image = try Image(file: path) } catch {
                refusals.append(Refusal(index: index, reason: error.reason))
                continue
            }
            // Nobody knows the class; that of the record is not looked at.
            let scaled = image.resized(width: size, height: size).encodedPPM()
            try writer.append(ImageRecord(classID: 0, id: UInt64(index), image: scaled).payload, key: UInt64(index))
            count += 1
            progress(index + 1)
        }
        try writer.finish()
    }
}

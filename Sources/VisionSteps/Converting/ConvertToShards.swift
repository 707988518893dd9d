internal import Datasets
internal import FileSystem
public import PipelineKit

/// Crops the images of a list to their boxes, scales them to one size, and packs them as MXNet RecordIO.
///
/// Each record holds the class id and a PNG, as MXNet's `im2rec` packs them, so `mxnet.recordio` reads the shards. The order
/// is that of the list, and the same list makes the same bytes.
///
/// ```swift
/// let shards = graph.step("shards", ConvertToShards(images: split.training, folder: images, size: 48))
/// ```
public struct ConvertToShards: Step {
    /// The shards, and how many images they have.
    public struct Output: Codable, Sendable {
        public var shards: Shards
        /// The number of images in the shards.
        public var images: Int
        /// The number of images that were left out because they are corrupt.
        public var skipped: Int
    }

    @Input var images: ImageList
    /// The list names every image's content by digest, which is checked when it is read.
    @Unkeyed var folder: ImageFolder
    @Input var size: Int
    @Input var shardBytes: Int
    @Input var maxCorrupt: Int

    /// Describes a conversion.
    /// - Parameters:
    ///   - images: The images to convert.
    ///   - folder: The folder that they are in; only the list decides whether earlier shards are used again.
    ///   - size: The width and height of the converted images, in pixels.
    ///   - shardBytes: The size after which another shard begins.
    ///   - maxCorrupt: How many corrupt images are left out before it is a failure.
    public init(
        images: Reference<ImageList>, folder: Reference<ImageFolder>, size: Reference<Int> = 48,
        shardBytes: Reference<Int> = 16_777_216, maxCorrupt: Reference<Int> = 0
    ) {
        _images = images
        _folder = Unkeyed(folder)
        _size = size
        _shardBytes = shardBytes
        _maxCorrupt = maxCorrupt
    }

    public func run(in context: StepContext) async throws -> Output {
        guard (8...1024).contains(size) else {
            throw StepFailure("the size of the converted images is \(size); give one from 8 to 1024 pixels")
        }
        let listed = try images.read()
        let shards = try context.output("shards", as: Shards.self)
        let conversion = ImageConversion(folder: folder.path, size: size)
        var writer = try ShardWriter(folder: shards.path, shardBytes: shardBytes)
        var corrupt = CorruptImages(limit: maxCorrupt)
        // Enough at a time to keep all workers busy, and few enough to fit into little memory.
        for start in stride(from: 0, to: listed.count, by: 1024) {
            try Task.checkCancellation()
            let end = min(start + 1024, listed.count)
            let records = await Array(zip(start..<end, listed[start..<end])).mapInParallel(
                workers: context.resources.cpus
            ) { number, image in Result { try conversion.record(of: image, id: UInt64(number)) } }
            for (record, image) in zip(records, listed[start..<end]) {
                do { try writer.append(record.get()) } catch let reason as ImageConversion.Corrupt {
                    corrupt.add(image.path, reason)
                }
            }
            context.progress(Double(end), of: Double(listed.count))
        }
        try corrupt.check(in: context)
        try writer.finish()
        return Output(shards: shards, images: listed.count - corrupt.count, skipped: corrupt.count)
    }
}

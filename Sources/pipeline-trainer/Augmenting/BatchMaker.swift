import TrainingJob

/// Makes the batches of an epoch from the images in memory.
struct BatchMaker: Sendable {
    let images: ImageSet
    let augmentation: Augmentation
    let seed: UInt64
    let batchSize: Int

    /// The images of each batch of an epoch, every image once, in an order of the epoch's own.
    ///
    /// The batches differ by at most one image in size: a rest of a few images would upset batch normalisation.
    func plan(epoch: Int) -> [ArraySlice<Int>] {
        var random = RandomSource(seed, UInt64(epoch))
        let order = random.permutation(images.count)
        let batches = (images.count + batchSize - 1) / batchSize
        return (0..<batches).map { order[$0 * images.count / batches..<($0 + 1) * images.count / batches] }
    }

    /// Makes a batch beside whatever the caller does meanwhile.
    @concurrent
    func batch(_ members: ArraySlice<Int>, epoch: Int) async -> Batch {
        let size = images.bytesPerImage
        let augmenter = Augmenter(augmentation: augmentation, side: images.side)
        let pixels = [UInt8](unsafeUninitializedCapacity: members.count * size) { room, count in
            images.pixels.withUnsafeBufferPointer { source in
                for (position, member) in members.enumerated() {
                    let original = UnsafeBufferPointer(rebasing: source[member * size..<(member + 1) * size])
                    let target = UnsafeMutableBufferPointer(rebasing: room[position * size..<(position + 1) * size])
                    guard augmentation != .none else {
                        _ = target.update(from: original)
                        continue
                    }
                    // A sequence for each image and epoch: nothing depends on who makes which batch when.
                    var random = RandomSource(seed, UInt64(epoch), UInt64(member))
                    augmenter.change(original, into: target, random: &random)
                }
            }
            count = room.count
        }
        return Batch(pixels: pixels, classes: members.map { images.classes[$0] })
    }
}

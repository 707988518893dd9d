import TrainingJob

/// Makes the batches of an epoch from the images in memory.
struct BatchMaker: Sendable {
    let images: ImageSet
    private let augmentation: Augmentation
    private let seed: UInt64
    private let batchSize: Int
    /// The images of each class that has any; empty where each image has one turn in an epoch.
    private let classes: [[Int]]
    /// The class of an image's mirror image.
    private let mirrored: [Int64: Int64]

    /// Takes the images; where batches are balanced, every class has as many turns as the others.
    init(images: ImageSet, augmentation: Augmentation, seed: UInt64, batchSize: Int, isBalanced: Bool = false) {
        self.images = images
        self.augmentation = augmentation
        self.seed = seed
        self.batchSize = batchSize
        let groups = isBalanced ? Dictionary(grouping: 0..<images.count) { images.classes[$0] } : [:]
        classes = groups.sorted { $0.key < $1.key }.map(\.value)
        let pairs = augmentation.mirroring.mirrored.map { (Int64($0.key), Int64($0.value)) }
        mirrored = Dictionary(uniqueKeysWithValues: pairs)
    }

    /// The number of batches in an epoch.
    var batchCount: Int { (images.count + batchSize - 1) / batchSize }

    /// The images of each batch of an epoch, in an order of the epoch's own.
    ///
    /// The batches differ by at most one image in size: a rest of a few images would upset batch normalisation.
    func plan(epoch: Int) -> [ArraySlice<Draw>] {
        var random = RandomSource(seed, UInt64(epoch))
        let draws = draws(&random)
        let order = random.permutation(draws.count).map { draws[$0] }
        return (0..<batchCount).map { order[$0 * order.count / batchCount..<($0 + 1) * order.count / batchCount] }
    }

    /// As many turns as there are images: one each, or the same number for each class.
    private func draws(_ random: inout RandomSource) -> [Draw] {
        guard !classes.isEmpty else { return (0..<images.count).map { Draw(image: $0, turn: 0) } }
        var draws: [Draw] = []
        draws.reserveCapacity(images.count)
        for (index, members) in classes.enumerated() {
            let share = (index + 1) * images.count / classes.count - index * images.count / classes.count
            for turn in 0...share / members.count {
                let order = random.permutation(members.count).prefix(share - turn * members.count)
                draws += order.map { Draw(image: members[$0], turn: turn) }
            }
        }
        return draws
    }

    /// Makes a batch beside whatever the caller does meanwhile.
    @concurrent
    func batch(_ members: ArraySlice<Draw>, epoch: Int) async -> Batch {
        let size = images.bytesPerImage
        let augmenter = Augmenter(augmentation: augmentation, side: images.side)
        var classes = members.map { images.classes[$0.image] }
        let pixels = [UInt8](unsafeUninitializedCapacity: members.count * size) { room, count in
            images.pixels.withUnsafeBufferPointer { source in
                for (position, draw) in members.enumerated() {
                    let start = draw.image * size
                    let original = UnsafeBufferPointer(rebasing: source[start..<start + size])
                    let target = UnsafeMutableBufferPointer(rebasing: room[position * size..<(position + 1) * size])
                    guard augmentation != .none else {
                        _ = target.update(from: original)
                        continue
                    }
                    var random = random(draw, epoch: epoch)
                    let other = mirrored[classes[position]]
                    let isMirrored = augmenter.change(
                        original, into: target, mayMirror: other != nil, random: &random)
                    if isMirrored, let other { classes[position] = other }
                }
            }
            count = room.count
        }
        return Batch(pixels: pixels, classes: classes)
    }

    /// A sequence for each image and epoch: nothing depends on who makes which batch when.
    private func random(_ draw: Draw, epoch: Int) -> RandomSource {
        draw.turn == 0
            ? RandomSource(seed, UInt64(epoch), UInt64(draw.image))
            : RandomSource(seed, UInt64(epoch), UInt64(draw.image), UInt64(draw.turn))
    }
}

/// How many images each class has.
struct ClassCounts {
    private let counts: [Int]

    init(_ images: ImageSet, classCount: Int) {
        var counts = [Int](repeating: 0, count: classCount)
        for id in images.classes { counts[Int(id)] += 1 }
        self.counts = counts
    }

    /// The classes without an image.
    var empty: [Int] { counts.indices.filter { counts[$0] == 0 } }

    /// Sees to it that every class can be learnt.
    /// - Parameter shards: Where the images are, for the message.
    /// - Throws: `TrainerError` that names the classes without an image.
    func requireAll(in shards: String) throws(TrainerError) {
        let empty = empty
        guard !empty.isEmpty else { return }
        let first = empty.prefix(8).map { "\($0)" }.joined(separator: ", ")
        let classes =
            empty.count == 1
            ? "the class \(first)" : "the classes \(first)" + (empty.count > 8 ? " and \(empty.count - 8) more" : "")
        throw TrainerError(
            .noImages,
            "\(shards): there is no image of \(classes) to train on, though there are \(counts.count) classes; add images, or "
                + "leave out what has none")
    }

    /// The inverse of each class's frequency, so that an image's mean weight is 1; 0 for a class without images.
    var weights: [Float] {
        let total = Double(counts.reduce(0, +))
        let present = Double(counts.count { $0 > 0 })
        return counts.map { $0 > 0 ? Float(total / present / Double($0)) : 0 }
    }
}

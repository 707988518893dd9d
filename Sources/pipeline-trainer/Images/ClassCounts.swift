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

    /// The inverse of each class's frequency, so that an image's mean weight is 1; 0 for a class without images.
    var weights: [Float] {
        let total = Double(counts.reduce(0, +))
        let present = Double(counts.count { $0 > 0 })
        return counts.map { $0 > 0 ? Float(total / present / Double($0)) : 0 }
    }
}

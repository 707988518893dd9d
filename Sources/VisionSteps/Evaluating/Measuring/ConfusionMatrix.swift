/// How many images of each class were taken for each class.
struct ConfusionMatrix: Hashable, Sendable {
    let classCount: Int
    private var counts: [Int]

    init(classCount: Int) {
        self.classCount = classCount
        counts = Array(repeating: 0, count: classCount * classCount)
    }

    /// The number of images of a class that were taken for another, or for the same.
    subscript(of trueClass: Int, as predictedClass: Int) -> Int {
        get { counts[trueClass * classCount + predictedClass] }
        set { counts[trueClass * classCount + predictedClass] = newValue }
    }

    /// The rows: for each true class the numbers for all predicted ones.
    var rows: [[Int]] {
        (0..<classCount).map { Array(counts[$0 * classCount..<($0 + 1) * classCount]) }
    }

    /// The number of images of a class.
    func support(of trueClass: Int) -> Int {
        (0..<classCount).reduce(0) { $0 + self[of: trueClass, as: $1] }
    }

    /// The number of images that were taken for a class.
    func predictions(as predictedClass: Int) -> Int {
        (0..<classCount).reduce(0) { $0 + self[of: $1, as: predictedClass] }
    }

    /// The number of images of all classes.
    var total: Int { counts.reduce(0, +) }
}

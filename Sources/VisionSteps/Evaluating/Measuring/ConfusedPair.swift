/// A class whose images are taken for those of another.
struct ConfusedPair: Codable, Hashable, Sendable {
    let trueClass: Int
    let predictedClass: Int
    /// The number of images of the one class that are taken for the other.
    let images: Int
    /// Their share of the images of the true class.
    let share: Double

    private enum CodingKeys: String, CodingKey {
        case trueClass = "true"
        case predictedClass = "predicted"
        case images
        case share
    }

    /// The pairs that are confused most often, then those of the lowest ids.
    static func most(_ limit: Int, in matrix: ConfusionMatrix) -> [ConfusedPair] {
        let rows = matrix.rows
        let pairs = rows.indices.flatMap { row in
            let support = Double(rows[row].reduce(0, +))
            return rows[row].indices.filter { $0 != row && rows[row][$0] > 0 }.map { column in
                ConfusedPair(
                    trueClass: row, predictedClass: column, images: rows[row][column],
                    share: Double(rows[row][column]) / support)
            }
        }
        return Array(
            pairs.sorted { ($1.images, $0.trueClass, $0.predictedClass) < ($0.images, $1.trueClass, $1.predictedClass) }
                .prefix(limit))
    }
}

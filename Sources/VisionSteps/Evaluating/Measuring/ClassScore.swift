/// How well one class is told from the others.
struct ClassScore: Codable, Hashable, Sendable {
    let id: Int
    let name: String
    /// The share of images taken for the class that are of it; 0 where none was.
    let precision: Double
    /// The share of images of the class that were taken for it; 0 where there are none.
    let recall: Double
    /// The harmonic mean of precision and recall; 0 where both are.
    let f1: Double
    /// The number of images of the class.
    let support: Int

    init(id: Int, name: String, in matrix: ConfusionMatrix) {
        let right = Double(matrix[of: id, as: id])
        let predicted = matrix.predictions(as: id)
        self.id = id
        self.name = name
        support = matrix.support(of: id)
        precision = predicted == 0 ? 0 : right / Double(predicted)
        recall = support == 0 ? 0 : right / Double(support)
        f1 = predicted + support == 0 ? 0 : 2 * right / Double(predicted + support)
    }
}

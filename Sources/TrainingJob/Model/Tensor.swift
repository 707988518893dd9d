/// A named array of 32-bit floats, row-major.
public struct Tensor: Hashable, Sendable {
    /// The name, such as `conv1.weight`.
    public let name: String
    /// The length of each axis; empty for a single number.
    public let shape: [Int]
    /// The values, as many as the lengths' product.
    public let values: [Float]

    /// Makes a tensor of values that are there already.
    ///
    /// - Precondition: the number of values is the product of the shape.
    public init(name: String, shape: [Int], values: [Float]) {
        precondition(
            shape.reduce(1, *) == values.count, "\(name): shape \(shape) does not hold \(values.count) values")
        self.name = name
        self.shape = shape
        self.values = values
    }
}

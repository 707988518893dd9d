/// Which images may be mirrored, left to right; none are unless a rule says so, for “turn left” is not “turn right”.
///
/// For GTSRB, whose signs 33 and 34 are “turn right” and “turn left” and whose sign 12 is the same in a mirror:
///
/// ```swift
/// Mirroring(
///     classes: [11, 12, 13, 15, 17, 18, 22, 26, 30, 35], pairs: [[19, 20], [33, 34], [36, 37], [38, 39]])
/// ```
public struct Mirroring: Codable, Hashable, Sendable {
    /// The classes whose mirrored images are of the same class.
    public var classes: [Int]
    /// Pairs of classes, of which each is the other one mirrored.
    public var pairs: [[Int]]

    public init(classes: [Int] = [], pairs: [[Int]] = []) {
        self.classes = classes
        self.pairs = pairs
    }

    /// No image is mirrored.
    public static let none = Mirroring()

    /// The class of a mirrored image, by the class that it had; what is not there is not mirrored.
    public var mirrored: [Int: Int] {
        var mirrored: [Int: Int] = [:]
        for id in classes { mirrored[id] = id }
        for pair in pairs where pair.count == 2 {
            mirrored[pair[0]] = pair[1]
            mirrored[pair[1]] = pair[0]
        }
        return mirrored
    }

    func mistakes(classCount: Int) -> [String] {
        var mistakes: [String] = []
        for pair in pairs where pair.count != 2 {
            mistakes.append("“augmentation.mirroring.pairs” has \(pair), which is no pair of classes")
        }
        var seen: Set<Int> = []
        for id in classes + pairs.joined() {
            if !(0..<classCount).contains(id) {
                mistakes.append("“augmentation.mirroring” has the class \(id), which is not in 0...\(classCount - 1)")
            } else if !seen.insert(id).inserted {
                mistakes.append("“augmentation.mirroring” has the class \(id) twice")
            }
        }
        return mistakes
    }

    private enum CodingKeys: CodingKey { case classes, pairs }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        try fields.read(&classes, .classes)
        try fields.read(&pairs, .pairs)
    }
}

internal import Imaging

/// A data set of rendered signs in the layout of the German Traffic Sign Recognition Benchmark.
///
/// The same settings always give the same bytes. Each picture depends only on the seed, its class, track and frame:
/// more tracks leave those there were as they are.
public struct SampleDataset: Sendable {
    /// A file of the data set.
    public struct File: Sendable {
        /// The path below the data set's folder, with `/` between its parts.
        public let path: String
        /// The contents.
        public let bytes: [UInt8]
    }

    /// The number of classes, the ids of which are 0 to 42.
    public static let classCount = SignCatalogue.classCount

    /// Where all random numbers come from.
    public var seed: UInt64 = 2011
    /// The tracks of each class for training, at least 1.
    public var tracks = 7
    /// The frames of each track, at least 1.
    public var frames = 4
    /// The pictures of each class for testing, each from a track of its own.
    public var tests = 6

    public init() {}

    /// Renders all files, one after the other in the order of their paths' folders.
    public func render(_ body: (File) throws -> Void) rethrows {
        for (id, sign) in SignCatalogue.maps.enumerated() { try renderTraining(of: sign, id, body) }
        try renderTests(of: SignCatalogue.maps, body)
    }

    private func renderTraining(of sign: SignMap, _ id: Int, _ body: (File) throws -> Void) rethrows {
        let folder = "GTSRB/Final_Training/Images/\(Self.fiveDigits(id))"
        var table = SignTable()
        for index in 0..<tracks {
            var random = SplitMix64(seed: seed, path: [0, UInt64(id), UInt64(index)])
            let track = Track(&random)
            for frame in 0..<frames {
                var random = SplitMix64(seed: seed, path: [1, UInt64(id), UInt64(index), UInt64(frame)])
                let share = frames > 1 ? Double(frame) / Double(frames - 1) : 1
                let picture = track.frame(of: sign, after: share, &random)
                let name = "\(Self.fiveDigits(index))_\(Self.fiveDigits(frame)).ppm"
                table.append(name, picture, classID: id)
                try body(File(path: "\(folder)/\(name)", bytes: picture.image.encodedPPM()))
            }
        }
        try body(File(path: "\(folder)/GT-\(Self.fiveDigits(id)).csv", bytes: table.bytes))
    }

    private func renderTests(of signs: [SignMap], _ body: (File) throws -> Void) rethrows {
        var table = SignTable()
        for (place, source) in testOrder().enumerated() {
            var random = SplitMix64(seed: seed, path: [2, UInt64(source.id), UInt64(source.index)])
            let track = Track(&random)
            let picture = track.frame(of: signs[source.id], after: random.unit(), &random)
            let name = "\(Self.fiveDigits(place)).ppm"
            table.append(name, picture, classID: source.id)
            try body(File(path: "GTSRB/Final_Test/Images/\(name)", bytes: picture.image.encodedPPM()))
        }
        try body(File(path: "GT-final_test.csv", bytes: table.bytes))
    }

    /// The test pictures in an order that tells nothing about their classes.
    private func testOrder() -> [(id: Int, index: Int)] {
        var order = (0..<tests).flatMap { index in (0..<Self.classCount).map { (id: $0, index: index) } }
        var random = SplitMix64(seed: seed, path: [3])
        for last in order.indices.dropFirst().reversed() { order.swapAt(last, random.index(below: last + 1)) }
        return order
    }

    /// A number as file names have it.
    static func fiveDigits(_ value: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, 5 - text.count)) + text
    }
}

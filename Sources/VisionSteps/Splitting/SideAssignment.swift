internal import Datasets
internal import PipelineKit

/// The sides of a split.
enum Side: String, CaseIterable {
    case training, validation, test
}

/// The rule by which tracks are dealt to the sides.
///
/// The tracks of each class are ranked by a hash of the class and their name, and the first go to the test. The others are ranked
/// by a hash of the seed as well: the last go to the validation, and all before them to the training. So a track never
/// stands on two sides, every class is on every side, and a track that comes or goes moves at most one other across each
/// of the two borders. The test is the same for every seed, so that no model has learnt from what judges another one.
struct SideAssignment {
    /// The part of each class's tracks that chooses the best weights.
    let validation: Double
    /// The part of each class's tracks that is kept for the test; 0 where the data set brings a test of its own.
    let test: Double
    let seed: UInt64

    /// Makes a rule.
    /// - Throws: `StepFailure` where the parts are none, or leave nothing to train on.
    init(validation: Double, test: Double, seed: UInt64) throws {
        for (name, part) in [("validation", validation), ("test", test)] where !(0..<1).contains(part) {
            throw StepFailure("\(name) is \(part); give a part from 0 up to, but not including, 1")
        }
        guard validation + test < 1 else {
            throw StepFailure(
                "validation \(validation) and test \(test) leave nothing to train on; together they must be below 1")
        }
        self.validation = validation
        self.test = test
        self.seed = seed
    }

    /// Deals the images to the sides.
    /// - Throws: `StepFailure` that names the class with too few tracks for all sides.
    func deal(_ images: [LabelledImage], classes: [DatasetClass]) throws -> [Side: [LabelledImage]] {
        var dealt: [Side: [LabelledImage]] = [:]
        let members = Dictionary(grouping: images, by: \.classID)
        for (classID, members) in members.sorted(by: { $0.key < $1.key }) {
            let sides = try sides(of: Set(members.map(\.track)), in: classes[classID])
            for image in members { dealt[sides[image.track] ?? .training, default: []].append(image) }
        }
        return dealt
    }

    private func sides(of tracks: Set<String>, in itsClass: DatasetClass) throws -> [String: Side] {
        func ranked(_ tracks: some Sequence<String>, seed: UInt64) -> [String] {
            tracks.map { (SplitMix64.rank(of: [itsClass.key, $0], seed: seed), $0) }.sorted { $0 < $1 }.map(\.1)
        }
        let needed = 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0)
        guard tracks.count >= needed else {
            throw StepFailure(
                """
                class '\(itsClass.name)' has \(tracks.count) \(tracks.count == 1 ? "track" : "tracks") of images, fewer than the \
                \(needed) sides of the split (\(neededSides)), and a track never stands on two; add images of other \
                objects, or remove the class
                """)
        }
        var testCount = test > 0 ? max(1, Int((test * Double(tracks.count)).rounded())) : 0
        var validationCount = validation > 0 ? max(1, Int((validation * Double(tracks.count)).rounded())) : 0
        // Rounding must not take the last track from the training.
        while testCount + validationCount >= tracks.count {
            if testCount >= validationCount { testCount -= 1 } else { validationCount -= 1 }
        }
        let tested = ranked(tracks, seed: 0).prefix(testCount)
        let others = ranked(tracks.subtracting(tested), seed: seed)
        var sides: [String: Side] = [:]
        for track in tested { sides[track] = .test }
        for (place, track) in others.enumerated() {
            sides[track] = place < others.count - validationCount ? .training : .validation
        }
        return sides
    }

    private var neededSides: String {
        (["training"] + (validation > 0 ? ["validation"] : []) + (test > 0 ? ["test"] : [])).joined(separator: ", ")
    }
}

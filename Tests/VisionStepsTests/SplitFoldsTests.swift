import ContentHash
import PipelineKit
import PipelineTesting
import Testing

@testable import VisionSteps

@Suite struct `Splitting into folds` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Images with three frames of each track; the tracks of each class are named alike.
    private func images(tracks: [Int]) -> [ListedImage] {
        tracks.enumerated().flatMap { classID, count in
            (0..<count).flatMap { track in
                (0..<3).map { frame in
                    ListedImage(
                        path: "\(classID)/\(track)_\(frame).png",
                        digest: SHA256.digest(of: "\(classID)\(track)\(frame)"),
                        classID: classID, track: "\(track)")
                }
            }
        }
    }

    private func split(
        _ images: [ListedImage], folds: Int = 3, seed: Int = 7, name: String = "folds"
    ) async throws -> (folds: [SplitFolds.Fold], events: [StepEvent]) {
        let list = "\(folder.path)/\(name).csv"
        try ImageList.write(images, to: list)
        let trial = StepTrial(in: folder, name: name)
        let step = SplitFolds(
            images: Reference(ImageList(path: list)), folds: Reference(folds), seed: Reference(seed))
        return (try await trial.run(step).folds, trial.events)
    }

    private func names(_ list: ImageList) throws -> Set<String> { Set(try list.read().map(\.path)) }

    private func tracks(_ list: ImageList) throws -> Set<String> {
        Set(try list.read().map { "\($0.classID) \($0.track)" })
    }

    @Test func `Every image is validated once and trained in all other folds`() async throws {
        let all = images(tracks: [7, 4, 3])
        let (folds, events) = try await split(all)
        #expect(folds.count == 3)
        let validated = try folds.map { try names($0.validation) }
        #expect(validated.map(\.count).reduce(0, +) == all.count)
        #expect(validated.reduce(Set()) { $0.union($1) } == Set(all.map(\.path)))
        for (fold, validated) in zip(folds, validated) {
            #expect(try names(fold.training) == Set(all.map(\.path)).subtracting(validated))
        }
        #expect(events == [.message("3 folds of 15, 15, 12 images")])
    }

    @Test func `Frames of a track stay in one fold`() async throws {
        for fold in try await split(images(tracks: [7, 4, 3])).folds {
            #expect(try tracks(fold.training).isDisjoint(with: try tracks(fold.validation)))
        }
    }

    @Test func `Tracks that share an image stay in one fold, however they are called`() async throws {
        var all = images(tracks: [9])
        // Track 0 shares an image with 5, and 5 another one with 7.
        func copy(_ from: Int, _ to: Int) { all[to].digest = all[from].digest }
        copy(0, 15)
        copy(16, 21)
        let (folds, events) = try await split(all)
        for fold in folds {
            let validated = try tracks(fold.validation)
            #expect([0, 3].contains(validated.intersection(["0 0", "0 5", "0 7"]).count))
        }
        #expect(events == [.message("3 folds of 9, 6, 12 images")])
    }

    @Test func `Each class is spread evenly, and so is the rest`() async throws {
        let folds = try await split(images(tracks: [7, 7, 7, 6])).folds
        let counts = try folds.map { fold in
            try (0..<4).map { classID in try tracks(fold.validation).count { $0.hasPrefix("\(classID) ") } }
        }
        #expect(counts.map { $0.reduce(0, +) } == [9, 9, 9])
        #expect(counts.allSatisfy { $0.allSatisfy { (2...3).contains($0) } })
    }

    @Test func `The seed alone decides, not the order of the images`() async throws {
        let all = images(tracks: [6, 5])
        let first = try await split(all, name: "first").folds
        let second = try await split(all.reversed(), name: "second").folds
        let other = try await split(all, seed: 8, name: "other").folds
        #expect(try first.map { try names($0.validation) } == second.map { try names($0.validation) })
        #expect(try first.map { try names($0.validation) } != other.map { try names($0.validation) })
    }

    @Test func `Classes with fewer tracks than folds are named, and trained in every fold`() async throws {
        let (folds, events) = try await split(images(tracks: [5, 2, 3, 2, 1]))
        #expect(
            events.dropLast() == [
                .warning("the classes 1, 3 have fewer than 3 tracks, so not every fold validates them"),
                .warning("the class 4 has 1 track, so every fold trains on it and none validates it"),
            ])
        #expect(try folds.allSatisfy { Set(try $0.training.read().map(\.classID)) == [0, 1, 2, 3, 4] })
        #expect(try folds.allSatisfy { try !$0.validation.read().map(\.classID).contains(4) })
    }

    @Test func `What can be dealt into no folds is refused`() async throws {
        func message(_ images: [ListedImage], folds: Int = 3) async -> String? {
            await #expect(throws: StepFailure.self) { try await split(images, folds: folds) }?.description
        }
        #expect(await message(images(tracks: [5]), folds: 1) == "folds is 1; give a number from 2")
        #expect(await message([]) == "there are no images to deal into folds")
    }
}

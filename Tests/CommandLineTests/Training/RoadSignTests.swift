import Foundation
import ProgramTesting
import Testing

/// The pipeline that ships, on three classes of the sample dataset.
struct RoadSignTests {
    let place: Workplace
    let images: SmallDataset

    init() throws {
        place = try Workplace()
        images = try SmallDataset(in: place)
    }

    private func run(_ settings: String...) throws -> RunDocument {
        let small = ["epochs=1", "image_size=16", "batch_size=8", "max_mse=1000000"]
        let sets = (small + settings).flatMap { ["--set", $0] }
        return try RunDocument(try place.run(.pipeline, ["run", "road_sign", "--json"] + sets))
    }

    @Test(.enabled(if: Program.trainer.isBuilt, "pipeline-trainer was not built"))
    func `Every change runs what it must and nothing else`() throws {
        let first = try run()
        #expect(
            first.states == [
                "split succeeded", "training_shards succeeded", "test_shards succeeded", "validation_shards succeeded",
                "train succeeded", "evaluate succeeded", "register succeeded", "reject skipped",
            ])
        #expect(first.model == RunDocument.Model(group: "road_sign", version: 1))
        let second = try run()
        #expect(second.steps("cached").count == 7)
        #expect(second.model == first.model)

        let epochs = try run("epochs=2")
        #expect(epochs.steps("cached") == ["split", "training_shards", "test_shards", "validation_shards"])
        #expect(try epochs.reason("train") == "`epochs` 1 → 2")
        #expect(try run().steps("cached").count == 7)

        let strict = try run("max_mse=0")
        #expect(strict.steps("cached").count == 6)
        #expect(strict.steps("failed") == ["reject"])
        #expect(strict.code == 1)
        #expect(
            try strict.reason("reject").contains(
                /^the mean squared error is [0-9.]+, not below max_mse, which is 0$/))

        try images.touchAll()
        #expect(try run().steps("cached").count == 7)

        let name = "GTSRB/Final_Training/Images/00001/00000_00001.ppm"
        // The last pixel is outside of the sign's box: the shard is what it was.
        try images.change(name, part: 0.999..<1)
        #expect(try run().steps("succeeded").count == 2)
        try images.change(name, part: 0.4..<0.6)
        let edited = try run()
        #expect(try edited.reason("split") == "`images`: 1 file changed: \(name)")
        #expect(edited.steps("cached").contains("test_shards"))
        #expect(edited.steps("cached").count == 2)
        #expect(edited.steps("succeeded").contains("train"))
        #expect(edited.model == RunDocument.Model(group: "road_sign", version: 3))
    }

    @Test(.enabled(if: Program.trainer.isBuilt, "pipeline-trainer was not built"))
    func `A loss that is no number ends the run with its epoch and batch, and nothing is registered`() throws {
        let failed = try run("learning_rate=10", "weight_decay=1", "batch_size=2")
        #expect(failed.code == 1)
        #expect(failed.steps("failed") == ["train"])
        let message =
            /pipeline-trainer: the loss is -?(nan|inf) in batch \d+ of epoch \d+; a lower learning rate than 10\.0 may help/
        let reason = try failed.reason("train")
        #expect(reason.wholeMatch(of: message) != nil, "\(reason)")
        #expect(failed.model == nil)
        #expect(try place.run(.pipeline, ["models", "--json"]).output == "[]\n")
    }

    @Test func `A row of the list without its image is named`() throws {
        try images.remove("GTSRB/Final_Training/Images/00001/00000_00001.ppm")
        let failed = try run()
        #expect(failed.steps("failed") == ["split"])
        #expect(
            try failed.reason("split")
                == "GTSRB/Final_Training/Images/00001/GT-00001.csv:3: the image "
                + "'GTSRB/Final_Training/Images/00001/00000_00001.ppm' does not exist; restore it or remove the row")
    }

    @Test func `A truncated image is named, and left out where that is allowed`() throws {
        try images.truncate("GTSRB/Final_Test/Images/00020.ppm")
        let flaw =
            "'GTSRB/Final_Test/Images/00020.ppm': truncated PPM image: LENGTH"
        let failed = try place.run(.pipeline, shards + ["--json"])
        #expect(
            try RunDocument(failed).reason("test_shards").replacing(
                /[0-9]+ x [0-9]+ .* there are [0-9]+/, with: "LENGTH")
                == "an image is corrupt, and max_corrupt is 0: \(flaw); mend or remove it, or allow so many with max_corrupt"
        )
        #expect(failed.code == 1)
        let allowed = try RunDocument(try place.run(.pipeline, shards + ["--json", "--set", "max_corrupt=1"]))
        #expect(allowed.status == "succeeded")
        #expect(
            allowed.warnings.map { $0.replacing(/[0-9]+ x [0-9]+ .* there are [0-9]+/, with: "LENGTH") }
                == ["test_shards: left out the corrupt image \(flaw)"])
    }

    private let shards = ["run", "road_sign", "--to", "test_shards", "--set", "image_size=16"]

    @Test func `A class with fewer tracks than sides is named`() throws {
        let list = "project/data/sample/GTSRB/Final_Training/Images/00001/GT-00001.csv"
        let rows = try place.read(list).split(whereSeparator: \.isNewline)
        try place.write(rows.prefix(2).joined(separator: "\n") + "\n", to: list)
        #expect(
            try run().reason("split")
                == "class '1' has 1 track of images, fewer than the 2 sides of the split (training, validation), "
                + "and a track never stands on two; add images of other objects, or remove the class")
    }

    @Test func `A folder without images is refused`() throws {
        try place.write("nothing to see", to: "project/other/readme.txt")
        try FileManager.default.createDirectory(atPath: "\(place.project)/empty", withIntermediateDirectories: true)
        for (folder, content) in [("other", "which holds readme.txt"), ("empty", "which is empty")] {
            let reason = try run("images=\(folder)").reason("split").plain(in: place)
            #expect(
                reason.hasPrefix(
                    "no labelled images in 'PLACE/project/\(folder)', \(content); it must have one of the layouts "))
        }
        let missing = try place.run(.pipeline, ["run", "road_sign", "--set", "images=nowhere"])
        #expect(
            missing.complaints.plain(in: place)
                == "error: the folder of `images`: there is nothing at 'PLACE/project/nowhere'\n")
        #expect(missing.code == 2)
    }
}

import Datasets
import Imaging
import PipelineKit
import PipelineTesting
import Testing

@testable import VisionSteps

@Suite struct `Splitting a data set` {
    private let folder: TemporaryFolder
    private let images: SmallImages
    private let training = "GTSRB/Final_Training/Images"

    init() throws {
        folder = try TemporaryFolder()
        images = SmallImages(folder: folder)
    }

    private func split(
        _ path: String, name: String = "split", validation: Double = 0.2, test: Double = 0.2
    ) async throws -> (output: SplitDataset.Output, events: [StepEvent]) {
        let trial = StepTrial(in: folder, name: name)
        let step = SplitDataset(
            images: Reference(ImageFolder(path: path)), validation: Reference(validation), test: Reference(test),
            seed: 7)
        return (try await trial.run(step), trial.events)
    }

    private func message(of path: String) async -> String? {
        await #expect(throws: StepFailure.self) { try await split(path) }?.description
    }

    @Test func `The official layout brings boxes, tracks and its own test`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5, 4])
        try images.writeOfficialTest("gtsrb", classes: [1, 0, 1])
        let (output, events) = try await split(path)
        #expect(output.classes == 2)
        #expect(output.classNames == ["0", "1"])
        #expect([output.trainingImages, output.validationImages, output.testImages] == [21, 6, 3])
        #expect(
            events == [.message("2 classes: 21 images to train on, 6 to validate, 3 to test (the official test set)")])

        let test = try output.test.read()
        #expect(test.map(\.path) == (0..<3).map { "GTSRB/Final_Test/Images/0000\($0).ppm" })
        #expect(test.map(\.classID) == [1, 0, 1])
        let first = try #require(try output.training.read().first)
        #expect(first.box == PixelRectangle(x: 2, y: 3, width: 8, height: 6))
        #expect(first.path == "\(training)/00000/\(first.track)_00000.ppm")
        let tracks = try [output.training, output.validation].map {
            Set(try $0.read().map { "\($0.classID) \($0.track)" })
        }
        #expect(tracks[0].isDisjoint(with: tracks[1]))
        #expect(tracks.map(\.count) == [7, 2])
    }

    @Test func `Without an official test a part of the tracks is the test`() async throws {
        let (output, events) = try await split(try images.writeOfficial("gtsrb", tracks: [5, 5]))
        #expect([output.trainingImages, output.validationImages, output.testImages] == [18, 6, 6])
        #expect(events == [.message("2 classes: 18 images to train on, 6 to validate, 6 to test")])
    }

    @Test(arguments: ["", "/GTSRB", "/GTSRB/Final_Training/Images"])
    func `The folder may be given at every level`(_ below: String) async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5, 5])
        let (output, _) = try await split(path + below)
        #expect(output.trainingImages == 18)
        #expect(try output.training.read().allSatisfy { $0.box != nil })
    }

    @Test func `Folders are classes, sorted by number where all are numbers`() async throws {
        let files = ["x.png", "y.PNG", "z.png", "notes.txt"]
        let numbers = try images.writeClassFolders("numbers", [("10", files), ("9", files), ("2", files)])
        let (output, _) = try await split(numbers)
        #expect(output.classNames == ["2", "9", "10"])
        #expect([output.trainingImages, output.validationImages, output.testImages] == [3, 3, 3])
        let names = try images.writeClassFolders("names", [("yield", files), ("10", files), ("Stop", files)])
        try folder.makeFolder("names/empty")
        let (other, events) = try await split(names, name: "other")
        #expect(other.classNames == ["10", "Stop", "yield"])
        #expect(events.first == .warning("the folder 'empty' has no images and is left out"))
    }

    @Test func `In class folders too, frames of a track stay together`() async throws {
        let files = (0..<4).flatMap { track in (0..<3).map { "0000\(track)_0000\($0).png" } }
        let (output, _) = try await split(try images.writeClassFolders("frames", [("a", files)]))
        #expect([output.trainingImages, output.validationImages, output.testImages] == [6, 3, 3])
        #expect(Set(try output.test.read().map(\.track)).count == 1)
    }

    @Test func `An edited image changes the list of its side alone`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [6, 6])
        let before = try await split(path, name: "before").output
        let edited = try #require(try before.validation.read().first)
        try folder.write(SmallImages.image(77).encodedPPM(), to: "gtsrb/\(edited.path)")
        _ = try await split(path, name: "after")
        for side in ["training", "test"] {
            #expect(try folder.bytes("before/output/\(side).csv") == folder.bytes("after/output/\(side).csv"))
        }
        #expect(try folder.bytes("before/output/validation.csv") != folder.bytes("after/output/validation.csv"))
    }

    @Test func `A folder that is missing or no folder is named`() async throws {
        let path = "\(folder.path)/none"
        #expect(
            await message(of: path) == "the image folder '\(path)' does not exist; give a folder with labelled images")
        let file = try folder.write("x", to: "file")
        #expect(await message(of: file) == "'\(file)' is not a folder; give a folder with labelled images")
    }

    @Test func `A folder without a known layout tells what was looked for`() async throws {
        let layouts = DatasetLayout.allCases.map { "\($0.rawValue) (\($0.contents))" }.joined(separator: "; ")
        let expected = "; it must have one of the layouts \(layouts)"
        let empty = try folder.makeFolder("empty")
        #expect(await message(of: empty) == "no labelled images in '\(empty)', which is empty" + expected)
        for name in ["a", "b", "c", "d", "e", "f.png"] { try folder.write("x", to: "other/\(name)") }
        let other = "\(folder.path)/other"
        #expect(await message(of: other) == "no labelled images in '\(other)', which holds a, b, c, d, e, …" + expected)
    }

    @Test func `A row without its image is named`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5])
        try folder.remove("gtsrb/\(training)/00000/00001_00002.ppm")
        #expect(
            await message(of: path)
                == "\(training)/00000/GT-00000.csv:7: the image '\(training)/00000/00001_00002.ppm' does not exist; "
                + "restore it or remove the row")
    }

    @Test func `An image without a row is left out with a warning`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5])
        try folder.write("x", to: "gtsrb/\(training)/00000/00009_00000.ppm")
        let one = try await split(path).events.first
        #expect(
            one
                == .warning(
                    "'\(training)/00000/00009_00000.ppm' has no row in '\(training)/00000/GT-00000.csv' and so no part in this"
                ))
        try folder.write("x", to: "gtsrb/\(training)/00000/00009_00001.ppm")
        let two = try await split(path).events.first
        #expect(
            two
                == .warning(
                    "'\(training)/00000/00009_00000.ppm' and 1 more have no row in '\(training)/00000/GT-00000.csv' "
                        + "and so no part in this"))
    }

    @Test(arguments: [
        ("x.ppm;12;12;1;1;9;9", "the row has 7 fields, not 8"),
        ("x.ppm;12;12;a;1;9;9;0", "Roi.X1 is 'a', which is no whole number from 0"),
        ("x.ppm;12;12;1;1;9;9;-1", "ClassId is '-1', which is no whole number from 0"),
        ("x.ppm;12;12;5;1;4;9;0", "the box from 5,1 to 4,9 is empty"),
        ("../x.ppm;12;12;1;1;9;9;0", "'../x.ppm' is no name of a file in the table's folder"),
        ("x.ppm;12;12;1;1;9;9;4", "the class is 4, but this is the folder of class 0"),
        (
            "00000_00000.ppm;12;12;1;1;9;9;0", "a second row for the image '00000_00000.ppm'; remove one of them"
        ),
    ])
    func `A bad row is named with its line`(_ row: String, _ complaint: String) async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5])
        let table = "\(training)/00000/GT-00000.csv"
        try folder.write(try folder.text("gtsrb/\(table)") + row + "\n", to: "gtsrb/\(table)")
        #expect(await message(of: path) == "\(table):17: \(complaint)")
    }

    @Test func `A table without a column is named`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5])
        let table = "\(training)/00000/GT-00000.csv"
        try folder.write("Filename,ClassId\n", to: "gtsrb/\(table)")
        #expect(
            await message(of: path)
                == "\(table):1: there is no column 'Filename' in 'Filename,ClassId'; "
                + "the first line must be Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId")
        try folder.write(SmallImages.header + "\n", to: "gtsrb/\(table)")
        #expect(await message(of: path) == "\(table): class '0' has no images; add some, or remove its folder")
        try folder.remove("gtsrb/\(table)")
        #expect(await message(of: path) == "'\(path)/\(training)/00000' has no table 'GT-00000.csv' of its images")
    }

    @Test func `Test images without labels are named`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5])
        try images.writeOfficialTest("gtsrb", classes: [0], labels: nil)
        #expect(
            await message(of: path) == """
                the labels of the test images in '\(path)/GTSRB/Final_Test/Images' are missing: looked for \
                'GT-final_test.csv' there and above; put it there (it is published apart, as GTSRB_Final_Test_GT.zip), or \
                remove the folder Final_Test to test on a part of the training tracks
                """)
    }

    @Test func `A class that is only in the test is named`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5])
        try images.writeOfficialTest("gtsrb", classes: [0, 3], labels: "GTSRB/Final_Test/Images/GT-final_test.csv")
        #expect(
            await message(of: path)
                == "class '3' has test images but none to train on; add some, or remove its rows from the test's table")
    }

    @Test func `A class without images is named before anything is converted`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5])
        try folder.write(
            SmallImages.image(7).encodedPPM(), to: "gtsrb/\(training)/00003/00000_00000.ppm")
        try folder.write(
            SmallImages.header + "\n00000_00000.ppm;12;12;2;3;9;8;3\n", to: "gtsrb/\(training)/00003/GT-00003.csv")
        #expect(
            await message(of: path) == """
                there are no images of the classes '1', '2', which the layout gtsrb counts among 4; add some, or give \
                SplitDataset the layout class_folders, which numbers the folders that are there
                """)
    }

    @Test func `Tracks of a side that share an image are one, whatever files it is in`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5, 5])
        try images.writeOfficialTest("gtsrb", classes: [1, 0])
        let twin = try folder.bytes("gtsrb/\(training)/00001/00003_00001.ppm")
        try folder.write(
            Array("P6\n# saved again\n".utf8) + twin.dropFirst(3), to: "gtsrb/\(training)/00001/00002_00001.ppm")
        let list = try await split(path, validation: 0).output.training.read()
        let tracks = { classID in Set(list.filter { $0.classID == classID }.map(\.track)).sorted() }
        #expect(tracks(0) == ["00000", "00001", "00002", "00003", "00004"])
        #expect(tracks(1) == ["00000", "00001", "00002", "00004"])
        #expect(list.count == 30)
    }

    @Test func `A test set without images is named`() async throws {
        let path = try images.writeClassFolders("empty", [("train/a", ["1.png", "2.png"])])
        try folder.makeFolder("empty/test")
        #expect(
            await message(of: path) == """
                the test set of '\(path)' has no images; add them, or remove its folder to test on a part of the training tracks
                """)
    }

    @Test func `A class with fewer images than sides is named`() async throws {
        let path = try images.writeClassFolders(
            "few", [("a", ["1.png", "2.png", "3.png"]), ("b", ["1.png", "2.png"])])
        #expect(
            await message(of: path) == """
                class 'b' has 2 tracks of images, fewer than the 3 sides of the split (training, validation, test), \
                and a track never stands on two; add images of other objects, or remove the class
                """)
    }

    @Test func `A track with an image of the test is dropped from the training, and named`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [5, 5])
        try images.writeOfficialTest("gtsrb", classes: [1, 0])
        // The same pixels in another file, as where somebody saved it again.
        let twin = try folder.bytes("gtsrb/\(training)/00001/00003_00001.ppm")
        try folder.write(
            Array("P6\n# saved again\n".utf8) + twin.dropFirst(3), to: "gtsrb/GTSRB/Final_Test/Images/00000.ppm")
        let (output, events) = try await split(path, validation: 0)
        #expect(output.trainingImages == 27)
        #expect(output.duplicates == 3)
        #expect(try !output.training.read().contains { $0.classID == 1 && $0.track == "00003" })
        #expect(
            events.first
                == .warning(
                    "left out of the training: track 00003 of class '1', 3 images: '\(training)/00001/00003_00001.ppm' is "
                        + "the same image as 'GTSRB/Final_Test/Images/00000.ppm' of the test"))
    }

    @Test func `An image that was dealt to two sides stays on the one that judges`() async throws {
        let path = try images.writeClassFolders("twins", [("a", (0..<9).map { "\($0).png" })])
        let before = try await split(path, name: "before").output
        let tested = try #require(try before.test.read().first?.path)
        let learnt = try #require(try before.training.read().first?.path)
        try folder.write(try folder.bytes("twins/\(tested)"), to: "twins/\(learnt)")
        let (after, events) = try await split(path, name: "after")
        #expect(try after.test.read() == before.test.read())
        #expect(try after.validation.read() == before.validation.read())
        #expect(try after.training.read() == before.training.read().filter { $0.path != learnt })
        #expect(
            events.first
                == .warning("left out of the training: '\(learnt)' is the same image as '\(tested)' of the test"))
    }

    @Test func `A class that has nothing but duplicates to train on is named`() async throws {
        let path = try images.writeOfficial("gtsrb", tracks: [2, 1])
        try images.writeOfficialTest("gtsrb", classes: [0])
        let twin = try folder.bytes("gtsrb/\(training)/00001/00000_00000.ppm")
        try folder.write(twin, to: "gtsrb/GTSRB/Final_Test/Images/00000.ppm")
        let error = await #expect(throws: StepFailure.self) { try await split(path, validation: 0) }
        #expect(
            error?.description == """
                every track of class '1' that was to be trained on has an image that is also validated or tested on; add \
                other images, or remove the duplicates (pipeline data check names them)
                """)
    }

    @Test func `Labels in file names are classes where a pattern is given`() async throws {
        for number in 0..<12 {
            let name = "fingers/x\(number)_\(number % 2)\(number % 4 < 2 ? "L" : "R").png"
            try folder.write(SmallImages.image(number).encodedPNG(), to: name)
        }
        let step = SplitDataset(
            images: Reference(ImageFolder(path: "\(folder.path)/fingers")), layout: "file_names",
            pattern: "*_{fingers}{hand}.png")
        let output = try await StepTrial(in: folder, name: "split").run(step)
        #expect(output.classNames == ["0L", "0R", "1L", "1R"])
        #expect(output.trainingImages == 4)
    }

    @Test func `A layout that does not exist has its closest name told`() async throws {
        let step = SplitDataset(images: Reference(ImageFolder(path: folder.path)), layout: "class_folder")
        let error = await #expect(throws: StepFailure.self) {
            try await StepTrial(in: folder, name: "split").run(step)
        }
        #expect(error?.description == "there is no layout 'class_folder'; did you mean 'class_folders'?")
    }
}

import Foundation
import ProgramTesting
import Testing

/// What models take images for.
struct PredictTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func predict(_ words: String...) throws -> Outcome { try place.run(.pipeline, ["predict"] + words) }

    /// Writes the description of a model that has no weights.
    private func describeModel(in folder: String) throws {
        try place.write(
            """
            {"format_version": 1, "architecture": "small_cnn", "class_count": 3, "image_size": 16,
             "mean": [0.5, 0.5, 0.5], "std": [0.25, 0.25, 0.25], "parameter_count": 9}
            """, to: "project/\(folder)/model.json")
    }

    /// Writes an image of one colour, as large as is asked for and with as many of its bytes.
    private func writeImage(_ name: String, side: Int = 20, kind: String = "P6", bytes: Int? = nil) throws {
        let count = bytes ?? side * side * (kind == "P6" ? 3 : 1)
        let data = Data("\(kind)\n\(side) \(side)\n255\n".utf8) + Data(repeating: 120, count: count)
        try data.write(to: URL(fileURLWithPath: "\(place.project)/\(name)"))
    }

    /// Writes an image that is given in base 64.
    private func writeImage(_ name: String, _ text: String) throws {
        let data = try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters))
        try data.write(to: URL(fileURLWithPath: "\(place.project)/\(name)"))
    }

    /// The classes of each image, or what is wrong with it.
    private struct Answers: Decodable {
        struct Answer: Decodable {
            struct Class: Decodable, Hashable {
                let id: Int
                let name: String
                let probability: Double
            }
            let image: String
            let classes: [Class]?
            let error: String?
        }
        let model: String
        let images: [Answer]

        init(_ outcome: Outcome) throws { self = try JSONDecoder().decode(Self.self, from: Data(outcome.output.utf8)) }
    }

    @Test(.enabled(if: Program.trainer.isBuilt, "pipeline-trainer was not built"))
    func `A registered model answers for images of all kinds, and so do its files`() throws {
        let images = try SmallDataset(in: place)
        // As folders whose names are those of the classes.
        for (id, name) in ["stop", "town", "yield"].enumerated() {
            let folder = images.path("GTSRB/Final_Training/Images/0000\(id)")
            try FileManager.default.createDirectory(
                atPath: "\(place.project)/data/signs", withIntermediateDirectories: true)
            try FileManager.default.removeItem(atPath: "\(folder)/GT-0000\(id).csv")
            try FileManager.default.moveItem(atPath: folder, toPath: "\(place.project)/data/signs/\(name)")
        }
        let settings = ["images=data/signs", "epochs=3", "image_size=16", "batch_size=8", "max_mse=1000000"]
            .flatMap { ["--set", $0] }
        let run = try RunDocument(try place.run(.pipeline, ["run", "road_sign", "--json"] + settings))
        #expect(run.model == RunDocument.Model(group: "road_sign", version: 1))
        #expect(try place.run(.pipeline, ["models", "alias", "set", "road_sign", "champion", "1"]).code == 0)
        try writeImage("dot.ppm", side: 1)
        try writeImage("grey.pgm", kind: "P5")
        try writeImage("clear.png", Self.transparent)
        try writeImage("print.jpg", Self.inks)

        let shown = try predict("road_sign@champion", "dot.ppm", "grey.pgm", "clear.png", "print.jpg")
        #expect(shown.code == 0, "\(shown)")
        #expect(shown.complaints == "")
        let rows = shown.output.split(separator: "\n")
        #expect(rows.first?.split(separator: " ") == ["image", "class", "probability"])
        #expect(rows.count == 13)
        #expect(
            rows.filter { !$0.hasPrefix(" ") }.dropFirst().map { $0.prefix { $0 != " " } }
                == ["dot.ppm", "grey.pgm", "clear.png", "print.jpg"])
        #expect(rows.dropFirst().allSatisfy { $0.hasSuffix(" %") })

        // What the evaluation calls the classes, most probable first.
        let first = try Answers(predict("road_sign:1", "grey.pgm", "--json", "--top", "99"))
        #expect(first.model == "road_sign:1")
        let classes = try #require(first.images.first?.classes)
        #expect(Set(classes.map(\.id)) == [0, 1, 2])
        #expect(classes.map(\.probability) == classes.map(\.probability).sorted(by: >))
        #expect(abs(classes.reduce(0) { $0 + $1.probability } - 1) < 1e-5)
        #expect(classes.sorted { $0.id < $1.id }.map(\.name) == ["stop", "town", "yield"])

        // The same network in the folder that the training wrote, and in what is exported.
        let made = "artifacts/runs/\(run.run)/train/outputs/model"
        let nameless = try predict(made, "grey.pgm", "--json")
        #expect(nameless.complaints.hasPrefix("warning: '\(made)' comes with no names for its 3 classes, "))
        let plain = try Answers(nameless)
        #expect(plain.images.first?.classes?.map(\.probability) == classes.map(\.probability))
        #expect(plain.images.first?.classes?.map(\.name) == classes.map { "\($0.id)" })
        for place in ["exported", "exported.tar.gz"] {
            #expect(try self.place.run(.pipeline, ["models", "export", "road_sign", place]).code == 0)
            let exported = try predict("./\(place)", "grey.pgm", "--json")
            #expect(exported.complaints == "")
            let answers = try Answers(exported)
            #expect(answers.model == "./\(place)")
            #expect(answers.images.first?.classes == classes)
        }
        // All that is needed elsewhere is there as files.
        let files = try FileManager.default.subpathsOfDirectory(atPath: "\(place.project)/exported").sorted()
        #expect(
            files == [
                "SHA256SUMS", "evaluation", "evaluation/report.html", "evaluation/report.json", "labels.json", "model",
                "model.json", "model.onnx", "model/model.json", "model/training.json", "model/weights.safetensors",
                "preprocessing.json",
            ])
        let preprocessing = try place.read("project/exported/preprocessing.json")
        let told = try #require(
            try JSONSerialization.jsonObject(with: Data(preprocessing.utf8)) as? [String: Any])
        #expect(told["channels"] as? [String] == ["red", "green", "blue"])
        #expect(told["height"] as? Int == 16 && told["width"] as? Int == 16)
        try place.write("[]", to: "project/exported/labels.json")
        let changed = try predict("./exported", "grey.pgm")
        #expect(changed.code == 1)
        #expect(
            changed.complaints.plain(in: place).hasPrefix(
                "error: 'PLACE/project/./exported' is not what was exported\n  'labels.json' was changed: "))

        // What can't be read is told, and the others are answered.
        try writeImage("vast.ppm", side: 10_000, bytes: 3)
        try writeImage("torn.ppm", bytes: 100)
        let mixed = try predict("road_sign", "vast.ppm", "grey.pgm", "torn.ppm", "none.png", "--top", "1")
        #expect(mixed.code == 1)
        #expect(mixed.output.split(separator: "\n").count == 2)
        #expect(mixed.output.contains("\ngrey.pgm  "))
        #expect(mixed.complaints == Self.complaints)
        let answers = try Answers(predict("road_sign", "torn.ppm", "grey.pgm", "--json"))
        #expect(answers.images.map(\.image) == ["torn.ppm", "grey.pgm"])
        #expect(answers.images[0].error == "truncated PPM image: 20 x 20 pixels need 1200 bytes, there are 100")
        #expect(answers.images[1].classes?.count == 3)
    }

    private static let nameless = """
        warning: './model' comes with no names for its 3 classes, so that they are told by number; the version in the \
        registry has names, and so has what 'pipeline models export' makes of it, where its evaluation names the classes

        """

    private static let complaints = """
        error: 'vast.ppm': too large PPM image: 10000 x 10000 pixels; at most 67108864 are decoded, so scale it down first
        error: 'torn.ppm': truncated PPM image: 20 x 20 pixels need 1200 bytes, there are 100
        error: 'none.png': cannot read the image: No such file or directory

        """

    @Test func `Images that can't be read need no trainer`() throws {
        try describeModel(in: "model")
        try writeImage("vast.ppm", side: 10_000, bytes: 3)
        try writeImage("torn.ppm", bytes: 100)
        let outcome = try predict("./model", "vast.ppm", "torn.ppm", "none.png")
        #expect(outcome.code == 1)
        #expect(outcome.output == "")
        #expect(outcome.complaints == Self.nameless + Self.complaints)
    }

    @Test func `A model that is not there is told with the closest name`() throws {
        _ = try place.runPipeline("words")
        try writeImage("a.ppm")
        let near = try place.fixture("predict", "wrds@champion", "a.ppm")
        #expect(near.code == 2)
        #expect(near.complaints == "error: there is no model group 'wrds'; did you mean 'words'?\n")
        let path = try place.fixture("predict", "./wrds", "a.ppm")
        #expect(path.code == 2)
        #expect(path.complaints.plain(in: place) == "error: there is nothing at 'PLACE/project/./wrds'\n")
        let other = try place.fixture("predict", "words", "a.ppm")
        #expect(other.code == 1)
        #expect(
            other.complaints
                == "error: 'words:1' does not classify images as far as is known here: model.json: cannot open the file: "
                + "Not a directory\n")
    }

    @Test func `Without its trainer the program says what to do`() throws {
        try describeModel(in: "model")
        try writeImage("a.ppm")
        // The trainer is looked for beside the program.
        let program = "\(place.path)/pipeline"
        do {
            try FileManager.default.linkItem(atPath: Program.fixture.path, toPath: program)
        } catch {
            try FileManager.default.copyItem(atPath: Program.fixture.path, toPath: program)
        }
        let outcome = try RunningProgram(
            program, ["predict", "./model", "a.ppm"], environment: ["PATH": "/nowhere"], folder: place.project,
            files: "\(place.path)/said"
        ).outcome()
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints == Self.nameless
                + "error: the program 'pipeline-trainer' is not there; it needs libtorch, which "
                + "`bin/pipeline --yes doctor` installs\n")
    }

    @Test func `A model without an image is refused`() throws {
        let outcome = try predict("road_sign")
        #expect(outcome.code == 2)
        #expect(
            outcome.complaints
                == "error: missing argument IMAGE: the images: PPM, PNG, JPEG or BMP\nsee 'pipeline predict --help'\n")
    }

    /// A PNG of three pixels, two of them transparent.
    private static let transparent = """
        iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAYAAAAb4BS0AAAAFUlEQVR4nGP4z8Dw/z8DAwMDA0MDAB1wA373EiOpAAAAAElF
        TkSuQmCC
        """

    /// A JPEG of four inks.
    private static let inks = """
        /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAbEhQXFBEbFxYXHhwbIChCKyglJShROj0wQmBVZWRfVV1baniZgWpxkHNbXYW1hpCe
        o6utq2eAvMm6pseZqKuk/8AAFAgABwAJBEMRAE0RAFkRAEsRAP/EABkAAAIDAQAAAAAAAAAAAAAAAAAGAgMEBf/EAB0QAAIB
        BAMAAAAAAAAAAAAAAAABUQIFFiEEFEL/2gAOBEMATQBZAEsAAD8AzWPySx2mEVW/hLWkMwyhjtMI6vSUID//2Q==
        """
}

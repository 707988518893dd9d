import Datasets
import Testing

@Suite struct `Labels in file names` {
    private let pictures: Pictures

    init() throws { pictures = try Pictures() }

    @Test(arguments: [
        ("*_{fingers}{hand}.png", "00_af_3L.png", ["3", "L"]), ("{a}-{b}.*", "x-y-z.png", ["x", "y-z"]),
        ("{n:0-9}{rest}", "12ab", ["1", "2ab"]), ("{n:0-9}_{rest}", "12_ab", ["12", "ab"]),
        ("?{name:a-cx}.png", "_abx.png", ["abx"]),
    ])
    func `A pattern takes a name apart`(_ pattern: String, _ name: String, _ labels: [String]) throws {
        #expect(try NamePattern(pattern).labels(of: name) == labels)
    }

    @Test(arguments: [
        ("*_{fingers:0-5}{hand:LR}.png", "a_6L.png"), ("*_{fingers}{hand:LR}.png", "a_3M.png"), ("{a}b", "b"),
        ("{a}.png", "x.jpg"),
    ])
    func `A name that is not as the pattern says has no labels`(_ pattern: String, _ name: String) throws {
        #expect(try NamePattern(pattern).labels(of: name) == nil)
    }

    @Test func `Many stars do not multiply the work`() throws {
        let name = String(repeating: "a", count: 250)
        let pattern = try NamePattern(String(repeating: "*a", count: 60) + "{label}{other}b")
        #expect(pattern.labels(of: name) == nil)
        #expect(pattern.labels(of: name + "b") == ["a", "a"])
        #expect(try NamePattern(String(repeating: "*", count: 100_000) + "_{label}").labels(of: "a_1") == ["1"])
    }

    @Test func `Nor do many labels of many characters, or more labels than a name has characters`() throws {
        let allowed = String(repeating: "á-ź", count: 100)
        let name = String(repeating: "ü", count: 250)
        let pattern = try NamePattern((0..<5).map { "{label\($0):\(allowed)}" }.joined() + "b")
        #expect(pattern.labels(of: name) == nil)
        #expect(pattern.labels(of: name + "b") == ["ü", "ü", "ü", "ü", String(repeating: "ü", count: 246)])
        let long = try NamePattern((0..<300).map { "{label\($0)}" }.joined() + "*")
        #expect(long.labels(of: name) == nil)
        #expect(long.labels(of: name + name)?.count == 300)
    }

    @Test(arguments: [
        ("*.png", 6, "it names no label in braces"), ("{a", 1, "'{' without a '}' after it"),
        ("a}", 2, "'}' without a '{' before it"), ("{}", 2, "'' is no name for a label"),
        ("{a b}", 2, "'a b' is no name for a label"), ("{a}{a}", 5, "a second label 'a'"),
        ("{a:}", 4, "the characters of 'a' are none"), ("{a:9-0}", 7, "the characters of 'a' are none"),
    ])
    func `A mistake in a pattern is told with its place`(_ pattern: String, _ place: Int, _ reason: String) {
        let error = #expect(throws: DatasetError.self) { try NamePattern(pattern) }
        #expect(
            error?.description
                == "the pattern '\(pattern)' is wrong at character \(place): \(reason); write such as "
                + "'*_{fingers}{hand}.png'")
    }

    @Test func `Fingers are recognised, with their test`() throws {
        for (number, name) in ["train/a_0L.png", "train/b_10R.png", "train/c_2L.png", "test/d_2L.png"].enumerated() {
            try pictures.write(number, to: name)
        }
        let dataset = try Dataset(
            folder: pictures.path, DatasetOptions(pattern: NamePattern("*_{fingers}{hand:LR}.png")))
        #expect(dataset.layout == .fileNames)
        #expect(dataset.classes.map(\.name) == ["0L", "2L", "10R"])
        #expect(dataset.classes[2].fields == ["fingers": "10", "hand": "R"])
        #expect(dataset.images.map(\.classID) == [0, 2, 1])
        #expect(dataset.officialTest == [LabelledImage(path: "test/d_2L.png", classID: 1, track: "d_2L")])
        #expect(throws: Never.self) { try Dataset(folder: "\(pictures.path)/test") }
    }

    @Test func `A name that does not fit is told`() throws {
        try pictures.write(1, to: "train/a_0L.png")
        try pictures.write(1, to: "train/b.png")
        let options = try DatasetOptions(pattern: NamePattern("*_{label}.png"))
        let error = #expect(throws: DatasetError.self) { try Dataset(folder: pictures.path, options) }
        #expect(error?.description == "the name of the image 'train/b.png' is not as the pattern '*_{label}.png' says")
    }

    @Test func `The layout needs a pattern where it is asked for`() throws {
        let error = #expect(throws: DatasetError.self) {
            try Dataset(folder: pictures.path, DatasetOptions(layout: .fileNames))
        }
        #expect(error?.description == "the layout file_names needs a pattern, such as '*_{fingers}{hand}.png'")
    }
}

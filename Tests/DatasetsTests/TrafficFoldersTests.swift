import Datasets
import Testing

@Suite struct `Signs of 58 classes` {
    private let pictures: Pictures

    init() throws {
        pictures = try Pictures()
        try pictures.write(1, to: "traffic_Data/DATA/0/000_0001.png")
        try pictures.write(2, to: "traffic_Data/DATA/10/010_0001.png")
        try pictures.write(3, to: "traffic_Data/TEST/010_0002_j.png")
        try pictures.write(["ClassId,Name", "0,Stop", "1,Horn", "10,Stop"], to: "labels.csv")
    }

    private func message() -> String? {
        #expect(throws: DatasetError.self) { try Dataset(folder: pictures.path) }?.description
    }

    @Test func `Folders are classes by number, with names from the table and a test by name`() throws {
        let dataset = try Dataset(folder: pictures.path)
        #expect(dataset.layout == .traffic58)
        #expect(dataset.classes.count == 11)
        #expect(dataset.classes[10] == DatasetClass("10", name: "Stop [10]"))
        #expect(dataset.classes[1].name == "Horn")
        #expect(dataset.images.map(\.classID) == [0, 10])
        #expect(
            dataset.officialTest == [
                LabelledImage(path: "traffic_Data/TEST/010_0002_j.png", classID: 10, track: "010_0002_j")
            ])
    }

    @Test func `A folder that is no class is named`() throws {
        try pictures.write(1, to: "traffic_Data/DATA/stop/1.png")
        #expect(
            message()
                == "'\(pictures.path)/traffic_Data/DATA/stop' is no folder of a class: they are named by ids such as "
                + "0 and 57")
    }

    @Test func `A test image that tells no class is named`() throws {
        try pictures.write(1, to: "traffic_Data/TEST/sign.png")
        #expect(
            message()
                == "'\(pictures.path)/traffic_Data/TEST/sign.png' does not tell its class: names begin such as 009_")
    }

    @Test func `An id that no class can have is named`() throws {
        try pictures.write(1, to: "traffic_Data/TEST/9223372036854775807_1.png")
        #expect(
            message()
                == "'\(pictures.path)/traffic_Data/TEST/9223372036854775807_1.png' does not tell its class: names begin "
                + "such as 009_")
    }

    @Test func `A second name for a class is told with its line`() throws {
        try pictures.write(["ClassId,Name", "0,Stop", "0,Halt"], to: "labels.csv")
        #expect(message() == "labels.csv:3: a second name for class 0; remove one of them")
    }
}

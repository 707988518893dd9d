import Datasets
import Testing

@Suite struct `Layouts of data sets` {
    private let pictures: Pictures

    init() throws { pictures = try Pictures() }

    @Test func `A layout is found by its name, or the closest one told`() throws {
        #expect(try DatasetLayout(named: "gtsrb_kaggle") == .gtsrbKaggle)
        let error = #expect(throws: DatasetError.self) { try DatasetLayout(named: "gtsrb_kagle") }
        #expect(error?.description == "there is no layout 'gtsrb_kagle'; did you mean 'gtsrb_kaggle'?")
    }

    @Test func `A layout that is asked for and not there tells what it must hold`() throws {
        try pictures.write(1, to: "a/1.png")
        let error = #expect(throws: DatasetError.self) {
            try Dataset(folder: pictures.path, DatasetOptions(layout: .traffic58))
        }
        #expect(
            error?.description == """
                '\(pictures.path)' has not the layout traffic58: it holds a, and must hold traffic_Data/DATA with a folder \
                for each class, and labels.csv with their names
                """)
        #expect(try Dataset(folder: pictures.path).layout == .classFolders)
    }

    @Test func `Folders of classes may be below train and test`() throws {
        for name in ["train/a/1.png", "train/b/2.png", "test/b/3.png"] { try pictures.write(1, to: name) }
        let dataset = try Dataset(folder: pictures.path)
        #expect(dataset.classes.map(\.name) == ["a", "b"])
        #expect(dataset.images.map(\.path) == ["train/a/1.png", "train/b/2.png"])
        #expect(dataset.officialTest == [LabelledImage(path: "test/b/3.png", classID: 1, track: "3")])
        // As the images of GTSRB are called on Kaggle: class, track and frame.
        try pictures.write(1, to: "train/b/00001_00007_00029.png")
        #expect(try Dataset(folder: pictures.path).images.map(\.track) == ["1", "00007", "2"])
        try pictures.write(1, to: "test/c/3.png")
        let error = #expect(throws: DatasetError.self) { try Dataset(folder: pictures.path) }
        #expect(
            error?.description
                == "'\(pictures.path)/test/c' is a class with no images to train on; add some in 'train/c', or remove it"
        )
    }
}

import FileSystem
import Imaging

@testable import Datasets

extension Fuzzer {
    /// Tables of data sets, in each layout that has one, and the patterns of file names.
    static let tables = Fuzzer(
        name: "tables",
        trials: [
            { bytes in
                let fields = DelimitedLine(bytes, separator: comma).fields
                let line = fields.map(DelimitedLine.quoted).joined(separator: ",")
                let again = DelimitedLine(line.utf8, separator: comma).fields
                must(again.elementsEqual(fields) { $0.utf8.elementsEqual($1.utf8) }, "\(fields) are read again")
            },
            { bytes in
                let folder = dataset("table", ["a.png", "b.png", "c/d.png"], table: "labels.csv", bytes)
                try read(LabelTable.self, folder)
            },
            { bytes in
                let images = ["Train/0/00000_00001_00002.png", "Train/1/a.png"]
                try read(KaggleTables.self, dataset("kaggle", images, table: "Train.csv", bytes))
            },
            { bytes in
                let images = ["00001/00000_00001.ppm", "00001/b.ppm"]
                try read(OfficialFolders.self, dataset("official", images, table: "00001/GT-00001.csv", bytes))
            },
            { bytes in
                let images = ["DATA/0/000_0001.png", "TEST/001_0001.png"]
                try read(TrafficFolders.self, dataset("traffic", images, table: "labels.csv", bytes))
            },
            { bytes in
                let parts = text(bytes).split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
                guard let pattern = try accepted(DatasetError.self, { try NamePattern(String(parts[0])) })
                else { return }
                // No file has a longer name.
                guard let labels = pattern.labels(of: String((parts.last ?? "").prefix(255))) else { return }
                must(labels.count == pattern.fields.count, "each field has a label")
                must(!labels.contains(""), "no label is empty")
            },
        ])

    private static let comma = UInt8(ascii: ",")

    /// A folder with images, none of which has content, and a table.
    private static func dataset(_ name: String, _ images: [String], table: String, _ bytes: [UInt8]) -> String {
        for image in images { _ = Scratch.file("\(name)/\(image)", []) }
        return String(Scratch.file("\(name)/\(table)", bytes).dropLast(table.count + 1))
    }

    private static func read<Reader: DatasetReader>(_ type: Reader.Type, _ folder: String) throws {
        _ = try accepted(DatasetError.self) {
            guard let reader = try Reader(folder: folder, options: DatasetOptions(layout: Reader.layout)) else {
                return
            }
            var highest = 0
            let summary = try reader.read { image, _ in
                highest = max(highest, image.classID)
                guard let box = image.box else { return }
                must(box.width > 0 && box.height > 0, "\(box) has pixels")
            }
            must(highest < summary.classes.count, "class \(highest) is one of \(summary.classes.count)")
        }
    }
}

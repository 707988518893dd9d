internal import FileSystem
internal import Imaging
internal import PipelineKit

/// A table of GTSRB, such as `GT-00000.csv`: the box and the class of each image, with semicolons.
struct AnnotationTable {
    /// One image's line.
    struct Row {
        let line: Int
        let file: String
        let box: PixelRectangle
        let classID: Int
    }

    /// The path below the image folder, for messages.
    let name: String
    let rows: [Row]

    private static let columns = ["Filename", "Roi.X1", "Roi.Y1", "Roi.X2", "Roi.Y2", "ClassId"]

    /// Reads the table of this name below a folder.
    init(_ name: String, in folder: String) throws {
        self.name = name
        var lines = try Files.read("\(folder)/\(name)").split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        )
        .map { DelimitedLine($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, separator: UInt8(ascii: ";")).fields }
        if lines.last == [""] { lines.removeLast() }
        let header = lines.first ?? []
        var places: [Int] = []
        for column in Self.columns {
            guard let place = header.firstIndex(of: column) else {
                throw StepFailure(
                    "\(name):1: there is no column '\(column)' in '\(header.joined(separator: ";"))'; "
                        + "the first line must be Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId")
            }
            places.append(place)
        }
        rows = try lines.enumerated().dropFirst().map { index, fields in
            guard fields.count == header.count else {
                throw StepFailure("\(name):\(index + 1): the row has \(fields.count) fields, not \(header.count)")
            }
            return try Row(line: index + 1, fields: places.map { fields[$0] }, table: name)
        }
    }
}

extension AnnotationTable.Row {
    fileprivate init(line: Int, fields: [String], table: String) throws {
        var numbers: [Int] = []
        for (column, field) in zip(["Roi.X1", "Roi.Y1", "Roi.X2", "Roi.Y2", "ClassId"], fields.dropFirst()) {
            guard let number = Int(field), number >= 0 else {
                throw StepFailure("\(table):\(line): \(column) is '\(field)', which is no whole number from 0")
            }
            numbers.append(number)
        }
        guard numbers[0] <= numbers[2], numbers[1] <= numbers[3] else {
            throw StepFailure(
                "\(table):\(line): the box from \(numbers[0]),\(numbers[1]) to \(numbers[2]),\(numbers[3]) is empty")
        }
        guard !fields[0].isEmpty, !fields[0].utf8.contains(UInt8(ascii: "/")) else {
            throw StepFailure("\(table):\(line): '\(fields[0])' is no name of a file in the table's folder")
        }
        self.line = line
        file = fields[0]
        box = PixelRectangle(from: (numbers[0], numbers[1]), through: (numbers[2], numbers[3]))
        classID = numbers[4]
    }
}

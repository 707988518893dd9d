internal import Imaging

/// A row of a ``Table``, with the fields by column.
struct TableRow {
    let table: String
    let line: Int
    let values: [String: String]

    /// The box of an image, whose two corners belong to it.
    static let boxColumns = ["Roi.X1", "Roi.Y1", "Roi.X2", "Roi.Y2"]

    /// A field; empty where the column is not there.
    subscript(column: String) -> String { values[column] ?? "" }

    /// A whole number from 0.
    func number(_ column: String) throws(DatasetError) -> Int {
        guard let number = Int(self[column]), number >= 0 else {
            throw mistake("\(column) is '\(self[column])', which is no whole number from 0")
        }
        guard number <= Int32.max else { throw mistake("\(column) is \(number), which is far too large") }
        return number
    }

    /// The id of a class.
    func classID() throws(DatasetError) -> Int {
        let id = try number("ClassId")
        guard id <= DatasetClass.largestID else {
            throw mistake("ClassId is \(id); the ids of classes go from 0 to \(DatasetClass.largestID)")
        }
        return id
    }

    /// The box in ``boxColumns``.
    func box() throws(DatasetError) -> PixelRectangle {
        var corners: [Int] = []
        for column in Self.boxColumns { corners.append(try number(column)) }
        guard corners[0] <= corners[2], corners[1] <= corners[3] else {
            throw mistake(
                "the box from \(corners[0]),\(corners[1]) to \(corners[2]),\(corners[3]) is empty")
        }
        return PixelRectangle(from: (corners[0], corners[1]), through: (corners[2], corners[3]))
    }

    /// A path below the data set's folder that does not leave it.
    func path(_ column: String) throws(DatasetError) -> String {
        let path = self[column]
        // By bytes, as the kernel reads paths.
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isBelow = !parts.contains { ["", ".", ".."].contains(String(Substring($0))) }
        guard !path.isEmpty, isBelow, !path.utf8.contains(0) else {
            throw mistake("'\(path)' is no path of a file below the data set's folder")
        }
        return path
    }

    /// A mistake in this row.
    func mistake(_ reason: String) -> DatasetError { DatasetError(.malformed, "\(table):\(line): \(reason)") }
}

internal import ContentHash
internal import Datasets
internal import FileSystem
internal import Imaging
internal import PipelineKit

/// The file is comma-separated text, a line for each image, sorted by the bytes of the paths:
///
/// ```
/// path,sha256,class,track,x1,y1,x2,y2
/// 00000/00000_00001.ppm,4f5d…,0,00000,5,5,25,25
/// ```
///
/// The corners belong to the box; without a box they are empty. Fields with a comma or a quote are quoted.
extension ImageList {
    private static let header = "path,sha256,class,track,x1,y1,x2,y2"

    /// Reads the images of the list.
    /// - Throws: `StepFailure` that names the line that is none.
    public func read() throws -> [ListedImage] {
        let lines = try Files.read(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.first.map({ $0.elementsEqual(Self.header.utf8) }) == true, lines.last?.isEmpty == true else {
            throw StepFailure(
                "'\(path)' is no list of images: it must begin with '\(Self.header)' and end with a line end")
        }
        return try lines.dropFirst().dropLast().enumerated().map { index, line in
            guard let image = ListedImage(fields: DelimitedLine(line, separator: UInt8(ascii: ",")).fields) else {
                throw StepFailure("\(path):\(index + 2): no image: '\(String(decoding: line, as: UTF8.self))'")
            }
            return image
        }
    }

    /// Writes a list, the same bytes for the same images in whatever order.
    static func write(_ images: [ListedImage], to path: String) throws {
        let sorted = images.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        try Files.write(header + "\n" + sorted.map { $0.line }.joined(), to: path)
    }
}

extension ListedImage {
    fileprivate init?(fields: [String]) {
        guard fields.count == 8, let digest = Digest(hex: fields[1]), let classID = Int(fields[2]), classID >= 0 else {
            return nil
        }
        let corners = fields[4...].map { Int($0) }
        var box: PixelRectangle?
        if let x1 = corners[0], let y1 = corners[1], let x2 = corners[2], let y2 = corners[3] {
            guard 0 <= x1, x1 <= x2, x2 <= Int32.max, 0 <= y1, y1 <= y2, y2 <= Int32.max else { return nil }
            box = PixelRectangle(from: (x1, y1), through: (x2, y2))
        } else if fields[4...].contains(where: { !$0.isEmpty }) {
            return nil
        }
        self.init(path: fields[0], digest: digest, classID: classID, track: fields[3], box: box)
    }

    fileprivate var line: String {
        let corners = box.map { "\($0.x),\($0.y),\($0.x + $0.width - 1),\($0.y + $0.height - 1)" } ?? ",,,"
        return DelimitedLine.quoted(path) + ",\(digest.hex),\(classID)," + DelimitedLine.quoted(track) + ",\(corners)\n"
    }
}

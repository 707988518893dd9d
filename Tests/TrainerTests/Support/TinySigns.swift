import Imaging
import RecordIO

/// Shards of small images that are easy to tell apart: a bright band on a dark ground, at a height by class.
struct TinySigns {
    var side = 16
    var classes = [0, 1, 2]
    var imagesPerClass = 12
    var firstID: UInt64 = 0
    /// How far the label of an image is from its class: with any but 0, all labels are wrong.
    var shift = 0

    static func image(side: Int, classID: Int, number: Int) -> Image {
        var pixels: [UInt8] = []
        for row in 0..<side {
            for column in 0..<side {
                let bright = row / 4 == classID
                let grain = (row * 31 + column * 17 + number * 7) % 40
                for channel in 0..<3 { pixels.append(UInt8((bright ? 180 : 40) + (grain + channel * 5) % 40)) }
            }
        }
        return Image(width: side, height: side, pixels: pixels)
    }

    /// Writes one shard into a new folder; returns the folder's path.
    func write(_ name: String, in folder: TemporaryFolder) throws -> String {
        try folder.makeFolder(name)
        let path = "\(folder.path)/\(name)"
        var writer = try RecordWriter(file: "\(path)/shard-00000.rec", index: "\(path)/shard-00000.idx")
        var id = firstID
        for number in 0..<imagesPerClass {
            for (index, classID) in classes.enumerated() {
                let image = Self.image(side: side, classID: classID, number: number + Int(firstID))
                let record = ImageRecord(
                    classID: classes[(index + shift) % classes.count], id: id, image: image.encodedPPM())
                try writer.append(record.payload, key: id)
                id += 1
            }
        }
        try writer.finish()
        return path
    }
}

internal import Imaging

/// A table of pictures as GTSRB has it: semicolons, and lines that end in carriage return and line feed.
struct SignTable {
    private var text = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\r\n"

    /// Appends a line; both corners of the box belong to it.
    mutating func append(_ name: String, _ picture: Picture, classID: Int) {
        let box = picture.box
        let numbers = [
            picture.image.width, picture.image.height, box.x, box.y, box.x + box.width - 1, box.y + box.height - 1,
            classID,
        ]
        text += ([name] + numbers.map(String.init)).joined(separator: ";") + "\r\n"
    }

    var bytes: [UInt8] { Array(text.utf8) }
}

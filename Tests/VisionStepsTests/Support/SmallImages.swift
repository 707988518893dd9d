import Imaging
import PipelineTesting

/// Data sets of a few small images in each layout.
struct SmallImages {
    let folder: TemporaryFolder

    /// An image that is unlike that of any other number.
    static func image(_ number: Int, side: Int = 12) -> Image {
        var pixels = (0..<side * side * 3).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number &* 31) }
        for place in 0..<3 { pixels[place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
        return Image(width: side, height: side, pixels: pixels)
    }

    /// Writes the official layout without a test set: in each class so many tracks of three frames.
    @discardableResult
    func writeOfficial(_ base: String, tracks: [Int]) throws -> String {
        for (classID, count) in tracks.enumerated() {
            let name = Self.name(classID)
            var rows = [Self.header]
            for track in 0..<count {
                for frame in 0..<3 {
                    let file = "\(Self.name(track))_\(Self.name(frame)).ppm"
                    rows.append("\(file);12;12;2;3;9;8;\(classID)")
                    try folder.write(
                        Self.image(classID * 1000 + track * 10 + frame).encodedPPM(),
                        to: "\(base)/GTSRB/Final_Training/Images/\(name)/\(file)")
                }
            }
            try folder.write(
                rows.joined(separator: "\r\n") + "\r\n",
                to: "\(base)/GTSRB/Final_Training/Images/\(name)/GT-\(name).csv")
        }
        return "\(folder.path)/\(base)"
    }

    /// Adds an official test set with an image for each given class.
    func writeOfficialTest(_ base: String, classes: [Int], labels: String? = "GT-final_test.csv") throws {
        var rows = [Self.header]
        for (number, classID) in classes.enumerated() {
            let file = "\(Self.name(number)).ppm"
            rows.append("\(file);12;12;0;0;11;11;\(classID)")
            try folder.write(
                Self.image(100_000 + number).encodedPPM(), to: "\(base)/GTSRB/Final_Test/Images/\(file)")
        }
        if let labels { try folder.write(rows.joined(separator: "\n") + "\n", to: "\(base)/\(labels)") }
    }

    /// Writes a folder of PNG images for each class.
    @discardableResult
    func writeClassFolders(_ base: String, _ classes: [(name: String, images: [String])]) throws -> String {
        for (place, (name, images)) in classes.enumerated() {
            for (number, image) in images.enumerated() {
                try folder.write(Self.image(place * 1000 + number).encodedPNG(), to: "\(base)/\(name)/\(image)")
            }
        }
        return "\(folder.path)/\(base)"
    }

    static let header = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId"

    static func name(_ number: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: 5 - digits.count) + digits
    }
}

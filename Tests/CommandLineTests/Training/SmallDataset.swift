import Foundation
import ProgramTesting

/// Three classes of the sample dataset, with three tracks of each, where the project expects its data.
struct SmallDataset {
    private let folder: String

    init(in place: Workplace) throws {
        folder = "\(place.project)/data/sample"
        for name in ["00000", "00001", "00002"] {
            let images = "GTSRB/Final_Training/Images/\(name)"
            try copy("\(images)/GT-\(name).csv") { row in
                guard row.hasPrefix("00000_") || row.hasPrefix("00001_") || row.hasPrefix("00002_") else { return nil }
                return "\(images)/\(row.prefix { $0 != ";" })"
            }
        }
        try copy("GT-final_test.csv") { row in
            guard ["0", "1", "2"].contains(row.split(separator: ";").last) else { return nil }
            return "GTSRB/Final_Test/Images/\(row.prefix { $0 != ";" })"
        }
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Inverts a part of an image's bytes, from 0 to 1.
    func change(_ name: String, part: Range<Double>) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path(name)))
        let count = Double(bytes.count)
        for place in Int(count * part.lowerBound)..<Int(count * part.upperBound) { bytes[place] ^= 0xff }
        try bytes.write(to: URL(fileURLWithPath: path(name)))
    }

    func truncate(_ name: String) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path(name)))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path(name)))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    func touchAll() throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) { utimes(path(name), nil) }
    }

    /// Copies a list with those of its rows that are wanted, and the image of each.
    private func copy(_ list: String, image: (String) -> String?) throws {
        let sample = "\(Program.package)/data/sample"
        let rows = try String(contentsOfFile: "\(sample)/\(list)", encoding: .utf8).split(whereSeparator: \.isNewline)
            .map(String.init)
        var kept = [rows[0]]
        for row in rows.dropFirst() {
            guard let image = image(row) else { continue }
            kept.append(row)
            let target = URL(fileURLWithPath: path(image))
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(sample)/\(image)", toPath: target.path)
        }
        try Data((kept.joined(separator: "\r\n") + "\r\n").utf8).write(to: URL(fileURLWithPath: path(list)))
    }
}

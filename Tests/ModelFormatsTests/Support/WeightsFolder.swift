import Foundation
import ModelFormats
import TrainingJob

/// A folder of its own for files of weights.
final class WeightsFolder {
    let path = "\(NSTemporaryDirectory())/weights-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and reads it as weights.
    func weights(_ bytes: [UInt8], _ name: String = "w.pth") throws -> Weights {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        return try Weights(file: "\(path)/\(name)")
    }

    /// What is said of a file that is refused, without the folder.
    func complaint(_ bytes: [UInt8]) -> String {
        do {
            return "it is read: \(try weights(bytes).tensors.map(\.name))"
        } catch {
            return "\(error)".replacing("\(path)/", with: "")
        }
    }

    static func golden(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name)").path
    }

    /// The stream that `torch.save` wrote before version 1.6: three pickles, the names, the keys, the numbers.
    static func stream(
        _ names: PickleBytes, keys: [String] = ["0"], numbers: [(count: Int, values: [Float])] = [(2, [1, 2])]
    ) -> [UInt8] {
        let magic: [UInt8] =
            [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, UInt8(ascii: ".")]
        let version: [UInt8] = [0x80, 2, UInt8(ascii: "M"), 0xe9, 0x03, UInt8(ascii: ".")]
        var sizes = PickleBytes()
        sizes.operation("}")
        var list = PickleBytes()
        list.operation("]")
        list.operation("(")
        for key in keys { list.text(key) }
        list.operation("e")
        var bytes = magic + version + sizes.ended + names.ended + list.ended
        for (count, values) in numbers {
            bytes += PickleBytes.long(count)
            for value in values { bytes += PickleBytes.word(Int(value.bitPattern)) }
        }
        return bytes
    }
}

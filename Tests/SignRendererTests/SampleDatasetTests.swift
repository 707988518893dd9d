import Foundation
import Imaging
import SignRenderer
import Testing

struct SampleDatasetTests {
    @Test func `The same seed gives the same bytes everywhere`() {
        #expect(digest(small()) == digest(small()))
        #expect(digest(small()) == 3_626_492_021_426_611_744)
    }

    @Test func `Another seed gives other pictures`() {
        var other = smallest
        other.seed = 7
        #expect(digest(small()) != digest(files(of: other)))
    }

    @Test func `More tracks leave those there were as they are`() {
        var larger = smallest
        larger.tracks = 2
        let all = files(of: larger)
        for (path, bytes) in small() where path.contains("Training") && path.hasSuffix(".ppm") {
            let isSame = all[path] == bytes
            #expect(isSame, "\(path)")
        }
    }

    @Test func `The layout is that of GTSRB`() throws {
        let files = small()
        #expect(files.count == 43 * 2 + 43 + 1)
        let table = try #require(files["GTSRB/Final_Training/Images/00014/GT-00014.csv"])
        let lines = String(decoding: table, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.count == 3)
        #expect(lines[0] == "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId")
        #expect(lines[1].hasPrefix("00000_00000.ppm;") && lines[1].hasSuffix(";14"))
        #expect(lines[2].isEmpty)
        #expect(files["GTSRB/Final_Test/Images/00042.ppm"] != nil)
    }

    @Test func `Every row of a table fits its picture`() throws {
        let files = small()
        let table = try #require(files["GT-final_test.csv"])
        let rows = String(decoding: table, as: UTF8.self).split(separator: "\r\n").dropFirst()
        #expect(rows.count == 43)
        var classes: Set<Int> = []
        for row in rows {
            let fields = row.split(separator: ";")
            let numbers = fields.dropFirst().compactMap { Int($0) }
            try #require(numbers.count == 7)
            let header = try ImageHeader(of: try #require(files["GTSRB/Final_Test/Images/\(fields[0])"]))
            #expect(numbers[0] == header.width && numbers[1] == header.height)
            #expect(0 <= numbers[2] && numbers[2] + 8 < numbers[4] && numbers[4] < header.width)
            #expect(0 <= numbers[3] && numbers[3] + 8 < numbers[5] && numbers[5] < header.height)
            classes.insert(numbers[6])
        }
        #expect(classes == Set(0..<43))
    }

    @Test func `What ships in data is what the program renders`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../data/sample")
            .standardized
        var shipped: Set<String> = []
        for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
            if !path.hasSuffix(".ppm") && !path.hasSuffix(".csv") { continue }
            shipped.insert(path)
        }
        var total = 0
        SampleDataset().render { file in
            total += file.bytes.count
            let there = try? Data(contentsOf: folder.appending(path: file.path))
            if there.map({ [UInt8]($0) }) != file.bytes { Issue.record("\(file.path) is not as it is rendered") }
            shipped.remove(file.path)
        }
        #expect(shipped.isEmpty)
        #expect(total <= 5_000_000)
    }

    private var smallest: SampleDataset {
        var dataset = SampleDataset()
        dataset.tracks = 1
        dataset.frames = 1
        dataset.tests = 1
        return dataset
    }

    private func small() -> [String: [UInt8]] { files(of: smallest) }

    private func files(of dataset: SampleDataset) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        dataset.render { files[$0.path] = $0.bytes }
        return files
    }

    /// FNV-1a over paths and contents in the order of the paths.
    private func digest(_ files: [String: [UInt8]]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            for byte in Array(path.utf8) + bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash
    }
}

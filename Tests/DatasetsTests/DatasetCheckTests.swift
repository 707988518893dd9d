import Imaging
import PipelineTesting
import Testing

@testable import Datasets

@Suite struct `Checking a data set` {
    private let pictures: Pictures

    init() throws { pictures = try Pictures() }

    @Test func `Counts, sizes and formats are told`() async throws {
        try pictures.write(1, to: "a/1.png", side: 12)
        try pictures.write(2, to: "a/2.ppm", side: 20)
        try pictures.write(3, to: "b/3.png", side: 30)
        let report = try await DatasetCheck(folder: pictures.path).run(workers: 2)
        #expect(report.training == 3)
        #expect(report.classes.map(\.training) == [2, 1])
        #expect(report.classes.map(\.tracks) == [2, 1])
        #expect(report.formats == [.png: 2, .ppm: 1])
        #expect(report.widths == DatasetReport.Spread([12, 20, 30]))
        #expect(report.heights?.median == 20)
        #expect(report.broken.isEmpty && report.duplicates.isEmpty && report.nearDuplicates.isEmpty)
    }

    @Test func `Broken images are named with their reasons`() async throws {
        try pictures.write(1, to: "a/1.png")
        try pictures.folder.write(Array(Pictures.image(2).encodedPNG().prefix(60)), to: "a/2.png")
        try pictures.folder.write("GIF89a", to: "a/3.jpg")
        let report = try await DatasetCheck(folder: pictures.path).run(workers: 1)
        #expect(report.training == 3)
        #expect(
            report.broken == [
                .init(path: "a/2.png", reason: "truncated PNG image: read beyond end of data"),
                .init(
                    path: "a/3.jpg",
                    reason:
                        "not an image that can be read: it starts with 47 49 46 38, as no PPM, PNG, JPEG or BMP does"),
            ])
    }

    @Test func `The same pixels are found in whatever file they are`() async throws {
        try pictures.write(["path,label,split", "1.png,a,", "2.ppm,b,", "3.png,a,test", "4.png,a,"], to: "labels.csv")
        for (number, name) in [(7, "1.png"), (7, "2.ppm"), (7, "3.png"), (8, "4.png")] {
            try pictures.write(number, to: name)
        }
        let duplicates = try await DatasetCheck(folder: pictures.path).run(workers: 1).duplicates
        #expect(duplicates.map { $0.members.map(\.image.path) } == [["1.png", "2.ppm", "3.png"]])
        #expect(duplicates.first?.isContradictory == true)
        #expect(duplicates.first?.isOnBothSides == true)
    }

    @Test func `Images that look alike are found, but for frames of one track`() async throws {
        let image = Pictures.image(5, side: 32)
        let brighter = Image(width: 32, height: 32, pixels: image.pixels.map { $0 / 2 + 100 })
        try pictures.folder.write(image.encodedPNG(), to: "a/00001_00001.png")
        try pictures.folder.write(brighter.encodedPNG(), to: "a/00001_00002.png")
        try pictures.folder.write(brighter.resized(width: 40, height: 40).encodedPNG(), to: "b/x.png")
        try pictures.write(6, to: "b/y.png", side: 32)
        let pairs = try await DatasetCheck(folder: pictures.path).run(workers: 1).nearDuplicates
        #expect(
            pairs.map { [$0.first.image.path, $0.second.image.path] } == [
                ["a/00001_00001.png", "b/x.png"], ["a/00001_00002.png", "b/x.png"],
            ])
    }

    @Test(arguments: [0, 1, 2, 5, 15])
    func `The bands find every pair that comparing all finds`(distance: Int) {
        var state: UInt64 = 42
        let hashes: [UInt64?] = (0..<300).map { number in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // A few bits of a common hash are flipped, so that many pairs are near.
            return number % 10 == 0 ? nil : 0x0F0F_1234_5678_9ABC ^ (state & state << 1 & state << 2 & state << 3)
        }
        var expected: [[Int]] = []
        for first in hashes.indices {
            for second in hashes.indices.dropFirst(first + 1) {
                guard let one = hashes[first], let other = hashes[second] else { continue }
                if (one ^ other).nonzeroBitCount <= distance { expected.append([first, second]) }
            }
        }
        #expect(distance < 5 || !expected.isEmpty)
        let found = NearDuplicates(distance: distance).pairs(of: hashes) { _, _ in true }
        #expect(found.map { [$0.0, $0.1] } == expected)
    }

    @Test func `An image without anything on it looks like no other`() {
        let grey = Image(width: 9, height: 9, pixels: [UInt8](repeating: 80, count: 243))
        #expect(ImageFingerprint(grey).look == nil)
        #expect(ImageFingerprint(Pictures.image(3)).look != nil)
    }
}

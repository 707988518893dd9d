import ContentHash
import Datasets
import Imaging
import PipelineKit
import PipelineTesting
import Testing

@testable import VisionSteps

@Suite struct `Image lists` {
    private let folder: TemporaryFolder
    private let digest = SHA256.digest(of: "x")

    init() throws { folder = try TemporaryFolder() }

    private func list(_ text: String) throws -> ImageList { ImageList(path: try folder.write(text, to: "list.csv")) }

    @Test func `A list is sorted text`() throws {
        let images = [
            ListedImage(
                path: "b/00001_00002.ppm", digest: digest, classID: 3, track: "00001",
                box: PixelRectangle(from: (x: 5, y: 6), through: (x: 25, y: 26))),
            ListedImage(path: "a, \"b\".png", digest: digest, classID: 0, track: "a, \"b\""),
            // With an accent behind it, a quote is no character of its own.
            ListedImage(path: "c\"\u{301}.png", digest: digest, classID: 0, track: "c"),
        ]
        try ImageList.write(images, to: "\(folder.path)/list.csv")
        let text = """
            path,sha256,class,track,x1,y1,x2,y2
            "a, ""b"".png",\(digest.hex),0,"a, ""b""\",,,,
            b/00001_00002.ppm,\(digest.hex),3,00001,5,6,25,26
            "c""\u{301}.png",\(digest.hex),0,c,,,,

            """
        #expect(try folder.text("list.csv") == text)
        #expect(try ImageList(path: "\(folder.path)/list.csv").read() == [images[1], images[0], images[2]])
    }

    @Test func `The order of the images doesn't count`() throws {
        let images = (0..<20).map { ListedImage(path: "\($0).png", digest: digest, classID: $0, track: "\($0)") }
        try ImageList.write(images, to: "\(folder.path)/1.csv")
        try ImageList.write(images.reversed(), to: "\(folder.path)/2.csv")
        #expect(try folder.bytes("1.csv") == folder.bytes("2.csv"))
    }

    @Test(arguments: [
        "a.png", "a.png,00,1,t,,,,", "a.png,DIGEST,-1,t,,,,", "a.png,DIGEST,1,t,1,2,3,", "a.png,DIGEST,1,t,,,,,",
        "a.png,DIGEST,1,t,-9223372036854775808,0,9223372036854775807,1", "a.png,DIGEST,1,t,5,5,4,6",
    ])
    func `A damaged line is named`(_ line: String) throws {
        let line = line.split(separator: "DIGEST", omittingEmptySubsequences: false).joined(separator: digest.hex)
        let list = try list("path,sha256,class,track,x1,y1,x2,y2\nok.png,\(digest.hex),1,t,,,,\n\(line)\n")
        let error = #expect(throws: StepFailure.self) { try list.read() }
        #expect(error?.description == "\(list.path):3: no image: '\(line)'")
    }

    @Test(arguments: ["", "path\n", "path,sha256,class,track,x1,y1,x2,y2"])
    func `Another file is no list`(_ text: String) throws {
        let list = try list(text)
        let error = #expect(throws: StepFailure.self) { try list.read() }
        #expect(
            error?.description
                == "'\(list.path)' is no list of images: it must begin with 'path,sha256,class,track,x1,y1,x2,y2' "
                + "and end with a line end")
    }

    @Test func `Elements are worked on side by side and stay in order`() async {
        let numbers = Array(0..<1000)
        #expect(await numbers.mapInParallel(workers: 4) { $0 * 2 } == numbers.map { $0 * 2 })
        #expect(await [Int]().mapInParallel(workers: 4) { $0 }.isEmpty)
        #expect(await [7].mapInParallel(workers: 4) { $0 } == [7])
    }
}

import ContentHash
import Imaging
import PipelineKit
import PipelineTesting
import RecordIO
import Testing

@testable import VisionSteps

@Suite struct `Converting images to shards` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes so many images and their list.
    private func list(_ count: Int, box: PixelRectangle? = nil) throws -> ImageList {
        let images = try (0..<count).map { number in
            let bytes = SmallImages.image(number).encodedPPM()
            let name = "\(number / 10)\(number % 10).ppm"
            try folder.write(bytes, to: "images/\(name)")
            return ListedImage(path: name, digest: SHA256.digest(of: bytes), classID: number % 3, track: name, box: box)
        }
        let list = ImageList(path: "\(folder.path)/list.csv")
        try ImageList.write(images, to: list.path)
        return list
    }

    /// Writes bytes as the file of an image, and the list as if they had always been there.
    private func replace(_ path: String, with bytes: [UInt8], in list: ImageList) throws {
        try folder.write(bytes, to: "images/\(path)")
        let images = try list.read().map { image in
            var image = image
            if image.path == path { image.digest = SHA256.digest(of: bytes) }
            return image
        }
        try ImageList.write(images, to: list.path)
    }

    private func convert(
        _ list: ImageList, name: String = "step", size: Int = 8, shardBytes: Int = 1_000_000, maxCorrupt: Int = 0,
        cpus: Int = 1
    ) async throws -> (output: ConvertToShards.Output, events: [StepEvent]) {
        let trial = StepTrial(in: folder, name: name, resources: Resources(cpus: cpus))
        let step = ConvertToShards(
            images: Reference(list), folder: Reference(ImageFolder(path: "\(folder.path)/images")),
            size: Reference(size),
            shardBytes: Reference(shardBytes), maxCorrupt: Reference(maxCorrupt))
        return (try await trial.run(step), trial.events)
    }

    private func records(_ shards: String) throws -> [ImageRecord] {
        try folder.names(shards).filter { $0.hasSuffix(".rec") }.flatMap { name in
            var reader = try RecordReader(file: "\(folder.path)/\(shards)/\(name)")
            var records: [ImageRecord] = []
            while let payload = try reader.next() { records.append(try ImageRecord(decoding: payload)) }
            return records
        }
    }

    @Test func `Each record is the sign's box at the asked size, with its class`() async throws {
        let box = PixelRectangle(from: (x: 2, y: 3), through: (x: 9, y: 8))
        let (output, events) = try await convert(try list(5, box: box))
        #expect([output.images, output.skipped] == [5, 0])
        #expect(events == [.progress(done: 5, of: 5)])
        let records = try records("step/output/shards")
        #expect(records.map(\.id) == [0, 1, 2, 3, 4])
        #expect(records.map(\.id2) == [0, 0, 0, 0, 0])
        #expect(records.map(\.label) == [.one(0), .one(1), .one(2), .one(0), .one(1)])
        for (number, record) in records.enumerated() {
            let expected = try #require(SmallImages.image(number).cropped(to: box)).resized(width: 8, height: 8)
            #expect(try Image(decoding: record.image) == expected)
        }
        #expect(try folder.names("step/output/shards") == ["shard-00000.idx", "shard-00000.rec"])
        #expect(try folder.text("step/output/shards/shard-00000.idx").hasPrefix("0\t0\n1\t"))
    }

    @Test func `A full shard is followed by another`() async throws {
        _ = try await convert(try list(10), shardBytes: 600)
        let names = try folder.names("step/output/shards")
        #expect(names.filter { $0.hasSuffix(".rec") }.count > 1)
        #expect(names.contains("shard-00001.idx"))
        #expect(try records("step/output/shards").map(\.id) == Array(0..<10))
    }

    @Test func `The number of workers doesn't change a byte`() async throws {
        let list = try list(40)
        _ = try await convert(list, name: "one", shardBytes: 2000, cpus: 1)
        _ = try await convert(list, name: "four", shardBytes: 2000, cpus: 4)
        let names = try folder.names("one/output/shards")
        #expect(try folder.names("four/output/shards") == names)
        for name in names {
            #expect(try folder.bytes("one/output/shards/\(name)") == folder.bytes("four/output/shards/\(name)"))
        }
    }

    @Test func `A side without images has an empty shard`() async throws {
        let (output, _) = try await convert(try list(0))
        #expect(output.images == 0)
        #expect(try folder.bytes("step/output/shards/shard-00000.rec").isEmpty)
    }

    @Test func `A corrupt image is named`() async throws {
        let list = try list(5)
        try replace("02.ppm", with: Array(SmallImages.image(2).encodedPPM().dropLast(100)), in: list)
        let one = await #expect(throws: StepFailure.self) { try await convert(list) }
        #expect(
            one?.description == """
                an image is corrupt, and max_corrupt is 0: '02.ppm': truncated PPM image: 12 x 12 pixels need 432 bytes, \
                there are 332; mend or remove it, or allow so many with max_corrupt
                """)
        try replace("03.ppm", with: [1, 2, 3, 4], in: list)
        let two = await #expect(throws: StepFailure.self) { try await convert(list, maxCorrupt: 1) }
        #expect(
            two?.description == """
                2 images are corrupt, and max_corrupt is 1: '02.ppm': truncated PPM image: 12 x 12 pixels need 432 bytes, \
                there are 332; '03.ppm': not an image that can be read: it starts with 01 02 03 04, as no PPM, PNG, JPEG or \
                BMP does; mend or remove them, or allow so many with max_corrupt
                """)
    }

    @Test func `As many corrupt images as allowed are left out with a warning`() async throws {
        let list = try list(5)
        try replace("02.ppm", with: [], in: list)
        let (output, events) = try await convert(list, maxCorrupt: 1)
        #expect([output.images, output.skipped] == [4, 1])
        #expect(
            events.last
                == .warning("left out the corrupt image '02.ppm': the image is empty: it has no bytes"))
        #expect(try records("step/output/shards").map(\.id) == [0, 1, 3, 4])
    }

    @Test func `A box outside of its image makes the image corrupt`() async throws {
        let list = try list(1, box: PixelRectangle(x: 20, y: 20, width: 4, height: 4))
        let error = await #expect(throws: StepFailure.self) { try await convert(list) }
        #expect(
            error?.description == """
                an image is corrupt, and max_corrupt is 0: '00.ppm': its box begins at 20,20, outside of its 12 x 12 pixels; \
                mend or remove it, or allow so many with max_corrupt
                """)
    }

    @Test(arguments: [true, false])
    func `An image that is no longer what the list says stops the step`(_ isGone: Bool) async throws {
        let list = try list(3)
        if isGone {
            try folder.remove("images/01.ppm")
        } else {
            try folder.write(SmallImages.image(9).encodedPPM(), to: "images/01.ppm")
        }
        let error = await #expect(throws: StepFailure.self) { try await convert(list, maxCorrupt: 3) }
        #expect(error?.kind == .inputChanged)
        #expect(
            error?.description
                == "the image '01.ppm' in '\(folder.path)/images' changed after the data set was split; start the run again"
        )
    }

    @Test func `A size that no image can have is refused`() async throws {
        let list = try list(1)
        let error = await #expect(throws: StepFailure.self) { try await convert(list, size: 4) }
        #expect(error?.description == "the size of the converted images is 4; give one from 8 to 1024 pixels")
    }
}

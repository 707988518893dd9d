import Testing
import TrainingJob

struct PredictionsTests {
    private let bytes: [UInt8] =
        Array("SIGNPRED".utf8) + [1, 0, 0, 0] + [2, 0, 0, 0] + [2, 0, 0, 0, 0, 0, 0, 0]
        + [7, 0, 0, 0, 0, 0, 0, 0] + [1, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 128, 62] + [0, 0, 64, 63]
        + [0, 1, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 63] + [0, 0, 0, 63]

    private func predictions() -> Predictions {
        var predictions = Predictions(classCount: 2)
        predictions.append(ids: [7], classes: [1], probabilities: [0.25, 0.75])
        predictions.append(ids: [256], classes: [0], probabilities: [0.5, 0.5])
        return predictions
    }

    @Test func `The bytes are a header and a row of fixed length for each image`() throws {
        #expect(predictions().encoded == bytes)
        #expect(try Predictions(decoding: bytes) == predictions())
    }

    @Test func `An image has its id, its class and its probabilities`() {
        let all = Array(predictions())
        #expect(all[0] == Prediction(id: 7, trueClass: 1, probabilities: [0.25, 0.75]))
        #expect(all.map(\.predictedClass) == [1, 0])
    }

    @Test func `A file comes back as it was written`() throws {
        let folder = try TemporaryFolder()
        try predictions().write(to: "\(folder.path)/p")
        #expect(try Predictions(file: "\(folder.path)/p") == predictions())
        #expect(try folder.names() == ["p"])
    }

    @Test(arguments: [
        (0, UInt8(0), "it is not a file of predictions"),
        (8, 2, "its predictions are in version 2, only version 1 is known"),
        (12, 3, "2 predictions of 3 classes need 28 bytes each, the file has 48 for them"),
        (16, 3, "3 predictions of 2 classes need 24 bytes each, the file has 48 for them"),
        (32, 2, "at byte 24: class 2 is none of 2 classes"),
    ])
    func `A damaged file is refused`(offset: Int, byte: UInt8, message: String) {
        var damaged = bytes
        damaged[offset] = byte
        let error = #expect(throws: TrainingJobError.self) { try Predictions(decoding: damaged) }
        #expect(error?.description == message)
    }

    @Test func `A file that is missing is named`() {
        let error = #expect(throws: TrainingJobError.self) { try Predictions(file: "/nowhere/p") }
        #expect(error?.description == "/nowhere/p: cannot open the file: No such file or directory")
    }
}

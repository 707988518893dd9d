import Architectures
import Foundation
import Imaging
import ModelFormats
import Testing
import TrainingJob

/// The networks as ONNX beside those of libtorch.
struct ONNXTests {
    private static let isPossible =
        TrainerProgram.path != nil && FileManager.default.fileExists(atPath: "\(python)/installed")

    /// A Python with ONNX and ONNX Runtime, which `bin/test` installs where it may.
    private static let python: String = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return "\(cache ?? "\(environment["HOME"] ?? "")/.cache")/pipeline/mlflow-3.17.2"
    }()

    @Test(
        .enabled(if: isPossible, "pipeline-trainer was not built, or ONNX Runtime is not installed"),
        arguments: Architecture.allCases)
    func `ONNX Runtime predicts of photographs what libtorch predicts`(architecture: Architecture) throws {
        let folder = try TemporaryFolder()
        let model = try ReferenceModel(architecture, in: folder)
        let side = model.expected.imageSize
        let images = try Self.photographs().map { $0.resized(width: side, height: side) }
        let rows = try model.predictions(of: images).map { $0.probabilities }
        try folder.write("probabilities", rows.joined().flatMap { withUnsafeBytes(of: $0) { [UInt8]($0) } })
        try folder.write("pixels", images.flatMap(\.pixels))
        let names = (0..<rows[0].count).map { "sign \($0)" }
        try folder.write("model.onnx", try ONNXModel(folder: model.path, classNames: names).bytes)

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "\(Self.python)/bin/python")
        process.arguments = ["-c", Self.comparison, folder.path, "\(images.count)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(String(decoding: output, as: UTF8.self) == "the same\n")
    }

    /// Photographs, as far as the sample dataset's are.
    private static func photographs() throws -> [Image] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("data/sample/GTSRB/Final_Test/Images").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".ppm") }
        return try names.sorted().prefix(6).map { try Image(file: "\(folder)/\($0)") }
    }

    private static let comparison = """
        import json, sys
        from pathlib import Path

        import numpy, onnx, onnxruntime

        folder, count = Path(sys.argv[1]), int(sys.argv[2])
        onnx.checker.check_model(str(folder / "model.onnx"), full_check=True)
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        side = session.get_inputs()[0].shape[2]
        pixels = numpy.frombuffer((folder / "pixels").read_bytes(), "u1").reshape(count, side, side, 3)
        got = session.run(["probabilities"], {"pixels": pixels.transpose(0, 3, 1, 2).astype("float32")})[0]
        wanted = numpy.frombuffer((folder / "probabilities").read_bytes(), "<f4").reshape(count, -1)
        assert got.shape == wanted.shape and count > 3, (got.shape, wanted.shape)
        assert got.std(0).max() > 1e-4, "all images look alike"
        metadata = session.get_modelmeta().custom_metadata_map
        assert json.loads(metadata["class_names"])[-1] == f"sign {got.shape[1] - 1}", metadata
        assert json.loads(metadata["preprocessing"])["width"] == side, metadata
        print("the same" if abs(got - wanted).max() < 1e-5 else abs(got - wanted).max())
        """
}

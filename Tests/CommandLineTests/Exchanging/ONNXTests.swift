import Foundation
import ProgramTesting
import Surroundings
import Testing

/// The network that a model is exported as, beside the trainer's own.
struct ONNXTests {
    private static let isPossible = ReferencePython.isInstalled && Program.trainer.isBuilt

    @Test(.enabled(if: isPossible, "pipeline-trainer was not built, or ONNX Runtime is not installed"))
    func `ONNX Runtime and MLflow predict what the trainer predicts`() throws {
        let place = try Workplace()
        _ = try SmallDataset(in: place)
        let settings = ["epochs=8", "image_size=16", "batch_size=8", "max_mse=1000000"].flatMap { ["--set", $0] }
        let run = try RunDocument(try place.run(.pipeline, ["run", "road_sign", "--json"] + settings))
        #expect(run.status == "succeeded")
        let export = try place.run(.pipeline, ["models", "export", "road_sign", "model"])
        #expect(export.output == "exported road_sign:1 to \(place.project)/model\n")

        let shards = "\(place.project)/artifacts/runs/\(run.run)/test_shards/outputs/shards"
        let job = """
            {"model": "\(place.project)/model/model", "shards": "\(shards)", "output": "\(place.path)/predictions",
             "batch_size": 256, "threads": 1, "device": "cpu"}
            """
        try place.write(job, to: "job.json")
        let prediction = try Outcome.of(Program.trainer.path, ["predict", "\(place.path)/job.json"])
        #expect(prediction.code == 0, "\(prediction)")

        let server = try TrackingServer(in: "\(place.path)/server")
        let registration = try place.run(.pipeline, ["models", "export", "road_sign", "--to-mlflow", server.url])
        #expect(registration.code == 0, "\(registration)")
        let comparison = try ReferencePython.run(
            Self.comparison, "\(place.project)/model/model.onnx", shards, "\(place.path)/predictions", server.url)
        #expect(comparison.output == "the same\n", "\(comparison)")
    }

    /// Reads the images of the shards and the trainer's predictions, and runs the network in two ways.
    private static let comparison = """
        import io, json, logging, struct, sys
        from pathlib import Path

        import mlflow, numpy, onnx, onnxruntime
        from PIL import Image

        def records(path):
            data, at = path.read_bytes(), 0
            while at < len(data):
                magic, word = struct.unpack_from("<II", data, at)
                assert magic == 0xCED7230A
                assert word >> 29 == 0, "a record in parts"
                length = word & (1 << 29) - 1
                yield data[at + 8 : at + 8 + length]
                at += 8 + (length + 3) // 4 * 4

        model, shards, predictions, server = sys.argv[1:]
        onnx.checker.check_model(model, full_check=True)
        images = []
        for shard in sorted(Path(shards).glob("*.rec")):
            for record in records(shard):
                image = Image.open(io.BytesIO(record[24:])).convert("RGB")
                images.append(numpy.asarray(image, dtype="float32").transpose(2, 0, 1))
        images = numpy.stack(images)
        session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        got = session.run(["probabilities"], {"pixels": images})[0]
        row = [("id", "<u8"), ("class", "<u8"), ("p", "<f4", got.shape[1])]
        wanted = numpy.fromfile(predictions, row, offset=24)["p"]
        assert got.shape == wanted.shape and len(got) > 10, (got.shape, wanted.shape)
        assert abs(got - wanted).max() < 1e-5, abs(got - wanted).max()
        assert got.std() > 1e-3, "all images look alike"

        metadata = session.get_modelmeta().custom_metadata_map
        assert len(json.loads(metadata["class_names"])) == got.shape[1], metadata
        assert json.loads(metadata["preprocessing"])["height"] == images.shape[2], metadata

        logging.disable(logging.WARNING)
        mlflow.set_tracking_uri(server)
        loaded = mlflow.pyfunc.load_model("models:/road_sign/1")
        assert abs(loaded.predict(images)["probabilities"] - wanted).max() < 1e-5
        print("the same")
        """
}

extension ReferencePython {
    /// Runs a script to its end.
    fileprivate static func run(_ script: String, _ arguments: String...) throws -> Outcome {
        try Outcome.of("\(folder)/bin/python", ["-c", script] + arguments)
    }
}

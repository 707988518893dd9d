import Architectures
import Foundation
import ModelFormats
import Testing
import TrainingJob

@Suite struct `A network in the ONNX format` {
    /// A folder with a model whose weights follow a rule.
    private final class Folder {
        let path: String

        init(_ change: (inout [Tensor]) -> Void = { _ in }) throws {
            path = "\(NSTemporaryDirectory())/onnx-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try ModelDescription(
                architecture: .smallCNN, classCount: 2, imageSize: 8, mean: [0.5, 0.25, 0.125],
                standardDeviation: [0.25, 0.5, 1], parameterCount: 1
            ).write(to: "\(path)/model.json")
            var tensors = Self.tensors
            change(&tensors)
            try SafeTensors(tensors).write(to: "\(path)/weights.safetensors")
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        private static var tensors: [Tensor] {
            let channels = [3, 32, 32, 64, 64, 128, 128]
            var shapes: [(String, [Int])] = []
            for layer in 1...6 {
                shapes.append(("conv\(layer).weight", [channels[layer], channels[layer - 1], 3, 3]))
                for name in ["weight", "bias", "running_mean", "running_var"] {
                    shapes.append(("norm\(layer).\(name)", [channels[layer]]))
                }
            }
            shapes += [("hidden.weight", [256, 128]), ("hidden.bias", [256])]
            shapes += [("output.weight", [2, 256]), ("output.bias", [2])]
            return shapes.map { name, shape in
                let count = shape.reduce(1, *)
                // From 0.5 to 1.5 for what is divided by or multiplied with, around 0 elsewhere.
                let isScale = name.hasSuffix("var") || name.hasPrefix("norm") && name.hasSuffix(".weight")
                let values = (0..<count).map {
                    Float(($0 * 7919 + shape.count * 31) % 1000) / 1000 - (isScale ? -0.5 : 0.5)
                }
                return Tensor(name: name, shape: shape, values: isScale ? values : values.map { $0 / 4 })
            }
        }
    }

    @Test func `The same model is the same file`() throws {
        let folder = try Folder()
        let model = try ONNXModel(folder: folder.path, classNames: ["stop", "go"])
        #expect(model == (try ONNXModel(folder: folder.path, classNames: ["stop", "go"])))
        #expect(model.imageSize == 8)
        // The version of the format, and who made it.
        #expect(model.bytes.prefix(12).elementsEqual([0x08, 8, 0x12, 8] + Array("pipeline".utf8)))
        let end = String(decoding: model.bytes.suffix(400), as: UTF8.self)
        #expect(end.contains("class_names\u{12}\u{0d}[\"stop\",\"go\"]"))
        #expect(
            end.contains(
                #"{"channels":["red","green","blue"],"height":8,"layout":"NCHW","mean":[0.5,0.25,0.125],"normalised_by":"#
                    + #""the graph","range":[0,255],"standard_deviation":[0.25,0.5,1.0],"width":8}"#))
    }

    @Test func `Classes whose names are not as many as the classes are called by their ids`() throws {
        let folder = try Folder()
        #expect(try ONNXModel(folder: folder.path, classNames: ["stop"]).classNames == ["0", "1"])
    }

    @Test func `What is no known network, or has other weights, is told of`() throws {
        let missing = try Folder { $0.removeAll { $0.name == "norm3.bias" } }
        #expect(reason(missing) == "its weights lack the tensor 'norm3.bias'")
        let other = try Folder { $0[0] = Tensor(name: "conv1.weight", shape: [32, 3, 1, 9], values: $0[0].values) }
        #expect(reason(other) == "its tensor 'conv1.weight' has the shape [32, 3, 1, 9], not [32, 3, 3, 3]")
        let damaged = try Folder()
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: "\(damaged.path)/weights.safetensors"))
        #expect(reason(damaged) == "its weights cannot be read: weights start with 8 bytes of length, there are 3")
        let unknown = try Folder()
        try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(unknown.path)/model.json"))
        #expect(reason(unknown) == "its files are not those of a network that is known here")
    }

    private func reason(_ folder: Folder) -> String {
        do throws(ONNXError) {
            _ = try ONNXModel(folder: folder.path)
            return "it is written"
        } catch { return error.description }
    }

    private static let python: String = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return "\(cache ?? "\(environment["HOME"] ?? "")/.cache")/pipeline/mlflow-3.17.2"
    }()

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: "\(python)/installed"),
            "ONNX Runtime is not installed; CI=true bin/test installs it"))
    func `ONNX Runtime computes what the layers are said to be`() throws {
        let folder = try Folder()
        let model = try ONNXModel(folder: folder.path)
        try Data(model.bytes).write(to: URL(fileURLWithPath: "\(folder.path)/model.onnx"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "\(Self.python)/bin/python")
        process.arguments = ["-c", Self.reference, folder.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(String(decoding: output, as: UTF8.self) == "the same\n")
    }

    /// The network in NumPy, from the weights' own file.
    private static let reference = """
        import json, struct, sys
        from pathlib import Path

        import numpy, onnx, onnxruntime

        folder = Path(sys.argv[1])
        data = (folder / "weights.safetensors").read_bytes()
        size = struct.unpack("<Q", data[:8])[0]
        weights = {
            name: numpy.frombuffer(data[8 + size :][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
            for name, entry in json.loads(data[8 : 8 + size]).items()
        }
        description = json.loads((folder / "model.json").read_text())
        pixels = numpy.random.default_rng(1).integers(0, 256, (5, 3, 8, 8)).astype("float32")

        channel = lambda values: numpy.asarray(values, "float64").reshape(1, -1, 1, 1)
        values = (pixels / 255 - channel(description["mean"])) / channel(description["std"])
        for layer in range(1, 7):
            padded = numpy.pad(values, ((0, 0), (0, 0), (1, 1), (1, 1)))
            side = values.shape[2]
            kernel = weights[f"conv{layer}.weight"]
            values = sum(
                numpy.einsum("nchw,oc->nohw", padded[:, :, y : y + side, x : x + side], kernel[:, :, y, x])
                for y in range(3) for x in range(3)
            )
            if layer % 2 == 0:
                values = values.reshape(*values.shape[:2], side // 2, 2, side // 2, 2).max((3, 5))
            norm = {name: channel(weights[f"norm{layer}.{name}"])
                    for name in ("weight", "bias", "running_mean", "running_var")}
            scale = norm["weight"] / numpy.sqrt(norm["running_var"] + 1e-5)
            values = numpy.maximum((values - norm["running_mean"]) * scale + norm["bias"], 0)
        values = values.reshape(len(values), -1)
        values = numpy.maximum(values @ weights["hidden.weight"].T + weights["hidden.bias"], 0)
        values = values @ weights["output.weight"].T + weights["output.bias"]
        wanted = numpy.exp(values - values.max(1, keepdims=True))
        wanted /= wanted.sum(1, keepdims=True)

        onnx.checker.check_model(str(folder / "model.onnx"), full_check=True)
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        got = session.run(["probabilities"], {"pixels": pixels})[0]
        print("the same" if abs(got - wanted).max() < 1e-5 else (got, wanted))
        """
}

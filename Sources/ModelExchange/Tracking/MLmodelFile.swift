internal import ContentHash
internal import ModelFormats
internal import Registry

/// The file `MLmodel`, by which MLflow knows a folder as a model and what can run it.
///
/// It is YAML, of which JSON is a part. See <https://mlflow.org/docs/latest/model/#model-format>.
struct MLmodelFile {
    let version: ModelVersion
    let run: String
    /// The network, where it could be written as ONNX.
    let network: ONNXModel?

    static let fileName = "MLmodel"
    /// What MLflow's own reader of ONNX models needs to be installed.
    static let requirements = "mlflow\nonnx\nonnxruntime\n"

    var text: String {
        var document: [String: JSON] = [
            "artifact_path": .string(MLflowExport.folder), "run_id": .string(run),
            "utc_time_created": .string(
                ModelDocument.timestamp(version.created).replacing("T", with: " ").replacing("Z", with: "")),
            // A folder that is known here and not to MLflow is a model for programs that read model.json.
            "flavors": ["pipeline": ["data": "model"]],
        ]
        if let network {
            document["flavors"] = [
                "onnx": [
                    "data": "model.onnx", "onnx_version": "1.12.0", "providers": ["CPUExecutionProvider"],
                    "code": .null,
                ],
                "python_function": ["loader_module": "mlflow.onnx", "data": "model.onnx", "env": .null],
            ]
            let size = Int64(network.imageSize)
            document["signature"] = [
                "inputs": .string(Self.tensor(ONNXModel.input, [-1, 3, .int(size), .int(size)])),
                "outputs": .string(Self.tensor(ONNXModel.output, [-1, .int(Int64(network.classNames.count))])),
            ]
        }
        return JSON.object(document).prettyText + "\n"
    }

    /// MLflow keeps the schema as a text within the text.
    private static func tensor(_ name: String, _ shape: [JSON]) -> String {
        JSON.array([
            [
                "name": .string(name), "type": "tensor",
                "tensor-spec": ["dtype": "float32", "shape": .array(shape)],
            ]
        ]).text
    }
}

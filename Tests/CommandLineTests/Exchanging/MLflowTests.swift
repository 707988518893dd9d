import Foundation
import ProgramTesting
import Surroundings
import Testing

/// Model versions on an MLflow server.
struct MLflowTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        _ = try place.runPipeline("words")
    }

    private func export(_ words: String..., environment: [String: String] = [:]) throws -> Outcome {
        try place.run(.fixture, ["models", "export", "words:1"] + words, environment: environment)
    }

    private static let reason: Comment = "MLflow is not installed; CI=true bin/test installs it"

    @Test(.enabled(if: ReferencePython.isInstalled, reason))
    func `A version is registered with its parameters, metrics, aliases and files`() throws {
        let server = try TrackingServer(in: "\(place.path)/server")
        _ = try place.fixture("models", "alias", "set", "words", "champion", "1")
        let outcome = try export("--to-mlflow", server.url, "--json")
        #expect(outcome.code == 0, "\(outcome)")
        let told = try #require(try outcome.json() as? [String: Any])
        #expect(told["version"] as? String == "1")
        #expect(told["new"] as? Bool == true)
        let id = try #require(told["run"] as? String)

        let found = try server.get("/api/2.0/mlflow/registered-models/alias?name=words&alias=champion")
        let version = try #require(found["model_version"] as? [String: Any])
        #expect(version["version"] as? String == "1")
        #expect(version["status"] as? String == "READY")
        #expect(version["run_id"] as? String == id)
        let run = try #require(try server.get("/api/2.0/mlflow/runs/get?run_id=\(id)")["run"] as? [String: Any])
        #expect((run["info"] as? [String: Any])?["status"] as? String == "FINISHED")
        let data = try #require(run["data"] as? [String: Any])
        let metrics = try #require(data["metrics"] as? [[String: Any]])
        #expect(metrics.map { $0["key"] as? String } == ["error"])
        #expect(metrics.map { $0["value"] as? Double } == [10])
        let parameters = try #require(data["params"] as? [[String: String]])
        #expect(parameters.contains(["key": "epochs", "value": "10"]))
        let tags = try #require(data["tags"] as? [[String: String]])
        #expect(tags.contains(["key": "pipeline_version", "value": "words:1"]))
        #expect(tags.contains(["key": "pipeline_name", "value": "words"]))

        _ = try export("model")
        for file in ["model", "evaluation.json", "model.json", "SHA256SUMS"] {
            let copy = "\(place.path)/copy"
            let download = try Outcome.of(
                "/usr/bin/curl",
                ["-sS", "--fail", "-o", copy, "\(server.url)/get-artifact?path=model/\(file)&run_id=\(id)"])
            #expect(download.code == 0, "\(download)")
            #expect(try Outcome.of("/usr/bin/cmp", [copy, "\(place.project)/model/\(file)"]).code == 0)
        }

        // The same version once more is not a second one; its aliases are set anew.
        _ = try place.fixture("models", "alias", "set", "words", "challenger", "1")
        #expect(
            try export("--to-mlflow", server.url + "/").output
                == "words:1 is there already, as version 1 of 'words'\n")
        let again = try server.get("/api/2.0/mlflow/registered-models/alias?name=words&alias=challenger")
        #expect((again["model_version"] as? [String: Any])?["version"] as? String == "1")

        let refused = try export("--to-mlflow", server.url, "--name", "a/b")
        #expect(
            refused.complaints.replacingOccurrences(of: server.url, with: "SERVER")
                == "error: 'SERVER' refused to create the registered model 'a/b': 400 INVALID_PARAMETER_VALUE: Invalid "
                + "model name 'a/b'. Names cannot contain '/' or ':'.\n")
        #expect(refused.code == 1)
    }

    @Test(.enabled(if: ReferencePython.isInstalled, reason))
    func `A server that does not take artifacts is told of`() throws {
        let folder = "\(place.path)/server"
        let server = try TrackingServer(
            in: folder, options: ["--no-serve-artifacts", "--default-artifact-root", "\(folder)/artifacts"])
        let outcome = try export("--to-mlflow", server.url)
        #expect(
            outcome.complaints.replacingOccurrences(of: server.url, with: "SERVER").replacing(
                /'[^']*\/artifacts\/1\/[0-9a-f]{32}\/artifacts'/, with: "'URI'")
                == "error: 'SERVER' keeps artifacts at 'URI' and does not take them itself: start it with "
                + "--serve-artifacts, and use an experiment that was created since\n")
    }

    @Test func `A server that nobody runs is told of without its password`() throws {
        let outcome = try export("--to-mlflow", "http://ada:secret@127.0.0.1:1/mlflow")
        #expect(
            outcome.complaints
                == "error: nobody answers at 'http://127.0.0.1:1': check the address, and that the server runs\n")
        #expect(outcome.code == 1)
        #expect(
            try export("--to-mlflow", "localhost:5000").complaints
                == "error: 'localhost:5000' is no address of a server: it must begin with http:// or https://\n")
    }

    @Test func `What is secret is no argument of a program`() throws {
        // A program of this name tells what it was given, and how it was called.
        try place.writeProgram(
            "#!/bin/sh\necho \"$@\" > \(place.path)/arguments\ncat > \(place.path)/input\nexit 7\n", to: "bin/curl")
        let environment = ["PATH": "\(place.path)/bin:/usr/bin:/bin", "MLFLOW_TRACKING_TOKEN": "se\"cret"]
        _ = try export("--to-mlflow", "http://127.0.0.1:1", environment: environment)
        #expect(try place.read("arguments") == "-q --config -\n")
        #expect(try place.read("input").contains("header = \"Authorization: Bearer se\\\"cret\"\n"))
    }
}

extension TrackingServer {
    /// Asks for a document of the REST API.
    fileprivate func get(_ path: String) throws -> [String: Any] {
        let answer = try Outcome.of("/usr/bin/curl", ["-sS", "\(url)\(path)"])
        return try answer.json() as? [String: Any] ?? [:]
    }
}

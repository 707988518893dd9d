internal import ContentHash
internal import FileSystem
internal import PipelineKit

/// Links to a step's artifacts where a person looks for them; they are a convenience and no record.
struct OutputLinks {
    private let services: RunServices

    init(_ services: RunServices) { self.services = services }

    func make(for report: StepReport, in run: RunID) {
        guard let artifacts = report.ending.outputs?.artifacts, !artifacts.isEmpty else { return }
        let folder = "\(services.folder(of: report.instance, in: run))/outputs"
        guard (try? Folders.create(folder)) != nil else { return }
        for (name, artifact) in artifacts {
            // A name comes from a step, and must not lead anywhere else.
            guard let digest = artifact.digest, !name.contains("/"), !name.hasPrefix(".") else { continue }
            let object = "../../../../objects/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2))"
            try? Files.link("\(folder)/\(name.isEmpty ? "output" : name)", to: artifact.path ?? object)
        }
    }
}

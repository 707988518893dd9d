import Foundation
import ProgramTesting
import Testing

/// A training that is killed with its run.
@Suite(.enabled(if: Program.trainer.isBuilt, "pipeline-trainer was not built"))
struct ResumingTests {
    let place: Workplace
    let images: SmallDataset

    init() throws {
        place = try Workplace()
        images = try SmallDataset(in: place)
    }

    private func words(_ options: String...) -> [String] {
        let settings = ["epochs=12", "image_size=16", "batch_size=4", "max_mse=1000000", "ema_decay=0.9"]
        return ["run", "road_sign", "--to", "train"] + settings.flatMap { ["--set", $0] } + options
    }

    private var checkpoints: String { "\(place.project)/artifacts/checkpoints" }

    /// Waits until the training has kept an epoch.
    private func anEpochIsKept() throws {
        let watch = inotify_init1(Int32(IN_CLOEXEC))
        defer { close(watch) }
        func appears(_ name: (String) -> Bool, in folder: String) throws -> String {
            guard inotify_add_watch(watch, folder, UInt32(IN_CREATE | IN_MOVED_TO)) >= 0 else { throw Nothing() }
            while true {
                let names = try FileManager.default.contentsOfDirectory(atPath: folder)
                if let found = names.first(where: name) { return "\(folder)/\(found)" }
                var poll = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
                guard Glibc.poll(&poll, 1, 60_000) == 1 else { throw Nothing() }
                var buffer = [UInt8](repeating: 0, count: 4096)
                _ = read(watch, &buffer, buffer.count)
            }
        }
        try FileManager.default.createDirectory(atPath: checkpoints, withIntermediateDirectories: true)
        let work = try appears({ _ in true }, in: checkpoints)
        _ = try appears({ $0.hasPrefix("epoch-") }, in: work)
    }

    private struct Nothing: Error, CustomStringConvertible { let description = "the training kept no epoch" }

    private func weights(of run: RunDocument) throws -> Data {
        let file = "\(place.project)/artifacts/runs/\(run.run)/train/outputs/model/weights.safetensors"
        return try Data(contentsOf: URL(fileURLWithPath: file))
    }

    @Test func `A training that is killed goes on, and makes the weights of one that was not`() throws {
        let killed = try place.start(.pipeline, words())
        try anEpochIsKept()
        killed.send(SIGKILL)
        #expect(try killed.outcome().code == nil)
        let outcome = try place.run(.pipeline, words())
        #expect(outcome.code == 0)
        let said = try #require(outcome.output.firstMatch(of: /train +says +goes on after epoch ([0-9]+) of 12,/))
        #expect((1..<12).contains(try #require(Int(said.1))))
        #expect(try FileManager.default.contentsOfDirectory(atPath: checkpoints) == [])
        let resumed = try RunDocument(place.run(.pipeline, words("--json")))
        #expect(resumed.steps("cached").contains("train"))
        let whole = try RunDocument(place.run(.pipeline, words("--json", "--force", "train")))
        #expect(whole.steps("succeeded") == ["train"])
        #expect(try weights(of: whole) == weights(of: resumed))
    }
}

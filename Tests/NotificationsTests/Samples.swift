import Foundation
import Notifications
import PipelineKit

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "\(NSTemporaryDirectory())/notifications-\(UUID().uuidString)".replacing("//", with: "/")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, _ name: String, mode: Int = 0o644) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }
}

extension Notice {
    static func failure(step: String = "train", error: String = "it broke", tail: String = "first\nlast") -> Notice {
        Notice(
            event: "failure", pipeline: "road_sign", run: "1m7", status: "failed", step: step, error: error, tail: tail,
            link: "https://ml/runs/1m7", host: "box", time: "2026-11-21T08:03:10Z")
    }
}

extension NotificationSettings {
    /// Reads a configuration that is written into a folder.
    static func of(_ text: String, in folder: TemporaryFolder) throws -> NotificationSettings {
        NotificationSettings(path: try folder.write(text, "config.json"), pipelines: ["road_sign", "words"])
    }
}

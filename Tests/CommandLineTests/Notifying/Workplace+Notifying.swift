import Foundation
import ProgramTesting

extension Workplace {
    /// Writes who is to be told, each entry as JSON.
    func notify(_ entries: String..., link: String? = nil) throws {
        let link = link.map { "\"link\": \"\($0)\", " } ?? ""
        try write("{\(link)\"notify\": [\(entries.joined(separator: ", "))]}", to: "project/registry/config.json")
    }

    /// Writes a script that can be executed.
    func writeScript(_ text: String, to name: String) throws -> String {
        try writeProgram("#!/bin/sh\n" + text, to: name)
    }

    /// What was told: the name, the event, whether it arrived, and how often it was tried.
    func told() throws -> [String] {
        let records = try fixture("notifications", "history", "--json").json() as? [[String: Any]]
        return (records ?? []).reversed().map { record in
            "\(record["name"] ?? "") \(record["event"] ?? "") \(record["delivered"] ?? "") \(record["attempts"] ?? "")"
        }
    }
}

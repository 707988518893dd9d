import Foundation
import Testing

/// The sources of a small package with four steps, by path.
struct Corpus {
    var files: [String: String]

    /// The folders of the target and of what it depends on, with the kind of each.
    var modules: [(kind: String, name: String)] = [
        ("swift", "Vision"), ("swift", "Imaging"), ("clang", "CCodecs"), ("swift", "ContentHash"),
        ("swift", "PipelineKit"),
    ]

    var defines: [String: [String]] = [:]

    /// Writes the files into a folder of their own, and hands it over until the work is done.
    func written<Result>(_ work: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "code digests \(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try work(folder)
    }

    /// The arguments that describe modules whose files lie in a folder.
    func arguments(for modules: [(kind: String, name: String)], in folder: URL, reversed: Bool = false) -> [String] {
        modules.flatMap { module in
            let own = files.keys.filter { $0.hasPrefix(module.name + "/") }.sorted()
            let paths = (reversed ? own.reversed() : own).map { path in
                let option = path.hasSuffix(".txt") ? "--resource" : "--source"
                return [option, folder.appending(path: path).path(percentEncoded: false)]
            }
            let place = folder.appending(path: module.name).path(percentEncoded: false)
            let defines = (defines[module.name] ?? []).flatMap { ["--define", $0] }
            return ["--module", module.kind, module.name, place] + defines + paths.flatMap(\.self)
        }
    }

    /// The same package after one edit.
    func applying(_ edit: Edit) throws -> Self {
        var copy = self
        if let old = edit.old {
            guard let text = files[edit.file], text.contains(old) else { throw Edit.NotApplicable(edit: edit) }
            copy.files[edit.file] = text.replacingOccurrences(of: old, with: edit.new)
        } else {
            copy.files[edit.file, default: ""] += edit.new
        }
        return copy
    }
}

/// A change of one file, and the steps whose digests must change with it.
struct Edit: CustomTestStringConvertible, Sendable {
    struct NotApplicable: Error { let edit: Edit }

    let sentence: String
    let file: String
    let old: String?
    let new: String
    let changed: Set<String>

    var testDescription: String { sentence }

    /// Replaces one text by another.
    init(_ sentence: String, _ file: String, _ old: String, _ new: String, changes changed: Set<String> = []) {
        self.sentence = sentence
        self.file = file
        self.old = old
        self.new = new
        self.changed = changed
    }

    /// Adds text at the end of a file, which need not exist.
    init(_ sentence: String, addingTo file: String, _ new: String, changes changed: Set<String> = []) {
        self.sentence = sentence
        self.file = file
        old = nil
        self.new = new
        self.changed = changed
    }
}

extension Set<String> {
    static var everyStep: Self { ["Split", "Train", "Evaluate", "Register"] }
}

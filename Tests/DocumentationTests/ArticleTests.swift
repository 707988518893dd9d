import Foundation
import Surroundings
import Testing

/// Every command in an article is typed, and what it says is compared with what the article shows.
///
/// With `RECORD_GOLDEN=1` in the environment what differs is written into the article, and the test fails.
struct ArticleTests {
    private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil
    /// Whether the first article's project is really built, which takes minutes.
    private static let buildsProjects = ["CI", "PIPELINE_TEST_INIT"].contains { name in
        ["true", "1"].contains(ProcessInfo.processInfo.environment[name] ?? "")
    }

    private static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: Package.catalogue.path)
        return (files ?? []).filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
    }()

    @Test(arguments: names) func `What an article shows is what happens`(name: String) async throws {
        let buildsProjects = name == "FirstPipeline" && Self.buildsProjects
        guard buildsProjects else { return try await read(name, buildsProjects: false) }
        // It takes longest, and begins early that it does not end last.
        try await withTaskExecutorPreference(OwnThreads()) { try await read(name, buildsProjects: true) }
    }

    private func read(_ name: String, buildsProjects: Bool) async throws {
        var article = try Article(Package.catalogue.appending(path: "\(name).md"))
        guard !article.blocks.isEmpty else { return }
        let reader = try await Reader(buildsProjects: buildsProjects)
        var changes: [(Block, [String])] = []
        for block in article.blocks {
            switch block.directive {
            case .needs(let need):
                try #require(need == "MLflow", "\(name): nobody knows what '\(need)' is")
                guard ReferencePython.isInstalled else {
                    print("\(name): what needs MLflow is not run; CI=true bin/test installs it")
                    continue
                }
                try reader.startServer()
                if let changed = try await follow(block, with: reader, in: name) { changes.append((block, changed)) }
            case .built where !buildsProjects: continue
            case .writes(let path): try reader.write(block.content.joined(separator: "\n") + "\n", to: path)
            case .shows(let path):
                let text = try reader.read(path).components(separatedBy: "\n")
                let isThere = Transcript(["…"] + block.content + ["…"]).describes(Transcript(text))
                #expect(
                    isThere, "\(name): \(path) does not have the lines that are shown at line \(block.range.lowerBound)"
                )
            case .built, nil:
                guard block.language == "console" else { continue }
                if let changed = try await follow(block, with: reader, in: name) { changes.append((block, changed)) }
            }
        }
        guard Self.isRecording, !changes.isEmpty else { return }
        for (block, lines) in changes.reversed() { article.replace(block, by: lines) }
        try article.write()
        Issue.record("recorded \(name)")
    }

    /// Types the commands of a block, and returns its lines as they should be where they are not.
    private func follow(_ block: Block, with reader: Reader, in name: String) async throws -> [String]? {
        var lines: [String] = []
        var isChanged = false
        let exchanges = Exchange.all(in: block.content)
        for (index, exchange) in exchanges.enumerated() {
            let answer = try await reader.type(exchange.command)
            let isAsRecorded = Transcript(exchange.output).describes(Transcript(answer.lines))
            // A command may fail where the article says so by asking for its exit code.
            let asksForCode = exchanges.dropFirst(index + 1).first?.command == "echo $?"
            let said = answer.lines.joined(separator: "\n")
            #expect(answer.status == 0 || asksForCode, "\(name): '\(exchange.command)' failed:\n\(said)")
            if !Self.isRecording { #expect(isAsRecorded, "\(name): '\(exchange.command)' said:\n\(said)") }
            let space = index + 1 < exchanges.count && !answer.lines.isEmpty ? [""] : []
            lines += exchange.prompt + (isAsRecorded ? exchange.output : answer.lines + space)
            isChanged = isChanged || !isAsRecorded
        }
        return isChanged ? lines : nil
    }

    @Test func `Every article is listed on the catalogue's page`() throws {
        let page = try String(contentsOf: Package.catalogue.appending(path: "PipelineKit.md"), encoding: .utf8)
        for name in Self.names where name != "PipelineKit" {
            #expect(page.contains("- <doc:\(name)>\n"), "\(name) is not listed in PipelineKit.md")
        }
    }
}

import Foundation
import Testing

/// Digests of the programs that steps start.
@Suite struct ProgramTests {
    private static let programs = ["worker": [("swift", "worker"), ("clang", "CTorch")]]

    private static var corpus: Corpus {
        var corpus = Corpus.package
        corpus.files["worker/main.swift"] = "import CTorch\nlet answer = torch(3)\nprint(answer)\n"
        corpus.files["CTorch/torch.cpp"] = "int torch(int x) { return x; } // deep\n"
        corpus.files["Vision/More.swift"] = "func worker() -> String? { ProgramDigests.all[\"worker\"] }\n"
        return corpus
    }

    private func table(of corpus: Corpus) throws -> String? {
        let text = try Tool.digest(corpus, programs: Self.programs).text
        return text.components(separatedBy: "enum ProgramDigests {\n").dropFirst().first
    }

    @Test func `a target that mentions the table gets the digest of each program`() throws {
        let table = try #require(try table(of: Self.corpus))
        let lines = table.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.count == 4 && lines[0] == "static let all: [String: String] = [")
        #expect(lines[1].wholeMatch(of: /"worker": "[0-9a-f]{64}",/) != nil)
    }

    @Test func `a target that doesn't mention the table gets none`() throws {
        var corpus = Self.corpus
        corpus.files["Vision/More.swift"] = "// ProgramDigests\n"
        #expect(try table(of: corpus) == nil)
    }

    @Test func `a program's digest changes with its code alone`() throws {
        let before = try table(of: Self.corpus)
        var corpus = Self.corpus
        corpus.files["CTorch/torch.cpp"] = "int torch(int x) {\n  return x; /* shallow */\n}\n"
        corpus.files["worker/main.swift"]? += "// the end\n"
        #expect(try table(of: corpus) == before)
        corpus.files["worker/main.swift"]?.replace("torch(3)", with: "torch(4)")
        let swift = try table(of: corpus)
        #expect(swift != before)
        corpus.files["CTorch/torch.cpp"]?.replace("return x", with: "return -x")
        #expect(try table(of: corpus) != swift)
    }

    @Test func `the code of a program that a step only starts isn't part of the step`() throws {
        let before = try Tool.digest(Self.corpus, programs: Self.programs).digests
        var corpus = Self.corpus
        corpus.files["worker/main.swift"]? += "print(1)\n"
        #expect(try Tool.digest(corpus, programs: Self.programs).digests == before)
    }
}

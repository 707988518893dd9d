import Foundation
import Testing

/// The page of faults names tests that are there.
struct FaultMatrixTests {
    /// A line of the table: what it names as its test.
    private struct Row {
        let number: Int
        let file: String
        let test: String

        init?(_ line: Substring) {
            let pattern =
                #/\| (?<number>[0-9]+) \|.*\| \[`(?<file>[A-Za-z/]+\.swift)`\]\((?<link>.+)\): (?<test>[^|`]+) \|/#
            guard let match = line.wholeMatch(of: pattern), let number = Int(match.number),
                match.link == "../../../Tests/\(match.file)"
            else { return nil }
            self.number = number
            file = String(match.file)
            test = String(match.test)
        }
    }

    private let lines: [Substring]

    init() throws {
        let page = try String(contentsOf: Package.catalogue.appending(path: "FaultMatrix.md"), encoding: .utf8)
        // The first two lines of a table are its head.
        lines = Array(page.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2))
    }

    @Test func `Every test that the page of faults names is there, and is a test`() throws {
        for line in lines {
            let row = try #require(Row(line), "this line names no test: \(line)")
            let source = try String(contentsOfFile: "\(Package.root)/Tests/\(row.file)", encoding: .utf8)
            let declaration = try #require(
                source.firstRange(of: "func `\(row.test)`("), "\(row.file) has no test '\(row.test)'")
            let before = source[..<declaration.lowerBound].split(separator: "\n")
            // Nothing else is declared between the attribute and its function.
            let attribute = before.lastIndex { $0.contains("@Test") }
            let end = before.lastIndex { $0.hasPrefix("    }") } ?? before.startIndex
            #expect(attribute.map { $0 >= end } == true, "'\(row.test)' is no test")
        }
    }

    @Test func `The page has every fault from 1 to 45, in order`() {
        let numbers = lines.compactMap { Row($0)?.number }
        #expect(numbers == numbers.sorted())
        #expect(Set(numbers) == Set(1...45))
    }
}

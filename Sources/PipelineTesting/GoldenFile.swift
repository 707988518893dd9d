internal import Foundation
internal import Testing

/// Compares a text with the file that holds what it should be.
///
/// With `RECORD_GOLDEN=1` in the environment the file is written instead, and the test fails, so that a recording never
/// passes unseen. The file is the one of this name in the folder `Golden` beside the test.
public func expectGolden(
    _ actual: String, _ name: String, filePath: String = #filePath, fileID: String = #fileID, line: Int = #line,
    column: Int = #column
) throws {
    let location = SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
    let file = URL(filePath: filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
        try Data(actual.utf8).write(to: file)
        Issue.record("recorded \(name)", sourceLocation: location)
        return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(actual == expected, sourceLocation: location)
}

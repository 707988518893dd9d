import Foundation
import RecordIO

extension [UInt8] {
    /// The magic number as it stands in a file.
    static let magic: [UInt8] = [0x0A, 0x23, 0xD7, 0xCE]

    var hex: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Payloads that try the corners of the format: lengths around the padding, and the magic number everywhere it matters.
let trickyPayloads: [[UInt8]] = [
    [],
    [1],
    [1, 2, 3, 4],
    [1, 2, 3, 4, 5],
    .magic,
    .magic + .magic,
    .magic + [9],
    [1, 2, 3, 4] + .magic,
    [1, 2, 3, 4] + .magic + [5, 6, 7, 8, 9] + .magic + [1],
    [1, 2, 3, 4] + .magic + [5, 6, 7, 8] + .magic + .magic + [1, 2, 3],
    [1] + .magic + [2, 3],
    [UInt8](repeating: 0xCE, count: 33),
]

func encoded(_ payloads: [[UInt8]]) throws -> [UInt8] {
    var encoder = RecordEncoder()
    for payload in payloads { try encoder.append(payload) }
    return encoder.bytes
}

func decoded(_ bytes: [UInt8]) throws -> [[UInt8]] {
    var reader = RecordReader(bytes)
    var payloads: [[UInt8]] = []
    while let payload = try reader.next() { payloads.append(payload) }
    return payloads
}

/// Gives a fresh folder to the body and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

import ContentHash
import Testing

@testable import ModelExchange

@Suite struct `A list of checksums` {
    private let hex = SHA256.digest(of: "").hex

    @Test func `Lines may end as on Windows`() throws {
        let sums = try Checksums(parsing: "\(hex)  model\r\n\(hex) *notes.txt\r\n", in: "SOURCE")
        #expect(sums.text == "\(hex)  model\n\(hex)  notes.txt\n")
    }

    @Test(arguments: ["\r", "a\tb", "a\\b", "a\u{0}"])
    func `A path that sha256sum would write in another way is refused with its line`(path: String) {
        let error = #expect(throws: ExchangeError.self) {
            try Checksums(parsing: "\(hex)  model\n\(hex)  \(path)\n", in: "SOURCE")
        }
        #expect(error?.description == "line 2 of SHA256SUMS in 'SOURCE' is no digest with a path")
    }
}

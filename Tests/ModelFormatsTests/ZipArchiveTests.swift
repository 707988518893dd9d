import ModelFormats
import Testing

@Suite struct `A zip archive` {
    /// The archive that Python's `zipfile` made of `a.txt` (stored, "hello\n") and `b.txt` (100 times "abc", compressed).
    private static let archive: [UInt8] = [
        80, 75, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 33, 80, 32, 48, 58, 54, 6, 0, 0, 0, 6, 0, 0, 0, 5, 0, 0, 0, 97, 46,
        116, 120, 116, 104, 101, 108, 108, 111, 10, 80, 75, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 33, 80, 132, 184, 196,
        208, 9, 0, 0, 0, 44, 1, 0, 0, 5, 0, 0, 0, 98, 46, 116, 120, 116, 75, 76, 74, 78, 28, 69, 196, 33, 0, 80, 75,
        1, 2, 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 33, 80, 32, 48, 58, 54, 6, 0, 0, 0, 6, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 128, 1, 0, 0, 0, 0, 97, 46, 116, 120, 116, 80, 75, 1, 2, 20, 3, 20, 0, 0, 0, 8, 0, 0, 0, 33,
        80, 132, 184, 196, 208, 9, 0, 0, 0, 44, 1, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 1, 41, 0, 0, 0,
        98, 46, 116, 120, 116, 80, 75, 5, 6, 0, 0, 0, 0, 2, 0, 2, 0, 102, 0, 0, 0, 85, 0, 0, 0, 0, 0,
    ]

    private func complaint(_ name: String, _ archive: [UInt8]) -> String {
        do throws(WeightsError) {
            return "\(try ZipArchive.contents(of: name, in: archive).count) bytes"
        } catch { return error.description }
    }

    @Test func `Its files come out as they were put in`() throws {
        #expect(try ZipArchive.contents(of: "a.txt", in: Self.archive) == Array("hello\n".utf8))
        let repeated = String(repeating: "abc", count: 100)
        #expect(try ZipArchive.contents(of: "b.txt", in: Self.archive) == Array(repeated.utf8))
    }

    @Test func `A file that is missing, damaged or cut off is named`() {
        #expect(complaint("c.txt", Self.archive) == "the archive has no file c.txt")
        var damaged = Self.archive
        damaged[36] ^= 1
        #expect(complaint("a.txt", damaged) == "the archive's file a.txt is damaged")
        damaged = Self.archive
        damaged[76] ^= 0xff
        #expect(complaint("b.txt", damaged) == "the archive's file b.txt is damaged")
        #expect(
            complaint("a.txt", Self.archive.dropLast(5))
                == "it is cut off: it begins as a zip archive, but has no directory at its end")
    }

    @Test func `A size that no compression makes is refused before anything is reserved`() {
        var absurd = Self.archive
        for place in 160..<160 + 4 { absurd[place] = 0x7f }
        #expect(complaint("b.txt", absurd) == "the archive's file b.txt is damaged")
    }
}

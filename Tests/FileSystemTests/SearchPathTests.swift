import FileSystem
import Foundation
import Testing

@Suite struct SearchPathTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["one", "two"] { try Folders.create("\(folder.path)/\(name)") }
        try Files.write("", to: "\(folder.path)/one/tool")
        try Files.write("", to: "\(folder.path)/two/tool")
        try Files.setMode(0o755, of: "\(folder.path)/two/tool")
        try Folders.create("\(folder.path)/one/folder")
    }

    private var path: SearchPath { SearchPath("\(folder.path)/one:\(folder.path)/two") }

    @Test func `The first file that may be executed is the program`() {
        #expect(path.program("tool") == "\(folder.path)/two/tool")
        #expect(path.file("tool") == "\(folder.path)/one/tool")
        #expect(path.program("folder") == nil)
        #expect(path.program("other") == nil)
    }

    @Test func `A relative folder does not count`() {
        #expect(SearchPath("one:.:").program("tool") == nil)
    }

    @Test func `Without a PATH the folders are those of every system`() {
        #expect(SearchPath(environment: [:]).text == "/usr/bin:/bin")
        #expect(SearchPath(environment: ["PATH": "/opt/bin"]).text == "/opt/bin")
        #expect(SearchPath(environment: [:]).program("sh") != nil)
    }
}

import FileSystem
import Foundation
import Testing

@Suite struct PrivateFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func names() throws -> [String] { try Folders.names(in: folder.path) }

    @Test func `A private folder is nobody else's, and goes away with all that is in it`() throws {
        do {
            let made = try PrivateFolder(environment: ["TMPDIR": folder.path])
            #expect(made.path.hasPrefix("\(folder.path)/pipeline-"))
            let attributes = try FileManager.default.attributesOfItem(atPath: made.path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
            try Folders.create("\(made.path)/deep/folder")
            try Files.write("x", to: "\(made.path)/deep/folder/file")
            #expect(try names().count == 1)
        }
        #expect(try names() == [])
    }

    @Test func `A folder beside a place is on its disk, and what is in it can be given that place`() throws {
        let place = "\(folder.path)/model"
        do {
            let made = try PrivateFolder(beside: place)
            try Files.write("x", to: "\(made.path)/file")
            try Files.rename("\(made.path)/file", to: place)
        }
        #expect(try names() == ["model"])
    }

    @Test func `Where there can be no folder, the message names its place`() {
        let error = #expect(throws: SystemError.self) {
            _ = try PrivateFolder(environment: ["TMPDIR": "/nowhere"]).path
        }
        #expect(error?.description == "cannot create a folder in '/nowhere': No such file or directory")
    }

    @Test func `A relative TMPDIR does not count`() throws {
        let made = try PrivateFolder(environment: ["TMPDIR": "relative"])
        #expect(made.path.hasPrefix("/tmp/pipeline-"))
    }
}

import FileSystem
import Glibc
import Synchronization
import Testing

@Suite struct FoldersTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `Folders are made with those above them, and again without harm`() throws {
        let path = "\(folder.path)/a/b/c"
        try Folders.create(path)
        try Folders.create(path)
        try Folders.create("\(folder.path)/d/e/")
        #expect(try FileStatus(of: path).kind == .folder)
        #expect(try FileStatus(of: "\(folder.path)/d/e").kind == .folder)
    }

    @Test func `A file in the way of a folder is named`() throws {
        try Files.write("", to: "\(folder.path)/file")
        let there = #expect(throws: SystemError.self) { try Folders.create("\(folder.path)/file") }
        #expect(there?.description == "cannot create the folder '\(folder.path)/file': File exists")
        let above = #expect(throws: SystemError.self) { try Folders.create("\(folder.path)/file/in") }
        #expect(above?.description == "cannot create the folder '\(folder.path)/file/in': Not a directory")
    }

    @Test func `Names are sorted by their bytes`() throws {
        for name in ["b", "a", "B", "é", "a.b", "a b", ".hidden", "new\nline"] {
            try Files.write("", to: "\(folder.path)/\(name)")
        }
        let names = try Folders.names(in: folder.path)
        #expect(names == [".hidden", "B", "a", "a b", "a.b", "b", "new\nline", "é"])
        let missing = #expect(throws: SystemError.self) { try Folders.names(in: "\(folder.path)/none") }
        #expect(missing?.description == "cannot open the folder '\(folder.path)/none': No such file or directory")
    }

    @Test func `Files below a folder are listed without links and folders`() throws {
        try Folders.create("\(folder.path)/a/b")
        try Folders.create("\(folder.path)/empty")
        for name in ["a/b/x", "a/y", "z", "a.txt"] { try Files.write("", to: "\(folder.path)/\(name)") }
        try Files.link("\(folder.path)/link", to: "a")
        #expect(try Folders.files(below: folder.path) == ["a.txt", "a/b/x", "a/y", "z"])
    }

    @Test func `What is removed while files are listed is left out`() async throws {
        try Files.write("", to: "\(folder.path)/stays")
        let going = (0..<100).map { "\(folder.path)/going-\($0)" }
        let isListed = Mutex(false)
        async let lists = Task.detached { [path = folder.path] in
            defer { isListed.withLock { $0 = true } }
            return Set(try (0..<100).map { _ in try Folders.files(below: path).last })
        }.value
        while !isListed.withLock({ $0 }) {
            for path in going {
                try Folders.create(path)
                try Files.write("", to: "\(path)/in")
            }
            for path in going { try Folders.remove(path) }
        }
        #expect(try await lists == ["stays"])
        let missing = #expect(throws: SystemError.self) { try Folders.files(below: "\(folder.path)/none") }
        #expect(missing?.description == "cannot open the folder '\(folder.path)/none': No such file or directory")
    }

    @Test func `Everything is removed, read-only or with a name that is no UTF-8, and links are not followed`() throws {
        let root = "\(folder.path)/root"
        try Folders.create("\(root)/in/deeper")
        try Files.write("kept", to: "\(folder.path)/outside")
        try Files.link("\(root)/in/link", to: "../../outside")
        try Files.link("\(root)/in/folder", to: "..")
        for name in [[0x61, 0xff], [0x0a], [0xc3, 0x28]] as [[UInt8]] {
            let path = Array("\(root)/in/deeper/".utf8CString.dropLast()) + name.map { CChar(bitPattern: $0) } + [0]
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o444)
            #expect(descriptor >= 0)
            close(descriptor)
        }
        for path in ["\(root)/in/deeper", "\(root)/in", root] { try Files.setMode(0o555, of: path) }
        try Folders.remove(root)
        #expect(try Folders.names(in: folder.path) == ["outside"])
        #expect(try Files.readText("\(folder.path)/outside") == "kept")
        try Folders.remove(root)
    }

    @Test func `A link to a folder is removed without the folder`() throws {
        try Folders.create("\(folder.path)/target/in")
        try Files.link("\(folder.path)/link", to: "target")
        try Folders.remove("\(folder.path)/link")
        #expect(try Folders.names(in: folder.path) == ["target"])
    }

    @Test func `The free space is more than nothing`() throws {
        #expect(try Folders.freeSpace(at: folder.path) > 0)
        #expect(Folders.current.hasPrefix("/"))
    }
}

import FileSystem
import Glibc
import Testing

@Suite struct FilesTests {
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/file" }

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [0, 1, 4095, 4096, 4097, 300_000]) func `A file is read as it was written`(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try Files.write(bytes, to: path)
        #expect(try Files.read(path) == bytes)
    }

    @Test func `A file whose size is not known beforehand is read whole`() throws {
        #expect(try !Files.read("/proc/self/maps").isEmpty)
    }

    @Test func `Writing replaces the file and leaves nothing else behind`() throws {
        try Files.write("old and longer", to: path)
        try Files.write("new", to: path, durable: true)
        #expect(try Files.readText(path) == "new")
        #expect(try Folders.names(in: folder.path) == ["file"])
    }

    @Test func `A path that leads out of a folder is known by its bytes`() {
        #expect(["/a", "..", "a/../..", "../\u{301}", "/\u{301}"].allSatisfy(Files.leadsOut))
        #expect(!["a", "a/..b", "...", "a/\u{301}..", ""].contains(where: Files.leadsOut))
        #expect(["a", "a/b", ".a/b.", "a/...", "a/\u{301}.."].allSatisfy(Files.isPlain))
        #expect(!["", "/a", "a/", "a//b", "./a", "a/./b", "a/..", ".."].contains(where: Files.isPlain))
        #expect(Files.folder(of: "a/b/\u{301}c") == "a/b")
    }

    @Test(arguments: [0, 1 << 20, 3_000_000]) func `A file is copied with the right to execute it`(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try Files.write(bytes, to: path)
        try Files.copy(path, to: "\(path).1")
        try Files.setMode(0o500, of: path)
        try Files.copy(path, to: "\(path).2")
        #expect(try Files.read("\(path).1") == bytes)
        #expect(try Files.read("\(path).2") == bytes)
        #expect(try !FileStatus(of: "\(path).1").isExecutable)
        #expect(try FileStatus(of: "\(path).2").isExecutable)
        let error = #expect(throws: SystemError.self) { try Files.copy(path, to: "\(path).1") }
        #expect(error?.description == "cannot create '\(path).1': File exists")
    }

    @Test func `A file that cannot be written is named, and nothing is left`() throws {
        try Folders.create("\(path)/in")
        let error = #expect(throws: SystemError.self) { try Files.write("x", to: path) }
        #expect(error?.description == "cannot write '\(path)': Is a directory")
        #expect(try Folders.names(in: folder.path) == ["file"])
        let missing = #expect(throws: SystemError.self) { try Files.write("x", to: "\(folder.path)/no/file") }
        #expect(missing?.description == "cannot write '\(folder.path)/no/file': No such file or directory")
    }

    @Test func `A missing file is told from other failures`() throws {
        let missing = #expect(throws: SystemError.self) { try Files.read(path) }
        #expect(missing?.isMissing == true)
        #expect(missing?.description == "cannot open '\(path)': No such file or directory")
        let wrong = #expect(throws: SystemError.self) { try Files.read(folder.path) }
        #expect(wrong?.description == "cannot read '\(folder.path)': Is a directory")
        #expect(wrong?.isMissing == false)
    }

    @Test func `A full disk says what to do`() {
        let error = SystemError("write", "/data/x", code: ENOSPC)
        #expect(error.isDiskFull)
        #expect(
            error.description
                == "cannot write '/data/x': No space left on device; make room and run the same command again")
    }

    @Test(arguments: [
        (EDQUOT, "Disk quota exceeded; make room and run the same command again"),
        (EROFS, "Read-only file system; mount its disk for writing and run the same command again"),
        (EIO, "Input/output error; see with 'dmesg' whether its disk fails, and run the same command again"),
        (
            EMFILE,
            "Too many open files; raise the limit that 'ulimit -n' shows, or run fewer steps at once with --jobs"
        ),
        (
            ENFILE,
            "Too many open files in system; end programs that have many files open, and run the same command again"
        ),
        (
            ENOMEM,
            "Cannot allocate memory; end programs that need much memory, or run fewer steps at once with --jobs"
        ),
        (EACCES, "Permission denied"),
    ])
    func `What the machine has run out of is told with what to do`(code: Int32, text: String) {
        #expect(SystemError("open", "/data/x", code: code).description == "cannot open '/data/x': \(text)")
    }

    @Test func `A folder of this machine is on no network file system`() throws {
        #expect(try NetworkFileSystem(of: folder.path) == nil)
        let missing = #expect(throws: SystemError.self) { try NetworkFileSystem(of: "/nonexistent") }
        #expect(missing?.description == "cannot look at the disk of '/nonexistent': No such file or directory")
    }

    @Test func `Text that is not UTF-8 is read with replacements`() throws {
        try Files.write([0x61, 0xff, 0x62], to: path)
        #expect(try Files.readText(path) == "a\u{fffd}b")
    }

    @Test func `Links are made, replaced, read and resolved`() throws {
        try Files.write("x", to: path)
        let link = "\(folder.path)/link"
        try Files.link(link, to: "nowhere")
        try Files.link(link, to: "file")
        #expect(try Files.target(ofLink: link) == "file")
        #expect(Files.resolve(link) == Files.resolve(path))
        #expect(Files.resolve("\(folder.path)/none/../x") == "\(folder.path)/none/../x")
        #expect(try FileStatus(of: link).kind == .file)
        #expect(try FileStatus(ofLink: link).kind == .link)
    }

    @Test func `Renaming replaces a file and names both ends when it fails`() throws {
        try Files.write("x", to: path)
        try Files.write("y", to: "\(folder.path)/other")
        try Files.rename(path, to: "\(folder.path)/other")
        #expect(try Files.readText("\(folder.path)/other") == "x")
        let error = #expect(throws: SystemError.self) { try Files.rename(path, to: "\(folder.path)/third") }
        #expect(
            error?.description
                == "cannot give the name '\(folder.path)/third' to '\(path)': No such file or directory")
    }

    @Test func `A file gets a free name, and replaces nothing`() throws {
        try Files.write("x", to: path)
        try Files.write("y", to: "\(folder.path)/other")
        let taken = #expect(throws: SystemError.self) { try Files.rename(path, toFree: "\(folder.path)/other") }
        #expect(taken?.isTaken == true)
        #expect(taken?.description == "cannot give the name '\(folder.path)/other' to '\(path)': File exists")
        try Files.rename(path, toFree: "\(folder.path)/third")
        #expect(try Folders.names(in: folder.path) == ["other", "third"])
        #expect(try Files.readText("\(folder.path)/third") == "x")
    }

    @Test(.enabled(if: OtherDisk.isThere)) func `A file is moved to another disk, and replaces nothing there`() throws {
        let other = try OtherDisk()
        try Files.write("x", to: path)
        try Files.setMode(0o555, of: path)
        let place = "\(other.path)/file"
        let refused = #expect(throws: SystemError.self) { try Files.rename(path, toFree: place) }
        #expect(refused?.code == EXDEV)
        try Files.move(path, toFree: place)
        #expect(try Files.readText(place) == "x")
        #expect(try FileStatus(of: place).isExecutable)
        #expect(try Folders.names(in: folder.path) == [])
        try Files.write("y", to: path)
        #expect(throws: SystemError.self) { try Files.move(path, toFree: place) }
        #expect(try Files.readText(place) == "x")
        #expect(try Files.readText(path) == "y")
        #expect(try Folders.names(in: other.path) == ["file"])
    }

    @Test func `Removing what is not there is no failure`() throws {
        try Files.remove(path)
        try Files.write("x", to: path)
        try Files.remove(path)
        #expect(try FileStatus.ifPresent(path) == nil)
    }

    @Test func `Several may remove the same folder at once`() async throws {
        for number in 0..<40 {
            try Folders.create("\(path)/\(number % 4)/\(number)")
            for file in 0..<10 { try Files.write("x", to: "\(path)/\(number % 4)/\(number)/\(file)") }
        }
        let path = path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try Folders.remove(path) } }
            try await group.waitForAll()
        }
        #expect(try FileStatus.ifPresent(path) == nil)
    }

    @Test func `The status tells what there is`() throws {
        try Files.write("four", to: path)
        try Files.setMode(0o755, of: path)
        let status = try #require(try FileStatus.ifPresent(path))
        #expect(status.kind == .file)
        #expect(status.size == 4)
        #expect(status.isExecutable)
        #expect(status.modified > 1_700_000_000_000_000_000)
        #expect(try FileStatus(of: folder.path).kind == .folder)
        #expect(try FileStatus(of: "/dev/null").kind == .other)
        #expect(try FileStatus.ifPresent("\(path)/in") == nil)
        #expect(try FileStatus.ifPresent("\(folder.path)/\(String(repeating: "a", count: 256))") == nil)
    }

    @Test func `A path is in a folder`() {
        #expect(Files.folder(of: "/a/b") == "/a")
        #expect(Files.folder(of: "/a") == "/")
        #expect(Files.folder(of: "a") == ".")
    }
}

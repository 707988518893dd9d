import FileSystem
import Glibc
import Testing

@testable import ContentStore

/// What shows that files were written to, though they contain what they did before.
@Suite struct ContentStateTests {
    private let folder: TemporaryFolder
    /// A folder with `a`, `in/b`, `twin/b`, and `out`, which leads to the folder `outside`.
    private let root: String

    init() throws {
        folder = try TemporaryFolder()
        root = "\(folder.path)/root"
        for place in ["root/in", "root/twin", "outside", "elsewhere"] { try Folders.create("\(folder.path)/\(place)") }
        for name in ["root/a", "root/in/b", "root/twin/b", "outside/c", "elsewhere/c"] {
            try Files.write("x", to: "\(folder.path)/\(name)")
        }
        try Files.link("\(root)/out", to: "../outside")
        for name in ["root/out", "root/in", "root/twin", "root", "outside"] { try age(name) }
    }

    /// Sets the time of the last change back, since a clock that ticks slowly might not show the next one.
    private func age(_ name: String) throws {
        let times = Array(repeating: timespec(tv_sec: 1, tv_nsec: 0), count: 2)
        try #require(utimensat(AT_FDCWD, "\(folder.path)/\(name)", times, AT_SYMLINK_NOFOLLOW) == 0)
    }

    private func state(of name: String = "root") throws -> ContentState {
        try ContentState(of: "\(folder.path)/\(name)")
    }

    private func rename(_ name: String, to other: String) throws {
        try Files.rename("\(folder.path)/\(name)", to: "\(folder.path)/\(other)")
    }

    @Test func `What nobody touches stays in its state, and so does a file that gets another name or permission`()
        throws
    {
        let before = try state()
        #expect(link("\(root)/a", "\(folder.path)/other") == 0)
        try Files.setMode(0o600, of: "\(root)/in/b")
        #expect(try state() == before)
    }

    @Test(arguments: ["", "/in"])
    func `A file that came and went shows`(_ place: String) throws {
        let before = try state()
        try Files.write("new", to: "\(root)\(place)/new")
        try Files.remove("\(root)\(place)/new")
        #expect(try state() != before)
    }

    @Test func `A folder that came and went shows`() throws {
        let before = try state()
        try Folders.create("\(root)/new")
        try Folders.remove("\(root)/new")
        #expect(try state() != before)
    }

    @Test func `Folders that changed places and back show`() throws {
        let before = try state()
        for _ in 0..<2 {
            try rename("root/in", to: "root/third")
            try rename("root/twin", to: "root/in")
            try rename("root/third", to: "root/twin")
        }
        #expect(try state() != before)
    }

    @Test func `A folder that was away and came back shows`() throws {
        // The kernel's clock ticks every few milliseconds, and the time of any change can't be set.
        let change = try FileStatus(of: root).changed
        let before = try state()
        repeat {
            try rename("root", to: "away")
            try rename("away", to: "root")
        } while try FileStatus(of: root).changed == change
        #expect(try state() != before)
    }

    @Test func `What came and went behind a link that leads out shows`() throws {
        let before = try state()
        try Files.write("new", to: "\(folder.path)/outside/new")
        try Files.remove("\(folder.path)/outside/new")
        #expect(try state() != before)
    }

    @Test func `A link that led elsewhere meanwhile shows, within a folder and on the way to it`() throws {
        try Files.link("\(folder.path)/latest", to: "hop")
        try Files.link("\(folder.path)/hop", to: ".")
        for (link, name) in [("root/out", "root"), ("hop", "latest/root"), ("latest", "latest/root/a")] {
            try age(link)
            let target = try Files.target(ofLink: "\(folder.path)/\(link)")
            let before = try state(of: name)
            try Files.link("\(folder.path)/\(link)", to: "../elsewhere")
            try Files.link("\(folder.path)/\(link)", to: target)
            #expect(try state(of: name) != before, "\(link)")
        }
    }
}

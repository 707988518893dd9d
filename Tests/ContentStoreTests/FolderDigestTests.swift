import ContentHash
import ContentStore
import FileSystem
import Glibc
import Testing

/// What counts for the digest of a folder, and what does not.
@Suite struct FolderDigestTests {
    private let folder: TemporaryFolder
    private let store: ContentStore
    private var root: String { "\(folder.path)/root" }

    init() throws {
        folder = try TemporaryFolder()
        store = try ContentStore(root: "\(folder.path)/store")
        try Folders.create(root)
    }

    private func write(_ files: KeyValuePairs<String, String>, in root: String? = nil) throws {
        for (name, text) in files {
            let path = "\(root ?? self.root)/\(name)"
            try Folders.create(Files.folder(of: path))
            try Files.write(text, to: path)
        }
    }

    private func digest(_ path: String? = nil) throws -> String {
        try store.digest(of: path ?? root, form: .folder).digest.hex
    }

    @Test func `The digest of a folder is pinned`() throws {
        try write(["b.txt": "two\n", "a/deep/x": "", "a.txt": "one", "run.sh": "#!/bin/sh\n", "é\nname": "3"])
        try Folders.create("\(root)/empty")
        try Files.setMode(0o755, of: "\(root)/run.sh")
        try Files.link("\(root)/a/link", to: "../b.txt")
        let content = try store.digest(of: root, form: .folder)
        #expect(content.digest.hex == "4167d58ca10ea79ecabf497d1a17b7e3ff80b70cb944e1296b65dedcb086a128")
        let manifest = try #require(store.manifest(of: content.digest))
        #expect(
            manifest.entries.map(\.path) == [
                "a", "a/deep", "a/deep/x", "a/link", "a.txt", "b.txt", "empty", "run.sh", "é\nname",
            ])
        #expect(String(manifest.entries.map(\.kind)) == "ddflffdxf")
        #expect(manifest.digest == content.digest)
        #expect(content.size == 3 + 4 + 10 + 1 + 8)
        #expect(manifest.size == content.size)
        #expect(manifest.entries[4].digest == SHA256.digest(of: "one"))
        #expect(manifest.entries[3].digest == SHA256.digest(of: "../b.txt"))
    }

    @Test func `Strange names and files with holes have pinned digests`() throws {
        // A name of 255 bytes; one name composed in two ways; names that differ in case only; a line break.
        try write([
            "e\u{301}": "two scalars", "\u{e9}": "one scalar", "A": "upper",
            "a": "lower", "two\nlines": "break",
        ])
        let long = try OpenFile(creating: "\(root)/\(String(repeating: "n", count: 255))")
        try long.write("long".utf8)
        let holes = open("\(root)/holes", O_WRONLY | O_CREAT, 0o644)
        #expect(ftruncate(holes, 1 << 20) == 0)
        close(holes)
        #expect(try digest() == "f025acd93d05dde1bc737eedbf73d9b1b67280427d37c94e664ed80b4aa52c9a")
        try Files.remove("\(root)/holes")
        try Files.write([UInt8](repeating: 0, count: 1 << 20), to: "\(root)/holes")
        #expect(try digest() == "f025acd93d05dde1bc737eedbf73d9b1b67280427d37c94e664ed80b4aa52c9a")
    }

    @Test func `A file has the digest of its content, whether it is executable or not`() throws {
        try write(["x": "abc"])
        #expect(try store.digest(of: "\(root)/x", form: .file).digest == SHA256.digest(of: "abc"))
        #expect(try store.digest(of: "\(root)/x", form: .file).size == 3)
        try Files.setMode(0o755, of: "\(root)/x")
        #expect(try store.digest(of: "\(root)/x", form: .file).digest == SHA256.digest(of: "abc"))
    }

    @Test func `The order in which files were made, their times and other permissions do not count`() throws {
        try write(["a": "1", "b": "2", "c/d": "3"])
        let other = "\(folder.path)/other"
        try write(["c/d": "3", "b": "2", "a": "1"], in: other)
        #expect(try digest() == digest(other))
        let before = try digest()
        try Files.setMode(0o600, of: "\(root)/a")
        try Files.setMode(0o700, of: "\(root)/c")
        try setTimes(of: "\(root)/b", seconds: 1_000_000)
        #expect(try digest() == before)
    }

    @Test func `Names, contents, the executable bit, links and empty folders count`() throws {
        try write(["a": "1", "b/c": "2"])
        var digests = [try digest()]
        try Files.write("3", to: "\(root)/a")
        digests.append(try digest())
        try Files.setMode(0o744, of: "\(root)/a")
        digests.append(try digest())
        try Files.rename("\(root)/a", to: "\(root)/A")
        digests.append(try digest())
        try Files.rename("\(root)/b/c", to: "\(root)/c")
        digests.append(try digest())
        try Folders.remove("\(root)/b")
        digests.append(try digest())
        try Files.link("\(root)/l", to: "A")
        digests.append(try digest())
        try Files.link("\(root)/l", to: "c")
        digests.append(try digest())
        #expect(Set(digests).count == digests.count)
    }

    @Test func `An empty folder has a digest, and so has one with an empty folder`() throws {
        #expect(try digest() == SHA256.digest(of: "pipeline folder 1\0").hex)
        let empty = try digest()
        try Folders.create("\(root)/a")
        #expect(try digest() != empty)
    }

    @Test func `Many folders on many levels are listed in one order`() throws {
        for index in 0..<40 { try write(["\(index % 7)/\(index % 5)/\(index)": "\(index)", "\(index)x": ""]) }
        let manifest = try #require(try store.manifest(of: store.digest(of: root, form: .folder).digest))
        let paths = manifest.entries.map(\.path)
        // A folder comes before what is in it, and what is in it before the next name.
        #expect(paths == paths.sorted { $0.split(separator: "/").lexicographicallyPrecedes($1.split(separator: "/")) })
        #expect(Set(paths).count == 40 + 40 + 7 + 35)
    }

    @Test func `A link that leads out of the folder counts as what it leads to`() throws {
        let outside = "\(folder.path)/outside"
        try write(["x": "1", "in/y": "2"], in: outside)
        try write(["x": "1", "dir/in/y": "2", "dir/x": "1"])
        let plain = try digest()
        try Folders.remove(root)
        try Folders.create(root)
        try Files.link("\(root)/x", to: "\(outside)/x")
        try Files.link("\(root)/dir", to: "../outside")
        #expect(try digest() == plain)
        try Files.write("3", to: "\(outside)/in/y")
        #expect(try digest() != plain)
    }

    @Test func `A link inside a followed folder that leads on is followed too`() throws {
        try write(["x": "1"], in: "\(folder.path)/far")
        try Folders.create("\(folder.path)/outside")
        try Files.link("\(folder.path)/outside/on", to: "../far/x")
        try Files.link("\(root)/dir", to: "../outside")
        let before = try digest()
        try Files.write("2", to: "\(folder.path)/far/x")
        #expect(try digest() != before)
    }

    @Test func `A link whose target goes up behind a name is followed`() throws {
        // Where `in` is a link itself, `in/../x` is not the `x` beside it.
        try write(["x": "1"], in: "\(folder.path)/other")
        try Folders.create("\(folder.path)/other/deep")
        try Files.link("\(root)/in", to: "../other/deep")
        try Files.link("\(root)/l", to: "in/../x")
        let before = try digest()
        try Files.write("2", to: "\(folder.path)/other/x")
        #expect(try digest() != before)
    }

    @Test func `What cannot be digested is refused by name`() throws {
        try write(["a/x": "1"])
        #expect(throws: ContentError.missing(path: "\(folder.path)/none")) {
            try store.digest(of: "\(folder.path)/none", form: .folder)
        }
        #expect(throws: ContentError.wrongForm(path: Files.resolve(root), expected: "file")) {
            try store.digest(of: root, form: .file)
        }
        #expect(throws: ContentError.wrongForm(path: Files.resolve("\(root)/a/x"), expected: "folder")) {
            try store.digest(of: "\(root)/a/x", form: .folder)
        }
        #expect(mkfifo("\(root)/a/pipe", 0o644) == 0)
        #expect(throws: ContentError.special(path: "\(Files.resolve(root))/a/pipe")) { try digest() }
        #expect(throws: ContentError.special(path: "\(Files.resolve(root))/a/pipe")) {
            try store.digest(of: "\(root)/a/pipe", form: .file)
        }
        try Files.remove("\(root)/a/pipe")
        try Files.link("\(root)/a/broken", to: "/nowhere")
        #expect(throws: ContentError.missing(path: "\(Files.resolve(root))/a/broken")) { try digest() }
    }

    @Test func `A link in a circle is refused`() throws {
        try write(["a/x": "1"])
        try Files.link("\(root)/a/up", to: Files.resolve(root))
        try Files.link("\(root)/a/up2", to: Files.resolve(root))
        let error = ContentError.depth(path: "\(Files.resolve(root))/a/up")
        #expect(throws: error) { try digest() }
        #expect(
            error.description
                == "'\(Files.resolve(root))/a/up' is nested too deeply; does a link lead in a circle?")
    }

    @Test func `A name that is not UTF-8 is refused`() throws {
        let path = Array("\(root)/".utf8CString.dropLast()) + [CChar(bitPattern: 0xff), 0]
        close(open(path, O_WRONLY | O_CREAT, 0o644))
        let error = ContentError.name(path: Files.resolve(root))
        #expect(throws: error) { try digest() }
        #expect(error.description == "a name in '\(Files.resolve(root))' is not UTF-8; rename it")
    }
}

func setTimes(of path: String, seconds: Int, nanoseconds: Int = 0) throws {
    let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
    #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
}

import ContentHash
import FileSystem
import Glibc
import Testing

@testable import ContentStore

/// What is remembered is used where it is certain, and never where it is not.
@Suite struct DigestMemoryTests {
    private let folder: TemporaryFolder
    private let store: ContentStore
    private let root: String
    private let memory: DigestMemory
    private let wrong = SHA256.digest(of: "not the content")

    init() throws {
        folder = try TemporaryFolder()
        store = try ContentStore(root: "\(folder.path)/store")
        root = "\(Files.resolve(folder.path))/root"
        memory = DigestMemory(folder: "\(folder.path)/store/memory")
        try Folders.create("\(root)/in")
        for name in ["a", "b", "in/c"] { try Files.write("1 \(name)", to: "\(root)/\(name)") }
    }

    private func digest() throws -> Digest { try store.digest(of: root, form: .folder).digest }

    private func listing() throws -> Listing {
        guard case .folder(let listing) = try FileWalk(root: root, links: .follow).look() else { return Listing() }
        return listing
    }

    /// Remembers digests that are not true, so that using them shows.
    private func plant(time: Int64 = .max) throws {
        memory.remember(
            DigestRecord(time: time, digest: wrong, listing: try listing(), digests: [wrong, wrong, wrong]), of: root)
    }

    @Test func `Nothing is read where nothing was touched`() throws {
        let right = try digest()
        try plant()
        #expect(try digest() == wrong)
        try Folders.create("\(root)/new")
        try Folders.remove("\(root)/new")
        #expect(try digest() == wrong)
        let size = try store.digest(of: root, form: .folder).size
        #expect(size == 3 + 3 + 6)
        #expect(right != wrong)
    }

    @Test func `Only files that were touched are read`() throws {
        try plant()
        try Files.write("2 b", to: "\(root)/b")
        let manifest = try #require(store.manifest(of: try digest()))
        #expect(
            manifest.entries.map(\.digest) == [
                wrong, SHA256.digest(of: "2 b"), SHA256.digest(of: ""), wrong,
            ])
    }

    @Test func `A file that was renamed is not read again only because of its name`() throws {
        try plant()
        try Files.rename("\(root)/in", to: "\(root)/out")
        let manifest = try #require(store.manifest(of: try digest()))
        #expect(manifest.entries.map(\.path) == ["a", "b", "out", "out/c"])
        #expect(manifest.entries.last?.digest == wrong)
    }

    @Test func `Touching every file keeps the digest`() throws {
        let right = try digest()
        try plant()
        for name in ["a", "b", "in/c"] { try setTimes(of: "\(root)/\(name)", seconds: 1_700_000_000) }
        #expect(try digest() == right)
    }

    @Test func `An edit that keeps size and times is seen`() throws {
        try plant()
        let before = try FileStatus(of: "\(root)/a")
        let descriptor = open("\(root)/a", O_WRONLY)
        #expect(pwrite(descriptor, "2 a", 3, 0) == 3)
        close(descriptor)
        try setTimes(
            of: "\(root)/a", seconds: Int(before.modified / 1_000_000_000),
            nanoseconds: Int(before.modified % 1_000_000_000))
        let after = try FileStatus(of: "\(root)/a")
        #expect(after.modified == before.modified)
        #expect(after.size == before.size)
        #expect(after.inode == before.inode)
        let manifest = try #require(store.manifest(of: try digest()))
        #expect(manifest.entries[0].digest == SHA256.digest(of: "2 a"))
    }

    @Test func `Edits that follow one another within one tick of the clock are seen`() throws {
        for round in 0..<200 {
            let descriptor = open("\(root)/a", O_WRONLY)
            let text = "\(round % 10) a"
            #expect(pwrite(descriptor, text, 3, 0) == 3)
            close(descriptor)
            let manifest = try #require(store.manifest(of: try digest()))
            #expect(manifest.entries[0].digest == SHA256.digest(of: text))
        }
    }

    @Test func `A file is trusted only when its times were at rest`() throws {
        let newest = try ["a", "b", "in/c"].map { try FileStatus(of: "\(root)/\($0)").changed }.max() ?? 0
        try plant(time: newest + 50_000_000)
        #expect(try digest() != wrong)
        try plant(time: newest + 50_000_001)
        #expect(try digest() == wrong)
        #expect(Stamp(device: 1, inode: 1, size: 1, modified: 7, changed: 9).settled == 50_000_009)
        #expect(
            Stamp(device: 1, inode: 1, size: 1, modified: 3_000_000_000, changed: 2_000_000_000).settled
                == 5_000_000_000)
    }

    @Test func `A memory that is cut short or damaged is none`() throws {
        let right = try digest()
        try plant()
        let path = try #require(try Folders.files(below: memory.folder).first.map { "\(memory.folder)/\($0)" })
        let whole = try Files.read(path)
        for count in [0, 1, 17, 18, 60, whole.count / 2, whole.count - 1] {
            try Files.write(Array(whole.prefix(count)), to: path)
            #expect(try digest() == right)
        }
        for position in stride(from: 0, to: whole.count, by: 13) {
            var bytes = whole
            bytes[position] ^= 0x10
            try Files.write(bytes, to: path)
            #expect(try digest() == right)
        }
        try Files.write(whole, to: path)
        #expect(try digest() == wrong)
    }

    @Test func `A store without a memory that can be written works`() throws {
        let right = try digest()
        try Folders.remove(memory.folder)
        try Files.write("", to: memory.folder)
        #expect(try digest() == right)
    }

    @Test func `A listing is read back as it was written`() throws {
        try Files.link("\(root)/in/link", to: "c")
        try Folders.create("\(root)/in/empty")
        let listing = try listing()
        let entries = try #require(Listing(bytes: listing.bytes).entries)
        #expect(entries.map(\.path) == ["a", "b", "in", "in/c", "in/empty", "in/link"])
        #expect(entries.map(\.kind) == [.file, .file, .folder, .file, .folder, .link])
        #expect(entries[3].stamp == Stamp(try FileStatus(of: "\(root)/in/c")))
        for count in 0..<listing.bytes.count {
            // Cut anywhere it is no listing, or one of the entries before the cut.
            let cut = Listing(bytes: Array(listing.bytes.prefix(count))).entries
            #expect(cut == nil || (cut?.count ?? 0) < 3)
        }
    }
}

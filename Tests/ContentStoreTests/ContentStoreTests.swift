import ContentHash
import FileSystem
import Glibc
import Testing

@testable import ContentStore

@Suite struct ContentStoreTests {
    private let folder: TemporaryFolder
    private let store: ContentStore
    private var made: String { "\(folder.path)/made" }

    init() throws {
        folder = try TemporaryFolder()
        store = try ContentStore(root: "\(folder.path)/store")
    }

    private func makeFolder(_ text: String = "weights") throws {
        try Folders.create("\(made)/in")
        try Files.write(text, to: "\(made)/in/model")
        try Files.write("#!/bin/sh", to: "\(made)/run")
        try Files.setMode(0o755, of: "\(made)/run")
        try Files.link("\(made)/latest", to: "in/model")
    }

    private func hardLink(_ path: String, _ other: String) throws { try #require(link(path, other) == 0) }

    private func mode(_ path: String) throws -> UInt32 {
        var status = stat()
        try #require(lstat(path, &status) == 0)
        return status.st_mode & 0o777
    }

    @Test func `A program may be executed though its bytes were kept of a file that was none`() throws {
        let digest = try store.keep(try written(made), form: .file).digest
        #expect(try mode(store.path(of: digest)) == 0o444)
        try Files.setMode(0o755, of: try written(made))
        #expect(try store.keep(made, form: .file).digest == digest)
        #expect(try mode(store.path(of: digest)) == 0o555)
        _ = try store.keep(try written(made), form: .file)
        #expect(try mode(store.path(of: digest)) == 0o555)
    }

    @Test func `An object that another process makes young while it is read is intact`() async throws {
        // Reading it takes so long that what happens when it is opened happens before the end.
        #expect(truncate(try written(made), 64 << 20) == 0)
        let digest = try store.keep(made, form: .file).digest
        let watch = inotify_init1(Int32(IN_CLOEXEC))
        defer { close(watch) }
        #expect(inotify_add_watch(watch, store.path(of: digest), UInt32(IN_OPEN)) >= 0)
        let store = store
        let before = try FileStatus(of: store.path(of: digest)).changed
        let touching = Task.detached {
            var events = [UInt8](repeating: 0, count: 4096)
            #expect(read(watch, &events, events.count) > 0)
            // The times of a file system are those of the last tick of a clock.
            while try FileStatus(of: store.path(of: digest)).changed == before { store.touch(digest) }
        }
        #expect(try store.condition(of: digest, form: .file, thorough: true) == .intact)
        try await touching.value
    }

    private func written(_ path: String) throws -> String {
        try Files.write("abc", to: path)
        return path
    }

    @Test func `A file is moved into the store, read-only and under its digest`() throws {
        try Files.write("abc", to: made)
        let content = try store.keep(made, form: .file)
        #expect(content.digest == SHA256.digest(of: "abc"))
        #expect(content.size == 3)
        #expect(try FileStatus.ifPresent(made) == nil)
        let path = store.path(of: content.digest)
        #expect(path == "\(store.root)/objects/ba/\(content.digest.hex.dropFirst(2))")
        #expect(try Files.readText(path) == "abc")
        #expect(try mode(path) == 0o444)
        #expect(try store.condition(of: content.digest, form: .file) == .intact)
        #expect(try store.size(of: content.digest, form: .file) == 3)
    }

    @Test func `A folder is moved into the store with all in it read-only`() throws {
        try makeFolder()
        let expected = try store.digest(of: made, form: .folder)
        let content = try store.keep(made, form: .folder)
        #expect(content == expected)
        #expect(try FileStatus.ifPresent(made) == nil)
        let path = store.path(of: content.digest)
        #expect(try Files.readText("\(path)/latest") == "weights")
        #expect(try mode(path) == 0o555)
        #expect(try mode("\(path)/in") == 0o555)
        #expect(try mode("\(path)/in/model") == 0o444)
        #expect(try mode("\(path)/run") == 0o555)
        #expect(try store.condition(of: content.digest, form: .folder) == .intact)
        #expect(store.manifest(of: content.digest)?.entries.map(\.path) == ["in", "in/model", "latest", "run"])
    }

    @Test func `A file with another name is copied, and the other name keeps what it had`() throws {
        let other = "\(folder.path)/other"
        try Files.write("abc", to: other)
        try hardLink(other, made)
        let content = try store.keep(made, form: .file)
        #expect(content.digest == SHA256.digest(of: "abc"))
        #expect(try FileStatus.ifPresent(made) == nil)
        #expect(try mode(other) == 0o644)
        #expect(try FileStatus(of: other).linkCount == 1)
        #expect(try FileStatus(of: store.path(of: content.digest)).inode != FileStatus(of: other).inode)
        #expect(try mode(store.path(of: content.digest)) == 0o444)
    }

    @Test func `A file with another name is copied in a folder too, even in one that is read-only`() throws {
        try makeFolder()
        let others = ["in/model", "run"].map { (inner: $0, path: "\(folder.path)/other-\($0.last ?? " ")") }
        for other in others { try hardLink("\(made)/\(other.inner)", other.path) }
        try Files.setMode(0o555, of: "\(made)/in")
        let expected = try store.digest(of: made, form: .folder)
        let content = try store.keep(made, form: .folder)
        #expect(content == expected)
        #expect(try store.condition(of: content.digest, form: .folder, thorough: true) == .intact)
        #expect(try others.map { try mode($0.path) } == [0o644, 0o755])
        #expect(try others.map { try FileStatus(of: $0.path).linkCount } == [1, 1])
        #expect(try mode("\(store.path(of: content.digest))/in") == 0o555)
        #expect(try mode("\(store.path(of: content.digest))/run") == 0o555)
        #expect(try Folders.files(below: store.path(of: content.digest)) == ["in/model", "run"])
    }

    @Test func `A folder of many files is kept`() throws {
        try Folders.create(made)
        for index in 0..<40 { try Files.write("\(index)", to: "\(made)/\(index)") }
        let content = try store.keep(made, form: .folder)
        #expect(try store.condition(of: content.digest, form: .folder, thorough: true) == .intact)
    }

    @Test func `Keeping the same content again changes nothing`() throws {
        try makeFolder()
        let first = try store.keep(made, form: .folder)
        let inode = try FileStatus(of: store.path(of: first.digest)).inode
        try makeFolder()
        #expect(try store.keep(made, form: .folder) == first)
        #expect(try FileStatus.ifPresent(made) == nil)
        #expect(try FileStatus(of: store.path(of: first.digest)).inode == inode)
        #expect(try store.objects().map(\.digest) == [first.digest])
    }

    @Test func `An object that is kept again is no garbage any more`() throws {
        for form in [ContentForm.file, .folder] {
            func make() throws { if form == .file { try Files.write("abc", to: made) } else { try makeFolder() } }
            try make()
            let digest = try store.keep(made, form: form).digest
            let other = "\(folder.path)/other"
            var time: Int64 = 0
            // The file system's clock has to move on.
            repeat {
                try Files.write("later", to: other)
                time = try FileStatus(ofLink: other).changed
            } while try time <= FileStatus(ofLink: store.path(of: digest)).changed
            try make()
            #expect(try store.keep(made, form: form).digest == digest)
            #expect(try !store.remove(digest, unusedSince: Double(time) * 1e-9))
            #expect(try store.condition(of: digest, form: form) == .intact)
            #expect(try store.remove(digest, unusedSince: Double(time) * 1e-9 + 1000))
            #expect(try store.condition(of: digest, form: form) == .missing)
        }
    }

    @Test func `Many keepers of the same content end with one object`() async throws {
        let store = store
        let root = folder.path
        let digests = try await withThrowingTaskGroup(of: Digest.self) { group in
            for index in 0..<8 {
                group.addTask {
                    let path = "\(root)/made-\(index)"
                    try Folders.create("\(path)/in")
                    try Files.write("same", to: "\(path)/in/x")
                    return try store.keep(path, form: .folder).digest
                }
            }
            return try await group.reduce(into: Set<Digest>()) { $0.insert($1) }
        }
        let digest = try #require(digests.first)
        #expect(digests.count == 1)
        #expect(try store.condition(of: digest, form: .folder, thorough: true) == .intact)
        #expect(try Folders.names(in: root) == ["store"])
    }

    @Test func `A damaged object is replaced by keeping its content again`() throws {
        try makeFolder()
        let digest = try store.keep(made, form: .folder).digest
        try flip("\(store.path(of: digest))/in/model")
        #expect(try store.condition(of: digest, form: .folder) == .damaged)
        try makeFolder()
        #expect(try store.keep(made, form: .folder).digest == digest)
        #expect(try store.condition(of: digest, form: .folder, thorough: true) == .intact)
    }

    @Test func `A flipped bit, a cut file and a missing file are damage`() throws {
        for harm in [flip, cut, Files.remove] as [(String) throws -> Void] {
            try makeFolder()
            let digest = try store.keep(made, form: .folder).digest
            #expect(try store.condition(of: digest, form: .folder) == .intact)
            let inner = "\(store.path(of: digest))/in"
            try Files.setMode(0o755, of: inner)
            try harm("\(inner)/model")
            #expect(try store.condition(of: digest, form: .folder) == .damaged)
            #expect(try store.condition(of: digest, form: .folder, thorough: true) == .damaged)
            try store.remove(digest)
            #expect(try store.condition(of: digest, form: .folder) == .missing)
        }
    }

    @Test func `An object of another form, or a link in its place, is damage`() throws {
        try Files.write("abc", to: made)
        let digest = try store.keep(made, form: .file).digest
        #expect(try store.condition(of: digest, form: .folder) == .damaged)
        let path = store.path(of: digest)
        try Files.write("abc", to: "\(folder.path)/elsewhere")
        try Files.link(path, to: "\(folder.path)/elsewhere")
        #expect(try store.condition(of: digest, form: .file) == .damaged)
    }

    @Test func `A damaged object is put aside with what it contains`() throws {
        try makeFolder()
        let digest = try store.keep(made, form: .folder).digest
        try flip("\(store.path(of: digest))/in/model")
        #expect(try store.quarantine(digest, form: .folder) == .damaged)
        #expect(try store.condition(of: digest, form: .folder) == .missing)
        let aside = try Folders.names(in: "\(store.root)/quarantine")
        #expect(aside.count == 1)
        #expect(aside.first?.hasPrefix("\(digest.hex)-") == true)
        #expect(try Folders.files(below: "\(store.root)/quarantine/\(aside[0])") == ["in/model", "run"])
        #expect(try store.quarantine(digest, form: .folder) == .missing)
        #expect(try store.isPutAside(digest))
        #expect(try !store.isPutAside(SHA256.digest(of: "another")))
    }

    @Test func `An object that is intact again is not put aside`() throws {
        try makeFolder()
        let digest = try store.keep(made, form: .folder).digest
        #expect(try store.quarantine(digest, form: .folder) == .intact)
        #expect(try store.condition(of: digest, form: .folder, thorough: true) == .intact)
        #expect(try FileStatus.ifPresent("\(store.root)/quarantine") == nil)
        #expect(try !store.isPutAside(digest))
    }

    @Test func `A link out of the folder is not kept, nor a link in place of an output`() throws {
        try makeFolder()
        try Files.link("\(made)/out", to: "../elsewhere")
        let error = ContentError.escapingLink(path: "\(made)/out", target: "../elsewhere")
        #expect(throws: error) { try store.keep(made, form: .folder) }
        #expect(
            error.description
                == "the link '\(made)/out' leads to '../elsewhere', out of its folder; copy the file instead")
        try Files.link("\(folder.path)/link", to: "made/in/model")
        #expect(throws: ContentError.escapingLink(path: "\(folder.path)/link", target: "made/in/model")) {
            try store.keep("\(folder.path)/link", form: .file)
        }
        #expect(try Files.readText("\(made)/in/model") == "weights")
        #expect(try store.objects().isEmpty)
    }

    @Test func `What is not there or has another form is not kept`() throws {
        #expect(throws: ContentError.missing(path: made)) { try store.keep(made, form: .file) }
        try Folders.create(made)
        let error = ContentError.wrongForm(path: made, expected: "file")
        #expect(throws: error) { try store.keep(made, form: .file) }
        #expect(error.description == "'\(made)' is not a file")
    }

    @Test func `Staging folders are empty whatever was there`() throws {
        let path = try store.makeStaging("run-step[1]-1")
        try Files.write("left over", to: "\(path)/outputs/x")
        #expect(try store.makeStaging("run-step[1]-1") == path)
        #expect(try Folders.names(in: path) == ["outputs", "work"])
        #expect(try Folders.names(in: "\(path)/outputs").isEmpty)
    }

    @Test func `Staging folders are listed with their sizes, and removed`() throws {
        let path = try store.makeStaging("run-a-1")
        try Files.write("12345", to: "\(path)/outputs/x")
        _ = try store.makeStaging("run-b-1")
        #expect(try store.stagings() == ["run-a-1", "run-b-1"])
        #expect(store.size(ofStaging: "run-a-1") == 5)
        #expect(store.size(ofStaging: "run-b-1") == 0)
        try store.removeStaging("run-a-1")
        #expect(try store.stagings() == ["run-b-1"])
    }

    @Test func `A manifest whose content a power failure took is written again`() throws {
        try makeFolder()
        let digest = try store.keep(made, form: .folder).digest
        let manifest = try #require(store.manifest(of: digest))
        let path = "\(store.root)/manifests/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2))"
        try #require(truncate(path, 0) == 0)
        #expect(store.manifest(of: digest) != manifest)
        try makeFolder()
        #expect(try store.keep(made, form: .folder).digest == digest)
        #expect(store.manifest(of: digest) == manifest)
    }

    @Test func `A manifest is read back as it was written`() throws {
        let entries = [" x ", "a b", "é", "new\nline"].map {
            Manifest.Entry(path: $0, kind: "f", size: 7, digest: SHA256.digest(of: $0))
        }
        let manifest = Manifest(entries: entries)
        #expect(Manifest(bytes: manifest.bytes) == manifest)
        #expect(Manifest(bytes: []) == Manifest(entries: []))
        #expect(Manifest(bytes: Array("nonsense".utf8)) == nil)
        let digest = SHA256.digest(of: "").hex
        #expect(Manifest(bytes: Array("\(digest) f -1 a".utf8)) == nil)
        #expect(Manifest(bytes: Array("\(digest) f 9223372036854775807 a\0\(digest) f 1 b".utf8)) == nil)
        #expect(Manifest(bytes: Array(manifest.bytes.dropFirst())) == nil)
    }

    private func flip(_ path: String) throws {
        var bytes = try Files.read(path)
        bytes[0] ^= 1
        try Files.setMode(0o755, of: Files.folder(of: path))
        try Files.write(bytes, to: path)
    }

    private func cut(_ path: String) throws { try Files.write(Array(Files.read(path).dropLast()), to: path) }
}

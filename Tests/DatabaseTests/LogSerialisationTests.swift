import CSQLite
import Foundation
import Synchronization
import Testing

@testable import Database

/// Looks, at each write of SQLite to a database or its log, whether anybody holds the lock of the writers.
private enum WatchedWrites {
    static let seen = Mutex<Set<String>>([])
    static let unlocked = Mutex<[String]>([])

    /// Takes the place of the calls of the system that SQLite makes, in this process.
    static func begin() throws {
        let vfs = try #require(sqlite3_vfs_find(nil))
        let set = try #require(vfs.pointee.xSetSystemCall)
        let pwrite: @convention(c) (Int32, UnsafeRawPointer?, Int, off_t) -> Int = { file, bytes, count, offset in
            WatchedWrites.note("write", file)
            return Foundation.pwrite(file, bytes, count, offset)
        }
        let write: @convention(c) (Int32, UnsafeRawPointer?, Int) -> Int = { file, bytes, count in
            WatchedWrites.note("write", file)
            return Foundation.write(file, bytes, count)
        }
        let truncate: @convention(c) (Int32, off_t) -> Int32 = { file, length in
            WatchedWrites.note("truncate", file)
            return ftruncate(file, length)
        }
        for name in ["pwrite", "pwrite64"] { _ = set(vfs, name, unsafeBitCast(pwrite, to: sqlite3_syscall_ptr.self)) }
        _ = set(vfs, "write", unsafeBitCast(write, to: sqlite3_syscall_ptr.self))
        _ = set(vfs, "ftruncate", unsafeBitCast(truncate, to: sqlite3_syscall_ptr.self))
    }

    private static func note(_ call: String, _ file: Int32) {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/fd/\(file)", &buffer, buffer.count)
        let path = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        let isLog = path.hasSuffix("-wal")
        // The index of the log is memory that SQLite's own locks protect; a backup is nobody else's yet.
        guard isLog || path.hasSuffix(".sqlite") else { return }
        _ = seen.withLock { $0.insert("\(call) \(isLog ? "log" : "database")") }
        let lock = open((isLog ? String(path.dropLast(4)) : path) + "-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if flock(lock, LOCK_EX | LOCK_NB) == 0 { unlocked.withLock { $0.append("\(call) \(path)") } }
        close(lock)
    }
}

/// SQLite from 3.7.0 to 3.51.2 can damage a database where one connection checkpoints while another one begins the log anew.
@Suite struct LogSerialisationTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("registry.sqlite")
    }

    @Test func `Nothing is written to the database or its log but by who holds the lock of the writers`() async {
        await #expect(processExitsWith: .success) { [path = path as String] in
            try WatchedWrites.begin()
            do {
                // Made, written to, moved from the log into the file, migrated, and closed.
                var first = try Connection(path: path, schema: .first)
                var second = try Connection(path: path, schema: .first)
                try first.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r1')") }
                first.checkpointThreshold = 1
                second.checkpointThreshold = 1
                for number in 2...9 {
                    let insert = "INSERT INTO runs (name) VALUES ('r\(number)')"
                    if number.isMultiple(of: 2) {
                        try first.transaction { try $0.execute(insert) }
                    } else {
                        try second.transaction { try $0.execute(insert) }
                    }
                }
                let emptied = try second.checkpoint()
                #expect(emptied)
                struct Interruption: Error {}
                _ = try? first.transaction { connection in
                    try connection.execute("INSERT INTO runs (name) VALUES (hex(zeroblob(4000000)))")
                    throw Interruption()
                }
                _ = try Connection(path: path, schema: .second)
            }
            // As a crash would leave it: a log without its index, which the first reader makes anew.
            try FileManager.default.removeItem(atPath: path + "-shm")
            var reader = try Connection(path: path, access: .readOnly)
            let count = try reader.count("runs")
            #expect(count == 9)
            let seen = WatchedWrites.seen.withLock { $0 }
            #expect(seen == ["write log", "write database", "truncate log", "truncate database"])
            let unlocked = WatchedWrites.unlocked.withLock { $0 }
            #expect(unlocked == [])
        }
    }

    /// Every commit empties the log, so that each of the next begins it anew while others are about to write.
    @Test func `Eight processes that empty the log after each commit lose nothing`() async throws {
        await withTaskGroup { group in
            for writer in 0..<8 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, writer = writer as Int] in
                        var connection = try Connection(path: path, schema: .first)
                        connection.checkpointThreshold = 1
                        for number in 0..<100 {
                            try connection.transaction { connection in
                                try connection.execute("INSERT INTO runs (name) VALUES (?)", "\(writer) \(number)")
                            }
                            if number.isMultiple(of: 10) { try connection.checkpoint() }
                        }
                    }
                }
            }
        }
        var connection = try Connection(path: path, access: .readOnly)
        #expect(try connection.count("runs") == 800)
        #expect(try connection.integrity() == ["ok"])
    }
}

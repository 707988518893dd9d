import FileSystem
import Testing

@Suite struct FileLockTests {
    @Test func `A lock is free again when its holder is gone`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/lock"
        do {
            let held = try FileLock.waiting(for: path)
            #expect(try !isFree(path))
            _ = consume held
        }
        #expect(try isFree(path))
        let again = try FileLock.waiting(for: path)
        #expect(try !isFree(path))
        _ = consume again
    }

    @Test func `A lock that cannot be opened is named`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/none/lock"
        let error = #expect(throws: SystemError.self) { _ = try FileLock.waiting(for: path) }
        #expect(error?.description == "cannot open the lock '\(path)': No such file or directory")
    }

    private func isFree(_ path: String) throws -> Bool {
        if let lock = try FileLock.ifFree(path) {
            _ = consume lock
            return true
        }
        return false
    }
}

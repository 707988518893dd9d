internal import Glibc

/// Reads and writes whole files.
enum ByteFile {
    static func read(_ path: String) throws(TrainingJobError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open the file", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("cannot look at the file", path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw TrainingJobError(.system, "it is not a file", file: path)
        }
        var done = true
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { room, count in
            done = transfer(room.count, from: room.baseAddress) { Glibc.read(descriptor, $0, $1) } == room.count
            count = done ? room.count : 0
        }
        guard done else { throw failure("cannot read the file", path) }
        return bytes
    }

    /// Writes under a name of its own and renames: nobody sees half a file.
    static func write(_ bytes: [UInt8], to path: String) throws(TrainingJobError) {
        let partial = path + ".partial"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("cannot create the file", path) }
        let count = bytes.withUnsafeBytes { buffer in
            transfer(buffer.count, from: UnsafeMutableRawPointer(mutating: buffer.baseAddress)) {
                Glibc.write(descriptor, $0, $1)
            }
        }
        let reason = errno
        guard close(descriptor) == 0, count == bytes.count, rename(partial, path) == 0 else {
            let failure = failure("cannot write the file", path, count == bytes.count ? errno : reason)
            unlink(partial)
            throw failure
        }
    }

    /// Repeats a system call until all bytes are through; returns how many are.
    private static func transfer(
        _ total: Int, from start: UnsafeMutableRawPointer?, _ call: (UnsafeMutableRawPointer, Int) -> Int
    ) -> Int {
        guard let start else { return 0 }
        var done = 0
        while done < total {
            let count = call(start + done, total - done)
            if count < 0 && errno == EINTR { continue }
            // A file that shrank while it was read, or a full device, sets no error number with 0 bytes.
            if count == 0 { errno = EIO }
            guard count > 0 else { break }
            done += count
        }
        return done
    }

    private static func failure(_ action: String, _ path: String, _ code: Int32 = errno) -> TrainingJobError {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return TrainingJobError(.system, "\(action): \(reason)", file: path)
    }
}

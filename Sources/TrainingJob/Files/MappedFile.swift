internal import Glibc

/// A file whose bytes are in memory as they are touched, so that a large one costs no copy.
///
/// Whoever shortens the file while it is mapped ends the program: map files that nobody writes any more.
public final class MappedFile {
    /// The file's bytes, valid as long as this object.
    public let bytes: UnsafeRawBufferPointer

    /// Maps a file.
    ///
    /// - Parameter path: The path of a regular file.
    /// - Throws: `TrainingJobError` with the path where it cannot be opened or is not a file.
    public init(_ path: String) throws(TrainingJobError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("cannot open the file", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("cannot look at the file", path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw TrainingJobError(.system, "it is not a file", file: path)
        }
        let size = Int(status.st_size)
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw Self.failure("cannot map the file", path)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }

    private static func failure(_ action: String, _ path: String) -> TrainingJobError {
        let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
        return TrainingJobError(.system, "\(action): \(reason)", file: path)
    }
}

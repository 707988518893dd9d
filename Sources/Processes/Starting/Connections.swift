import CSpawn
import Glibc

/// The open files that a child gets, and the parent's end of its event pipe.
struct Connections {
    let input: Descriptor
    let output: Descriptor
    let error: Descriptor
    let eventsWriting: Descriptor?
    let eventsReading: Descriptor?
    /// The reading end of the pipe that stands before the file of a child with hidden texts, and the file.
    let masked: (reading: Descriptor, file: Descriptor)?

    init(_ child: ChildProcess) throws(ProcessError) {
        // Above every number that the child uses, so that putting one in place overwrites no other.
        let lowest = max(2, child.eventDescriptor ?? 2)
        do throws(SystemCallFailure) {
            input = try Self.input(child.standardInput).moved(above: lowest)
        } catch {
            let call = child.standardInput.isEmpty ? "open /dev/null" : "memfd_create"
            throw child.error(callFailing: call, error.errno)
        }
        let file = try Self.open(child.standardOutput, of: child, above: lowest)
        if child.hidden.isEmpty {
            masked = nil
            output = file
        } else {
            let pipe = try Self.pipe(of: child, above: lowest)
            masked = (pipe.reading, file)
            output = pipe.writing
        }
        self.error =
            child.standardError == child.standardOutput
            ? output : try Self.open(child.standardError, of: child, above: lowest)
        guard child.eventDescriptor != nil else {
            (eventsReading, eventsWriting) = (nil, nil)
            return
        }
        let pipe = try Self.pipe(of: child, above: lowest)
        eventsReading = pipe.reading
        eventsWriting = pipe.writing
    }

    /// A pipe from which this process reads without waiting.
    private static func pipe(
        of child: ChildProcess, above lowest: Int32
    ) throws(ProcessError) -> (reading: Descriptor, writing: Descriptor) {
        do throws(SystemCallFailure) {
            let pipe = try Descriptor.pipe()
            try pipe.reading.setBlocking(false)
            return (pipe.reading, try pipe.writing.moved(above: lowest))
        } catch {
            throw child.error(callFailing: "pipe2", error.errno)
        }
    }

    /// A file and not a pipe, which would hold up whoever writes until the child reads.
    private static func input(_ bytes: [UInt8]) throws(SystemCallFailure) -> Descriptor {
        guard !bytes.isEmpty else { return try Descriptor(checking: Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)) }
        let file = try Descriptor(checking: cspawn_memory_file())
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(file.number, $0.baseAddress?.advanced(by: written), $0.count - written, off_t(written))
            }
            guard count > 0 else { throw .current }
            written += count
        }
        return file
    }

    private static func open(
        _ path: String?, of child: ChildProcess, above lowest: Int32
    ) throws(ProcessError) -> Descriptor {
        do throws(SystemCallFailure) {
            // Not to wait for the reader of a named pipe; the child then writes as to any other file.
            let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
            let file = try Descriptor(checking: Glibc.open(path ?? "/dev/null", flags, 0o644))
            try file.setBlocking(true)
            return try file.moved(above: lowest)
        } catch {
            if [EMFILE, ENFILE, ENOMEM].contains(error.errno) { throw child.error(callFailing: "open", error.errno) }
            throw child.error(.outputUnusable, path ?? "/dev/null", error.errno)
        }
    }
}

import Foundation
import RecordIO
import Testing

/// Compares with an independent reader and writer in Python that follows `mxnet/recordio.py` and dmlc-core.
@Suite(.enabled(if: Python.isInstalled, "python3 is not installed"))
struct ReferencePythonTests {
    @Test func `The reference writes the same bytes`() throws {
        try withTemporaryFolder { folder in
            let lines = trickyPayloads.map { $0.hex + "\n" }.joined()
            let output = try Python.run("write", lines, in: folder)
            #expect(output == (try encoded(trickyPayloads).hex) + "\n")
        }
    }

    @Test func `The reference reads the same payloads`() throws {
        try withTemporaryFolder { folder in
            let output = try Python.run("read", try encoded(trickyPayloads).hex + "\n", in: folder)
            #expect(output == trickyPayloads.map { $0.hex + "\n" }.joined())
        }
    }

    @Test func `The reference unpacks the same header`() throws {
        try withTemporaryFolder { folder in
            let one = ImageRecord(classID: 42, id: 7, image: [1, 2])
            let several = ImageRecord(label: .several([0.5, 2]), id: 1 << 40, id2: 3, image: [9])
            let output = try Python.run("unpack", one.payload.hex + "\n" + several.payload.hex + "\n", in: folder)
            #expect(output == "0 [42.0] 7 0 0102\n2 [0.5, 2.0] 1099511627776 3 09\n")
        }
    }
}

private enum Python {
    static var isInstalled: Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/python3")
        }
    }

    static func run(_ action: String, _ input: String, in folder: URL) throws -> String {
        let script = folder.appending(path: "reference.py")
        let (given, made) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try reference.write(to: script, atomically: true, encoding: .utf8)
        try input.write(to: given, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path, action, given.path, made.path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try String(contentsOf: made, encoding: .utf8)
    }

    static let reference = """
        import struct, sys

        MAGIC = struct.pack('<I', 0xced7230a)

        def write(data):
            out, start = b'', 0
            for at in range(0, len(data) // 4 * 4, 4):
                if data[at:at + 4] == MAGIC:
                    out += MAGIC + struct.pack('<I', (2 if start else 1) << 29 | at - start) + data[start:at]
                    start = at + 4
            out += MAGIC + struct.pack('<I', (3 if start else 0) << 29 | len(data) - start) + data[start:]
            return out + b'\\0' * (-len(data) % 4)

        def read(stream):
            at = 0
            while at < len(stream):
                record = b''
                while True:
                    assert stream[at:at + 4] == MAGIC
                    word, = struct.unpack('<I', stream[at + 4:at + 8])
                    flag, length = word >> 29, word & (1 << 29) - 1
                    record += stream[at + 8:at + 8 + length]
                    at += 8 + (length + 3) // 4 * 4
                    if flag in (0, 3): break
                    record += MAGIC
                yield record

        def unpack(record):
            flag, label, id, id2 = struct.unpack('IfQQ', record[:24])
            labels, rest = [label], record[24:]
            if flag: labels, rest = list(struct.unpack('<%df' % flag, rest[:flag * 4])), rest[flag * 4:]
            return '%d %s %d %d %s' % (flag, labels, id, id2, rest.hex())

        action, given, made = sys.argv[1:]
        lines = [bytes.fromhex(line) for line in open(given)]
        with open(made, 'w') as out:
            if action == 'write': print(b''.join(map(write, lines)).hex(), file=out)
            if action == 'read': [print(record.hex(), file=out) for record in read(lines[0])]
            if action == 'unpack': [print(unpack(line), file=out) for line in lines]
        """
}

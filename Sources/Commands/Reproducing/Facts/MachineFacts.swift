internal import FileSystem
internal import Glibc

/// The machine that a run was made on.
enum MachineFacts {
    static var all: [String: String] {
        var facts = [
            "machine.host": Machine.host, "machine.kernel": "\(Machine.system) \(Machine.release)",
            "machine.architecture": Machine.architecture, "machine.cores": "\(Machine.cpus)",
            "machine.memory": "\(Machine.memory)",
        ]
        facts["machine.cpu"] = processor
        facts["machine.system"] = system
        let gpus = graphics
        if !gpus.isEmpty { facts["machine.gpus"] = gpus.joined(separator: ", ") }
        return facts
    }

    /// The model of the first processor.
    ///
    /// Only the beginning is read: the kernel asks every core for its frequency to write the rest.
    private static var processor: String? {
        let descriptor = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let beginning = [UInt8](unsafeUninitializedCapacity: 2048) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        return value(of: "model name", separator: ":", in: String(decoding: beginning, as: UTF8.self))
    }

    private static var system: String? {
        guard let text = try? Files.readText("/etc/os-release") else { return nil }
        return value(of: "PRETTY_NAME", separator: "=", in: text)?.trimming("\"")
    }

    /// The models of the graphics processors that NVIDIA's driver shows.
    private static var graphics: [String] {
        Machine.graphics.map { folder in
            (try? Files.readText("\(folder)/information")).flatMap { value(of: "Model", separator: ":", in: $0) }
                ?? String(folder.split(separator: "/").last ?? "")
        }
    }

    /// What stands behind a name and a separator in the first line that begins with the name.
    private static func value(of name: String, separator: Character, in text: String) -> String? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
            let place = line.firstIndex(of: separator)
        else { return nil }
        return String(line[line.index(after: place)...]).trimming(" \t")
    }
}

extension String {
    /// The text without the given characters at its ends.
    fileprivate func trimming(_ characters: String) -> String {
        var text = self[...]
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return String(text)
    }
}

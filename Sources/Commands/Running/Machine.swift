internal import FileSystem
internal import Glibc
internal import PipelineKit

/// What this machine has.
enum Machine {
    /// Processors, memory and graphics processors that steps can be handed.
    static var capacity: Resources { Resources(cpus: cpus, memory: .bytes(memory), gpus: gpus) }

    /// The processors this process may use.
    static var cpus: Int {
        let allowed = (try? Files.readText("/proc/self/status"))?.split(separator: "\n")
            .first { $0.hasPrefix("Cpus_allowed:") }?.dropFirst("Cpus_allowed:".count)
        let count = allowed?.compactMap { Int(String($0), radix: 16)?.nonzeroBitCount }.reduce(0, +) ?? 0
        return count > 0 ? count : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    /// The physical memory, in bytes.
    static var memory: Int64 {
        Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// The graphics processors that NVIDIA's driver shows.
    private static var gpus: Int {
        guard let names = try? Folders.names(in: "/proc/driver/nvidia/gpus") else { return 0 }
        return names.count
    }

    /// The system and the processor, where results differ between them.
    static var platform: String {
        var name = utsname()
        uname(&name)
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return "\(text(name.sysname)) \(text(name.machine))"
    }
}

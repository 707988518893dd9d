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
    private static var gpus: Int { graphics.count }

    /// The folders in which NVIDIA's driver describes the graphics processors that it shows.
    static var graphics: [String] {
        let folder = "/proc/driver/nvidia/gpus"
        return ((try? Folders.names(in: folder)) ?? []).map { "\(folder)/\($0)" }
    }

    /// The system and the processor, where results differ between them.
    static var platform: String { "\(system) \(architecture)" }

    /// The machine's name in its network.
    static var host: String { text(of: \.nodename) }

    /// The kernel's name, such as `Linux`.
    static var system: String { text(of: \.sysname) }

    /// The kernel's release.
    static var release: String { text(of: \.release) }

    /// The processor's architecture, such as `x86_64`.
    static var architecture: String { text(of: \.machine) }

    private static func text<Field>(of field: KeyPath<utsname, Field>) -> String {
        var name = utsname()
        uname(&name)
        return withUnsafeBytes(of: name[keyPath: field]) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

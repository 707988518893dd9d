internal import Execution
internal import FileSystem
internal import Glibc
internal import PipelineKit

/// What this machine has.
enum Machine {
    /// What steps can be handed: processors, memory, and the graphics processors that this process may use.
    /// - Parameters:
    ///   - jobs: The number of steps that may run at once.
    ///   - environment: The environment of this process, of which `CUDA_VISIBLE_DEVICES` may leave graphics processors out.
    /// - Returns: All of it, to be handed out.
    static func pool(jobs: Int, environment: [String: String]) -> ResourcePool {
        let gpus = VisibleGPUs.names(environment["CUDA_VISIBLE_DEVICES"], of: graphics.count)
        return ResourcePool(
            capacity: Resources(cpus: cpus, memory: .bytes(memory), gpus: gpus.count), jobs: jobs, gpus: gpus)
    }

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

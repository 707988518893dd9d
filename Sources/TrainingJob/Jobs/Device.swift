/// Where a network computes.
public enum Device: String, Codable, CaseIterable, Sendable {
    /// A CUDA device where libtorch offers one, otherwise the CPU.
    case auto
    /// The CPU.
    case cpu
    /// A CUDA device; a machine without one refuses the job.
    case cuda
}

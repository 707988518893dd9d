/// What a step needs while it runs; the scheduler starts it when that much is free.
public struct Resources: Codable, Hashable, Sendable {
    /// Processor cores.
    public var cpus: Int
    /// Main memory; twice as much at the next attempt after memory ran out, and all there is where none was asked for.
    public var memory: Memory
    /// Graphics processors; the step learns which from `CUDA_VISIBLE_DEVICES`.
    public var gpus: Int
    /// Graphics processors that the step has where the machine has them, and does without where not.
    public var optionalGPUs: Int

    /// Describes what a step needs.
    /// - Parameters:
    ///   - cpus: Processor cores.
    ///   - memory: Main memory.
    ///   - gpus: Graphics processors; on a machine with fewer the step fails.
    ///   - optionalGPUs: Graphics processors that it has where the machine has them.
    public init(cpus: Int = 1, memory: Memory = .zero, gpus: Int = 0, optionalGPUs: Int = 0) {
        self.cpus = cpus
        self.memory = memory
        self.gpus = gpus
        self.optionalGPUs = optionalGPUs
    }
}

extension Resources {
    /// Reads what a step needs; a record from before there were optional ones asks for none.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            cpus: try fields.decode(Int.self, forKey: .cpus), memory: try fields.decode(Memory.self, forKey: .memory),
            gpus: try fields.decode(Int.self, forKey: .gpus),
            optionalGPUs: try fields.decodeIfPresent(Int.self, forKey: .optionalGPUs) ?? 0)
    }
}

/// An amount of memory.
public struct Memory: Codable, Hashable, Comparable, Sendable {
    /// The amount in bytes.
    public let bytes: Int64

    public static let zero = Memory.bytes(0)
    public static func bytes(_ count: Int64) -> Memory { Memory(bytes: count) }
    public static func megabytes(_ count: Int64) -> Memory { Memory(bytes: count * 1_000_000) }
    public static func gigabytes(_ count: Int64) -> Memory { Memory(bytes: count * 1_000_000_000) }
    public static func < (lhs: Memory, rhs: Memory) -> Bool { lhs.bytes < rhs.bytes }
}

public import PipelineKit

/// What a machine has for steps, and what of it is handed out.
public struct ResourcePool: Sendable {
    /// What one step was handed.
    public struct Grant: Hashable, Sendable {
        public let resources: Resources
        /// The graphics processors, as `CUDA_VISIBLE_DEVICES` names them.
        public let gpus: [String]
    }

    /// Everything there is.
    public let capacity: Resources
    /// The number of steps that may run at once.
    public let jobs: Int
    private var cpus: Int
    private var memory: Int64
    private let allGPUs: [String]
    private var gpus: [String]
    private var running = 0

    /// Fills a pool.
    /// - Parameters:
    ///   - capacity: Everything there is.
    ///   - jobs: The number of steps that may run at once; one at least.
    ///   - gpus: What its graphics processors are called; numbers from 0 without it.
    public init(capacity: Resources, jobs: Int, gpus: [String]? = nil) {
        self.capacity = capacity
        // With none, nothing would ever start and the run would never end.
        self.jobs = max(jobs, 1)
        cpus = capacity.cpus
        memory = capacity.memory.bytes
        allGPUs = gpus ?? VisibleGPUs.names(nil, of: capacity.gpus)
        self.gpus = allGPUs
    }

    /// Whether one step more may run, as far as their number goes.
    var hasFreeJob: Bool { running < jobs }

    /// Hands out what is asked for, or returns `nil` where that much is not free.
    ///
    /// Who asks for more cores or memory than the machine has gets all of it, and so runs alone.
    mutating func take(_ asked: Resources) -> Grant? {
        let cores = min(asked.cpus, capacity.cpus)
        let bytes = min(asked.memory.bytes, capacity.memory.bytes)
        guard hasFreeJob, cores <= cpus, bytes <= memory, asked.gpus <= gpus.count else { return nil }
        running += 1
        cpus -= cores
        memory -= bytes
        let handed = Array(gpus.prefix(asked.gpus))
        gpus.removeFirst(asked.gpus)
        return Grant(resources: Resources(cpus: cores, memory: .bytes(bytes), gpus: asked.gpus), gpus: handed)
    }

    /// Takes back what was handed out.
    mutating func give(back grant: Grant) {
        running -= 1
        cpus += grant.resources.cpus
        memory += grant.resources.memory.bytes
        let free = gpus + grant.gpus
        gpus = allGPUs.filter(free.contains)
    }
}

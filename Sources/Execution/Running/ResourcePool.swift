public import PipelineKit

/// What a machine has for steps, and what of it is handed out.
public struct ResourcePool: Sendable {
    /// What one step was handed.
    public struct Grant: Hashable, Sendable {
        public let resources: Resources
        /// The numbers of the graphics processors.
        public let gpus: [Int]
    }

    /// Everything there is.
    public let capacity: Resources
    /// The number of steps that may run at once.
    public let jobs: Int
    private var cpus: Int
    private var memory: Int64
    private var gpus: [Int]
    private var running = 0

    public init(capacity: Resources, jobs: Int) {
        self.capacity = capacity
        // With none, nothing would ever start and the run would never end.
        self.jobs = max(jobs, 1)
        cpus = capacity.cpus
        memory = capacity.memory.bytes
        gpus = Array(0..<capacity.gpus)
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
        gpus = (gpus + grant.gpus).sorted()
    }
}

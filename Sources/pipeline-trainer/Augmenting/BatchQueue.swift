/// The batches of an epoch in their order, of which the next ones are made beside the work on one.
///
/// Enough are under way that an image which takes long, or a thread that the system holds up, starves nobody; and few
/// enough that they take no memory worth a thought.
struct BatchQueue {
    /// A batch and its place in the epoch: several are made at once, and need not be ready in their order.
    typealias Numbered = (number: Int, batch: Batch)

    private static let depth = 4

    private let maker: BatchMaker
    private let epoch: Int
    private let plan: [ArraySlice<Draw>]
    private var begun = 0
    private var taken = 0
    private var ready: [Int: Batch] = [:]

    init(_ maker: BatchMaker, epoch: Int) {
        self.maker = maker
        self.epoch = epoch
        plan = maker.plan(epoch: epoch)
    }

    /// Returns the next batch, and sees to it that those after it are being made.
    /// - Precondition: The epoch has another batch.
    @MainActor
    mutating func next(_ group: inout ThrowingTaskGroup<Numbered, any Error>) async throws -> Batch {
        while begun < min(plan.count, taken + 1 + Self.depth) {
            group.addTask { [maker, epoch, begun, members = plan[begun]] in
                (begun, await maker.batch(members, epoch: epoch))
            }
            begun += 1
        }
        while ready[taken] == nil, let made = try await group.next() { ready[made.number] = made.batch }
        guard let batch = ready.removeValue(forKey: taken) else { preconditionFailure("the epoch has no more batches") }
        taken += 1
        return batch
    }
}

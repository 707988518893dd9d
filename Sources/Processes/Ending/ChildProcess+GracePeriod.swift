extension ChildProcess {
    /// Kills all children of this process that were asked to end and have not yet, without waiting for their grace period.
    ///
    /// For whoever asks a second time. Each ``run(started:event:)`` returns as soon as the kernel has let go of its group.
    public static func endGracePeriods() {
        // Without a supervisor there are no children.
        guard let supervisor = try? ProcessSupervisor.shared() else { return }
        supervisor.post(.endGrace)
    }
}

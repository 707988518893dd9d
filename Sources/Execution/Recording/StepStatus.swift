/// How a step of a run stands, as it is recorded and reported.
public enum StepStatus: String, Sendable, CaseIterable {
    case pending, running, succeeded, cached, skipped, failed
    case upstreamFailed = "upstream_failed"
    case cancelled, lost
}

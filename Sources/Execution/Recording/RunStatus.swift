/// How a run stands.
public enum RunStatus: String, Sendable, CaseIterable { case running, succeeded, failed, cancelled, lost }

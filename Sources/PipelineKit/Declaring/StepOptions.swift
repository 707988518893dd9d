/// What is asked of the scheduler for one step; none of it is part of the action key but the salt.
public struct StepOptions: Codable, Hashable, Sendable {
    public var resources: Resources
    public var retry: RetryPolicy
    /// The longest time one attempt may take, in seconds.
    public var timeout: Double?
    /// The longest time that one attempt may give no sign of life, in seconds.
    public var silentTimeout: Double?
    public var cache: CachePolicy
    /// A text to change where an earlier result must not be used again.
    public var salt: String
}

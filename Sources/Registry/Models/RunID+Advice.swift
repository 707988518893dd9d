public import Execution

extension RunID {
    /// How to make anew what the run had made and is lost, for the end of a message.
    public var remakingAdvice: String { "make it anew with: pipeline reproduce \(self) --run" }
}

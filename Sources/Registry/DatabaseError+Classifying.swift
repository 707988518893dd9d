public import Database
public import Execution
public import PipelineKit

extension DatabaseError: FailureClassifying {
    public var failureKind: FailureKind { kind == .diskFull ? .diskFull : .infrastructure }
}

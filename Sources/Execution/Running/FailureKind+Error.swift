internal import ContentStore
internal import FileSystem
public import PipelineKit

/// An error that knows how the failure of a step that it causes is classified.
public protocol FailureClassifying: Error {
    var failureKind: FailureKind { get }
}

extension FailureKind {
    /// Classifies an error of the framework.
    init(_ error: any Error) {
        switch error {
        case let error as any FailureClassifying: self = error.failureKind
        case let error as ContentError: self = error.systemError?.isDiskFull == true ? .diskFull : .infrastructure
        case let error as SystemError: self = error.isDiskFull ? .diskFull : .infrastructure
        default: self = .infrastructure
        }
    }
}

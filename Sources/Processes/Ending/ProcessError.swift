/// Why a child process could not be started, or signals not be caught.
///
/// A child that starts and fails is no error but a ``ProcessEnd``.
public struct ProcessError: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// No program has that name in the search path.
        case notFoundInPath
        /// No file has the path of the program.
        case notFound
        /// The program's file may not be executed, or is a folder.
        case notExecutable
        /// The program's file is none that this machine can run.
        case badFormat
        /// The interpreter named in the program's first line, or its loader, doesn't exist.
        case interpreterMissing
        /// The working directory doesn't exist.
        case workingDirectoryMissing
        /// The working directory can't be entered.
        case workingDirectoryUnusable
        /// The file for the output can't be appended to.
        case outputUnusable
        /// The arguments and the environment are larger than the system takes.
        case argumentsTooLong
        /// Memory, processes or descriptors have run out.
        case resourceExhausted
        /// The description of the child contains what no system can pass on.
        case invalidDescription
        /// Another call of the system failed.
        case system
    }

    /// What went wrong.
    public let code: Code
    /// The program that was to start, or what was to be done.
    public let program: String
    /// The thing concerned: a path, the search path, or a call of the system.
    public let context: String
    /// The error number of the system; 0 where none was involved.
    public let errno: Int32
}

extension ProcessError: CustomStringConvertible {
    /// What happened, to which thing, and what to do.
    public var description: String {
        let reason = SystemText.error(errno)
        return switch code {
        case .notFoundInPath:
            "no program is named '\(program)' in PATH (\(context)): install it, or give its path"
        case .notFound:
            "the program '\(context)' doesn't exist: check its path"
        case .notExecutable:
            "the program '\(context)' may not be executed (\(reason)): it must be a file with execute permission (chmod +x)"
        case .badFormat:
            "'\(context)' is no program for this machine: a script needs a first line such as '#!/bin/sh'"
        case .interpreterMissing:
            "'\(context)' exists, but the interpreter of its first line, or its loader, doesn't: install that"
        case .workingDirectoryMissing:
            "the working directory '\(context)' of '\(program)' doesn't exist: create it first"
        case .workingDirectoryUnusable:
            "the working directory '\(context)' of '\(program)' can't be entered (\(reason)): it must be a folder with execute permission"
        case .outputUnusable:
            "the output of '\(program)' can't be appended to '\(context)' (\(reason)): its folder must exist, and be writable"
        case .argumentsTooLong:
            "the arguments and environment of '\(program)' are longer than the system takes: pass long lists in a file"
        case .resourceExhausted:
            "'\(program)' can't be started (\(context): \(reason)): run fewer at a time, or raise the limits that 'ulimit -a' shows"
        case .invalidDescription:
            "'\(program)' can't be started: \(context)"
        case .system:
            "'\(program)' can't be started (\(context): \(reason))"
        }
    }
}

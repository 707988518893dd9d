import Glibc

/// Another program in the place of this one: the same process, terminal and descriptors, and nothing else of it.
public enum ProgramReplacement {
    /// Becomes another program, as a shell would start it: no signal blocked, none ignored.
    /// - Parameters:
    ///   - path: The path of the program.
    ///   - arguments: What follows its name.
    ///   - environment: The whole environment.
    /// - Returns: Why it could not be started; otherwise not at all.
    public static func failure(
        of path: String, arguments: [String], environment: [String: String]
    ) -> ProcessError {
        let words = CStrings([path] + arguments)
        let variables = CStrings(environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        for number: Int32 in 1..<32 { _ = signal(number, SIG_DFL) }
        var none = sigset_t()
        sigemptyset(&none)
        // The threads that tasks run on block nearly all signals.
        pthread_sigmask(SIG_SETMASK, &none, nil)
        guard let first = words.pointer, let firstVariable = variables.pointer else {
            preconditionFailure("a list of strings ends with a null, so it has a first element")
        }
        execve(path, first, firstVariable)
        let number = errno
        extendLifetime(words)
        extendLifetime(variables)
        return ProcessError(code: .system, program: path, context: "execve", errno: number)
    }
}

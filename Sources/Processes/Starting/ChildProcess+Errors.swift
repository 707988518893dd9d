import Glibc

extension ChildProcess {
    func error(_ code: ProcessError.Code, _ context: String, _ number: Int32) -> ProcessError {
        ProcessError(code: code, program: executable, context: context, errno: number)
    }

    /// The error of a system call that has nothing to do with this child in particular.
    func error(callFailing name: String, _ number: Int32) -> ProcessError {
        error(Self.isExhaustion(number) ? .resourceExhausted : .system, name, number)
    }

    private static func isExhaustion(_ number: Int32) -> Bool {
        [EAGAIN, ENOMEM, EMFILE, ENFILE, ENOSPC].contains(number)
    }

    /// Refuses what could not be passed on as it is.
    func checkDescription() throws(ProcessError) {
        func refuse(_ reason: String) -> ProcessError { error(.invalidDescription, reason, 0) }
        if executable.isEmpty { throw refuse("its path is empty") }
        let texts = [executable, workingDirectory, standardOutput ?? "", standardError ?? ""] + arguments
        for text in texts where text.utf8.contains(0) {
            throw refuse("'\(text.replacing("\0", with: "\\0"))' contains a NUL character")
        }
        for variable in environment {
            if variable.name.isEmpty || variable.name.utf8.contains(UInt8(ascii: "=")) {
                throw refuse("'\(variable.name)' is no name for an environment variable")
            }
            if variable.name.utf8.contains(0) || variable.value.utf8.contains(0) {
                throw refuse("the environment variable '\(variable.name)' contains a NUL character")
            }
        }
        if !hidden.isEmpty, standardError != standardOutput {
            throw refuse("it has hidden texts, and its standard output and standard error go to different files")
        }
        if let eventDescriptor, !(3...63).contains(eventDescriptor) {
            throw refuse("its event descriptor is \(eventDescriptor), and must be from 3 to 63")
        }
    }
}

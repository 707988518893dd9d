import FileSystem
import Glibc

/// Finds the program that a child's description names.
struct ProgramSearch {
    let child: ChildProcess

    /// The path to execute: as it was given, or found for a bare name.
    func path() throws(ProcessError) -> String {
        if child.executable.utf8.contains(UInt8(ascii: "/")) { return child.executable }
        let search = SearchPath(child.environment.first { $0.name == "PATH" }?.value)
        if let program = search.program(child.executable) { return program }
        if let forbidden = search.file(child.executable) { throw child.error(.notExecutable, forbidden, EACCES) }
        throw child.error(.notFoundInPath, search.text, ENOENT)
    }

    /// Tells what it means that the system refused to execute a path.
    func failure(executing path: String, _ number: Int32) -> ProcessError {
        let place = path.hasPrefix("/") ? path : "\(child.workingDirectory)/\(path)"
        return switch number {
        case ENOENT where access(place, F_OK) == 0: child.error(.interpreterMissing, place, number)
        case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG: child.error(.notFound, place, number)
        case EACCES, EPERM, EISDIR: child.error(.notExecutable, place, number)
        case ENOEXEC: child.error(.badFormat, place, number)
        case E2BIG: child.error(.argumentsTooLong, place, number)
        default: child.error(callFailing: "execve", number)
        }
    }
}

import CSpawn
import Glibc

/// A child that exists, as it comes from the system.
struct StartedProcess {
    let pid: Int32
    let pidfd: Descriptor
    /// The reading end of the event pipe.
    let events: Descriptor?
    /// The reading end of the pipe that stands before the file of a child with hidden texts, and the file.
    let masked: (reading: Descriptor, file: Descriptor)?

    /// Starts a child; must be called on a thread that lives as long as the process, for ``ChildProcess/diesWithParent``.
    init(_ child: ChildProcess) throws(ProcessError) {
        try child.checkDescription()
        let search = ProgramSearch(child: child)
        let path = try search.path()
        let connections = try Connections(child)
        let outcome = Self.start(child, path: path, connections: connections)
        guard outcome.stage == CSPAWN_STARTED else {
            throw Self.failure(of: child, outcome, path: path, search: search)
        }
        pid = outcome.pid
        pidfd = Descriptor(outcome.pidfd)
        events = connections.eventsReading
        masked = connections.masked
    }

    private static func start(_ child: ChildProcess, path: String, connections: Connections) -> cspawn_outcome {
        let arguments = CStrings([child.executable] + child.arguments)
        let environment = CStrings(child.environment.map { "\($0.name)=\($0.value)" })
        return path.withCString { path in
            child.workingDirectory.withCString { directory in
                var request = cspawn_request()
                request.path = path
                request.arguments = arguments.pointer
                request.environment = environment.pointer
                request.directory = directory
                request.input = connections.input.number
                request.output = connections.output.number
                request.error = connections.error.number
                request.events = connections.eventsWriting?.number ?? -1
                request.events_number = child.eventDescriptor ?? -1
                request.own_group = child.joinsGroup ? 0 : 1
                request.death_signal = child.diesWithParent ? SIGKILL : 0
                request.adopts_orphans = child.endsDaemons ? 1 : 0
                request.address_space = child.addressSpaceLimit ?? .max
                return cspawn_start(&request)
            }
        }
    }

    private static func failure(
        of child: ChildProcess, _ outcome: cspawn_outcome, path: String, search: ProgramSearch
    ) -> ProcessError {
        let number = outcome.error
        return switch outcome.stage {
        case CSPAWN_ENTERING_DIRECTORY:
            child.error(
                number == ENOENT ? .workingDirectoryMissing : .workingDirectoryUnusable, child.workingDirectory, number)
        case CSPAWN_EXECUTING: search.failure(executing: path, number)
        case CSPAWN_CLONING: child.error(callFailing: "clone", number)
        case CSPAWN_GROUPING: child.error(callFailing: "setpgid", number)
        case CSPAWN_CONNECTING: child.error(callFailing: "dup2", number)
        default: child.error(callFailing: "setrlimit", number)
        }
    }
}

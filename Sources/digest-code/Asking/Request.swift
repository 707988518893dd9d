/// What a run of the tool is asked for.
struct Request: Sendable {
    struct Program: Sendable {
        let name: String
        var modules: [Module] = []
    }

    /// Where the generated file belongs.
    let output: String

    /// The target whose steps get digests, then all that it depends on.
    let modules: [Module]

    /// The programs that steps may start, each with all its modules.
    let programs: [Program]
}

/// A command line that makes no sense.
struct UsageError: Error, Equatable, CustomStringConvertible {
    let description: String
}

extension Request {
    /// Reads a command line.
    ///
    ///     --output FILE MODULE... [--program NAME MODULE...]...
    ///
    /// MODULE is `--module KIND NAME FOLDER`, followed by any number of `--define`, `--use`, `--source` and `--resource`.
    init(arguments: [String]) throws(UsageError) {
        var output: String?
        var modules: [Module] = []
        var programs: [Program] = []
        var rest = arguments[...]

        func edit(_ change: (inout Module) -> Void) throws(UsageError) {
            if let program = programs.indices.last {
                guard let last = programs[program].modules.indices.last else {
                    throw UsageError(description: "a --module must come first")
                }
                change(&programs[program].modules[last])
            } else {
                guard let last = modules.indices.last else {
                    throw UsageError(description: "a --module must come first")
                }
                change(&modules[last])
            }
        }

        while let option = rest.popFirst() {
            func value() throws(UsageError) -> String {
                guard let value = rest.popFirst() else { throw UsageError(description: "\(option) needs a value") }
                return value
            }
            let text = try value()
            switch option {
            case "--output": output = text
            case "--program": programs.append(Program(name: text))
            case "--module":
                guard let kind = Module.Kind(rawValue: text) else {
                    throw UsageError(description: "unknown kind of module '\(text)'")
                }
                let module = Module(kind: kind, name: try value(), directory: try value())
                if let program = programs.indices.last {
                    programs[program].modules.append(module)
                } else {
                    modules.append(module)
                }
            case "--define": try edit { $0.defines.append(text) }
            case "--use": try edit { $0.uses.append(text) }
            case "--source": try edit { $0.sources.append(text) }
            case "--resource": try edit { $0.resources.append(text) }
            default: throw UsageError(description: "unknown option '\(option)'")
            }
        }
        guard let output else { throw UsageError(description: "--output is missing") }
        guard !modules.isEmpty else { throw UsageError(description: "--module is missing") }
        self.init(output: output, modules: modules, programs: programs)
    }
}

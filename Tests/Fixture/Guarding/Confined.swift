import FoundationEssentials
import Glibc
import PipelineKit
import StandardSteps

/// Steps that do what a sandbox allows, and what it does not.
struct Confined: Pipeline {
    static let name = "confined"
    static let summary = "reads and writes where it should, and elsewhere"

    func declare(in graph: inout GraphBuilder) {
        let input = graph.parameter("input", default: Folder(path: "data"), help: "A folder that is declared.")
        let how = graph.parameter("how", default: Trespass.none, help: "What the step 'act' does beside its work.")
        let place = graph.parameter("place", default: "", help: "A path that is not declared.")
        let act = graph.step("act", Trespassing(input: input, how: how, place: place))
        let count = graph.step(
            "count",
            Script("count.sh", arguments: ["\(act.file)"], reads: ["greet.sh"], outputs: [.value("lines")]))
        graph.step("tell", Command(["printf", "%s lines\\n", "\(count.value("lines", as: Int.self))"]))
        graph.step("alone", Command(["readlink", "/proc/self/ns/net"]))
        graph.step("connected", Command(["readlink", "/proc/self/ns/net"], network: true))
    }
}

/// What a step does that it did not declare.
enum Trespass: String, CaseIterable, Codable, ParameterValue {
    case none, reading, writing, spoiling, connecting, signal, waiting
}

/// Copies a declared file, and trespasses as it is told.
struct Trespassing: Step {
    struct Output: Codable, Sendable { var file: File }

    @Input var input: Folder
    @Input var how: Trespass
    @Input var place: String

    func run(in context: StepContext) async throws -> Output {
        let output = Output(file: try context.output("names.txt"))
        let names = try File(path: "\(input.path)/names.txt").text()
        try output.file.write(names)
        // What every step may do.
        try File(path: "/tmp/scratch").write("scratch\n")
        try File(path: "\(try context.checkpointFolder)/half").write("half\n")
        print("processes: \(try FileManager.default.contentsOfDirectory(atPath: "/proc").count { Int($0) != nil })")
        switch how {
        case .none: break
        case .reading: _ = try File(path: place).text()
        case .writing: try File(path: place).write("written\n")
        case .spoiling: try File(path: "\(input.path)/names.txt").write("spoilt\n")
        case .connecting: try connect()
        case .signal: kill(getpid(), SIGKILL)
        case .waiting:
            context.message("waiting")
            while true { pause() }
        }
        return output
    }

    /// Calls a port of this machine.
    private func connect() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(9).bigEndian
        // 192.0.2.1, which nobody has.
        address.sin_addr.s_addr = UInt32(0xc000_0201).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw StepFailure("cannot connect: \(String(cString: strerror(errno)))") }
    }
}

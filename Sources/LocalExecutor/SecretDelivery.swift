internal import ContentHash
internal import FileSystem
internal import Glibc
internal import PipelineKit
internal import Processes

/// The secrets of one attempt, on their way from the scheduler to the step's process.
///
/// They go through standard input, which is a file in memory: neither arguments nor the environment nor a file has them.
struct SecretDelivery: Sendable {
    /// The texts by name.
    let texts: [String: String]

    /// Picks those that a step takes.
    init(_ secrets: [String: Secret], for inputs: JSON) {
        texts = secrets.filter { inputs.secrets.contains($0.key) }.mapValues { $0.reveal() }
    }

    /// Takes what was delivered to this process, and leaves an empty standard input to the step.
    init(receivedFor inputs: JSON) throws {
        guard !inputs.secrets.isEmpty else {
            texts = [:]
            return
        }
        texts = try JSON(parsing: Files.read("/proc/self/fd/0")).decode([String: String].self)
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0, dup2(nothing, 0) == 0 else { throw SystemError("open", "/dev/null") }
        close(nothing)
    }

    /// What the process reads from standard input.
    var bytes: [UInt8] { texts.isEmpty ? [] : Array(JSON.object(texts.mapValues(JSON.string)).text.utf8) }

    /// Every form in which what a step writes may show them: as they are, as JSON writes them, and line by line.
    var visible: [String] {
        texts.values.flatMap { text in
            let lines = text.split(whereSeparator: \.isNewline).map(String.init).filter {
                $0.utf8.count >= Secret.leastLength
            }
            return [text, String(JSON.string(text).text.dropFirst().dropLast())] + lines
        }
    }

    var mask: TextMask { TextMask(visible) }
}

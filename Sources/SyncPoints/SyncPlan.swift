internal import Glibc
internal import Synchronization

/// What a test has asked for in the environment.
final class SyncPlan: Sendable {
    private enum Action {
        case kill(SyncPoint, occurrence: Int)
        case wait(SyncPoint, occurrence: Int, gate: String)
        case list(file: String)
    }

    static let variable = "PIPELINE_SYNC_POINT"

    /// The plan of this process; none in normal use.
    static let current: SyncPlan? = {
        guard let value = getenv(variable), value.pointee != 0 else { return nil }
        let text = String(cString: value)
        guard let plan = SyncPlan(text) else {
            let points = SyncPoint.allCases.map(\.rawValue).joined(separator: ", ")
            fatalError(
                "\(variable) is '\(text)': write 'kill POINT N', 'wait POINT N GATE' or 'list FILE'; points are \(points)"
            )
        }
        return plan
    }()

    private let action: Action
    /// How often the point has been passed.
    private let passed = Atomic<Int>(0)

    init?(_ text: String) {
        let words = text.split(separator: " ", maxSplits: 3).map(String.init)
        switch (words.first, words.count) {
        case ("list", 2...): action = .list(file: String(text.dropFirst(5)))
        case ("kill", 3), ("wait", 4):
            guard let point = SyncPoint(rawValue: words[1]), let occurrence = Int(words[2]), occurrence > 0 else {
                return nil
            }
            action =
                words.count == 3
                ? .kill(point, occurrence: occurrence) : .wait(point, occurrence: occurrence, gate: words[3])
        default: return nil
        }
    }

    func pass(_ point: SyncPoint, _ detail: () -> String) {
        switch action {
        case .kill(point, let occurrence) where isTurn(occurrence):
            kill(getpid(), SIGKILL)
            // The signal may reach another thread first; this one must not go on.
            while true { pause() }
        case .wait(point, let occurrence, let gate) where isTurn(occurrence):
            Self.append("arrived \(point.rawValue) \(getpid())\n", to: "\(gate)/arrived")
            Self.awaitByte(from: "\(gate)/open")
        case .list(let file):
            // One line for one place, whatever a statement looks like.
            let detail = detail().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            Self.append("\(point.rawValue) \(detail)\n", to: file)
        case .kill, .wait: break
        }
    }

    private func isTurn(_ occurrence: Int) -> Bool {
        passed.add(1, ordering: .relaxed).newValue == occurrence
    }

    private static func append(_ text: String, to path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        defer { close(descriptor) }
        guard descriptor >= 0, write(descriptor, text, text.utf8.count) == text.utf8.count else {
            fatalError("\(variable) names '\(path)', which can't be written to")
        }
    }

    private static func awaitByte(from path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        var byte: UInt8 = 0
        guard descriptor >= 0, read(descriptor, &byte, 1) == 1 else {
            fatalError("\(variable) names '\(path)', which can't be read from")
        }
    }
}

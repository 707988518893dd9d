import Synchronization
import Terminal

/// A terminal of a few rows that understands what a live screen writes, and remembers every write.
final class RecordedTerminal: TextOutput {
    private struct State {
        var size: TerminalSize
        var rows: [[Character]] = [[]]
        var row = 0
        var column = 0
        var top = 0
        var isCursorVisible = true
        var writes: [String] = []
    }

    private let state: Mutex<State>

    init(columns: Int = 20, rows: Int = 8) {
        state = Mutex(State(size: TerminalSize(columns: columns, rows: rows)))
    }

    var size: TerminalSize { state.withLock(\.size) }
    var writes: [String] { state.withLock(\.writes) }
    var isCursorVisible: Bool { state.withLock(\.isCursorVisible) }

    /// All rows, those that scrolled away included, without spaces and empty rows at the end.
    var text: String {
        var lines = state.withLock { $0.rows.map { String($0) } }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Makes the terminal narrower or wider and breaks its rows anew, as terminals do.
    func resize(columns: Int) {
        state.withLock { state in
            var rows: [[Character]] = []
            for (index, row) in state.rows.enumerated() {
                if index == state.row { state.row = rows.count }
                var rest = row[...]
                repeat {
                    rows.append(Array(rest.prefix(columns)))
                    rest = rest.dropFirst(columns)
                } while !rest.isEmpty
            }
            state.rows = rows
            state.size = TerminalSize(columns: columns, rows: state.size.rows)
            state.top = max(0, rows.count - state.size.rows)
        }
    }

    func write(_ text: String) {
        state.withLock { state in
            state.writes.append(text)
            var rest = text[...]
            while let character = rest.popFirst() {
                switch character {
                case "\n", "\r\n":
                    Self.lineFeed(&state)
                    state.column = 0
                case "\r": state.column = 0
                case "\u{1B}":
                    let sequence = rest.prefix { !$0.isLetter }
                    rest = rest.dropFirst(sequence.count)
                    Self.obey(sequence.dropFirst(), rest.removeFirst(), &state)
                default:
                    if state.column == state.size.columns {
                        Self.lineFeed(&state)
                        state.column = 0
                    }
                    while state.rows[state.row].count <= state.column { state.rows[state.row].append(" ") }
                    state.rows[state.row][state.column] = character
                    state.column += 1
                }
            }
        }
    }

    private static func lineFeed(_ state: inout State) {
        state.row += 1
        if state.row == state.rows.count { state.rows.append([]) }
        state.top = max(state.top, state.row - state.size.rows + 1)
    }

    private static func obey(_ parameters: Substring, _ command: Character, _ state: inout State) {
        switch (parameters, command) {
        case (_, "A"): state.row = max(state.top, state.row - (Int(parameters) ?? 1))
        case ("", "K"): state.rows[state.row] = Array(state.rows[state.row].prefix(cursor(state)))
        case ("", "J"):
            state.rows[state.row] = Array(state.rows[state.row].prefix(cursor(state)))
            state.rows.removeLast(state.rows.count - state.row - 1)
        case ("?25", "l"): state.isCursorVisible = false
        case ("?25", "h"): state.isCursorVisible = true
        case (_, "m"): break
        default: preconditionFailure("an escape sequence that this terminal does not know: \(parameters)\(command)")
        }
    }

    /// Behind a full row the cursor still stands on its last column.
    private static func cursor(_ state: State) -> Int { min(state.column, state.size.columns - 1) }
}

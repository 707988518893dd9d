/// A line that a child wrote on its event pipe, as bytes: it may be anything, and need not be UTF-8.
public struct EventLine: Hashable, Sendable {
    /// What ended a line.
    public enum Ending: Hashable, Sendable {
        /// A newline, which is not part of the bytes.
        case newline
        /// The limit of 1 MiB: the rest of the line was thrown away.
        case cut
        /// The end of the pipe: the child closed it, or died, within the line.
        case endOfPipe
    }

    /// The bytes of the line, without its newline; at most 1 MiB.
    public let bytes: [UInt8]
    /// What ended the line.
    ///
    /// Only a line with a newline is certain to be as the child meant it.
    public let ending: Ending
}

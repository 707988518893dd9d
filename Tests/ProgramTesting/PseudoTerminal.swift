import Foundation

/// A terminal whose window is the test.
package final class PseudoTerminal {
    /// The path of the side that programs use.
    package let path: String
    private let window: Int32

    /// Makes a terminal.
    package init() throws {
        window = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // What `unlockpt` and `ptsname` do, which Swift's module of the C library lacks.
        let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        var isLocked: Int32 = 0
        var index: Int32 = -1
        guard window >= 0, ioctl(window, unlock, &isLocked) == 0, ioctl(window, number, &index) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        path = "/dev/pts/\(index)"
    }

    /// Closes the window; afterwards nothing else may be done with it.
    package func close() { Glibc.close(window) }
}

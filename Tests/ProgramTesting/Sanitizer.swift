import Foundation

/// What the tests and the programs are built with to find faults of memory, or races: `bin/sanitize`.
package enum Sanitizer: String {
    case address, thread

    /// The one that is there.
    package static let present: Sanitizer? =
        isLinked("__asan_init") ? .address : isLinked("__tsan_init") ? .thread : nil

    /// Whether it keeps a file of its own where a step keeps its temporary ones, and dies where a test fills that disk.
    package static let needsRoom = present == .thread

    /// What the compiler is told to link code that was built with it.
    package var options: [String] { ["-sanitize=\(rawValue)", "-use-ld=lld"] }

    private static func isLinked(_ name: String) -> Bool { dlsym(nil, name) != nil }
}

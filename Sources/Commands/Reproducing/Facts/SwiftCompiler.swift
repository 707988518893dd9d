/// The compiler that this program was built with.
enum SwiftCompiler {
    /// Its version, as far as a program can know the compiler that builds it: to the minor one.
    static var version: String {
        #if compiler(>=6.6)
        "6.6 or later"
        #elseif compiler(>=6.5)
        "6.5"
        #elseif compiler(>=6.4)
        "6.4"
        #elseif compiler(>=6.3)
        "6.3"
        #else
        "6.2"
        #endif
    }
}

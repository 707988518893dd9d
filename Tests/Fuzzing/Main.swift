import Glibc

/// Runs the fuzzer that the variable `FUZZER` names under libFuzzer, whose arguments these are; `bin/fuzz` starts it.
///
/// A variable and no argument: libFuzzer starts itself again to merge a corpus, with its own arguments alone.
@main struct Main {
    static func main() {
        var count = CommandLine.argc
        var words = CommandLine.unsafeArgv
        exit(
            runFuzzer(&count, &words) { start, count in
                Fuzzer.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
                return 0
            })
    }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

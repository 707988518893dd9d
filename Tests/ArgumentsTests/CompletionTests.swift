import Arguments
import Foundation
import Testing

/// The scripts are run by the shells themselves, where they are installed: bash always is.
@Suite struct CompletionTests {
    @Test(arguments: [
        ("pipeline ", "run graph logs runs models gc completions"),
        ("pipeline r", "run runs"),
        ("pipeline --", "--json --quiet --help"),
        ("pipeline run --j", "--jobs --json"),
        ("pipeline --json models alias ", "set"),
        ("pipeline models alias set ", "champion challenger"),
        ("pipeline graph x --format ", "text dot mermaid json"),
        ("pipeline graph x --format=d", "--format=dot"),
        ("pipeline runs --l", "--limit"),
        ("pipeline completions z", "zsh"),
        ("pipeline run ", "<pipelines><run>"),
        ("pipeline run --jobs 4 ", "<pipelines><run><--jobs><4>"),
        ("pipeline run road_sign --force ", "<steps><run><road_sign><--force>"),
        ("pipeline run road_sign --failed ", "<runs><run><road_sign><--failed>"),
        ("pipeline run road_sign --failed --js", "--json"),
        ("pipeline run road_sign --set=", "--set=<parameters><run><road_sign>"),
        ("pipeline logs last ", "<steps><logs><last>"),
        ("pipeline runs compare a b ", "<runs><runs><compare><a><b>"),
        ("pipeline run road_sign extra ", ""),
        ("pipeline run road_sign --jobs ", ""),
        ("pipeline -- ", "run graph logs runs models gc completions"),
    ])
    func `Bash completes commands, options and values`(line: String, replies: String) throws {
        // The program of the test answers with the words it was called with, so they can be checked.
        let script = """
            program() { shift; local word text=""; for word in "${@:1:$#-1}"; do text+="<$word>"; done; printf '%s\\n' "$text"; }
            \(Sample.interface.completionScript(for: .bash))
            COMP_WORDBREAKS=$' \\t\\n"\\'><;|&('
            COMP_LINE=\(quoted(line)) COMP_POINT=\(line.count)
            _pipeline program
            printf '%s\\n' "${COMPREPLY[*]}"
            """
        #expect(try run("bash", ["-c", script]).trimmed == replies)
    }

    @Test func `Bash replaces only what stands behind an equals sign`() throws {
        let script = """
            program() { printf 'epochs=\\tfrom 1\\nimages=\\n'; }
            \(Sample.interface.completionScript(for: .bash))
            COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
            for COMP_LINE in 'pipeline run x --set=ep' 'pipeline run x --set ' 'pipeline graph x --format=m'; do
                COMP_POINT=${#COMP_LINE}
                _pipeline program
                printf '%s\\n' "${COMPREPLY[*]}"
            done
            """
        #expect(try run("bash", ["-c", script]).trimmed == "epochs=\nepochs= images=\nmermaid")
    }

    @Test func `Bash offers folders`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("completion-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("some folder"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder.appendingPathComponent("some file"))
        let script = """
            cd \(quoted(folder.path))
            \(Sample.interface.completionScript(for: .bash))
            COMP_LINE='pipeline models export so' COMP_POINT=25
            _pipeline pipeline
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        #expect(try run("bash", ["-c", script]).trimmed == "some folder")
    }

    @Test(arguments: Shell.allCases)
    func `Every shell accepts its script`(shell: Shell) throws {
        guard let program = find(shell.rawValue) else { return }
        let script = Sample.interface.completionScript(for: shell)
        #expect(try run(program, ["-n"], input: script) == "")
    }

    @Test(
        arguments: [
            ("pipeline r", "run runs"), ("pipeline models alias ", "set"), ("pipeline graph x --format d", "dot"),
            ("pipeline run road_sign --jo", "--jobs"), ("pipeline models alias set ", "challenger champion"),
            ("pipeline run --jobs 4 ro", "road_sign"), ("pipeline run road_sign --force ", "run-road_sign---force-"),
            ("pipeline run road_sign --failed --js", "--json"), ("pipeline runs compare a ", "runs-compare-a-"),
        ])
    func `Fish completes commands, options and values`(line: String, replies: String) throws {
        guard let fish = find("fish") else { return }
        let script = """
            function pipeline
                test "$argv[2]" = pipelines; and echo road_sign; or string join -- - $argv[3..-1]
            end
            \(Sample.interface.completionScript(for: .fish))
            complete -C\(quoted(line))
            """
        let lines = try run(fish, ["--no-config", "-c", script]).split(separator: "\n")
        let words = lines.compactMap { $0.split(separator: "\t").first.map(String.init) }.sorted()
        #expect(words.joined(separator: " ") == replies)
    }

    private func quoted(_ text: String) -> String { "'\(text)'" }

    private func find(_ program: String) -> String? {
        ["/bin/", "/usr/bin/", "/usr/local/bin/"].map { $0 + program }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program and returns what it printed, mistakes included.
    private func run(_ program: String, _ arguments: [String], input: String = "") throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program.hasPrefix("/") ? program : find(program) ?? program)
        process.arguments = arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stdout
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

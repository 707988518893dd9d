import Arguments
import Testing

@Suite struct ParsingTests {
    @Test func `Values have their types and defaults`() throws {
        let values = try Sample.values("run road_sign")
        #expect(values.command == ["run"])
        #expect(values[Sample.pipeline] == "road_sign")
        #expect(values[Sample.jobs] == 2)
        #expect(values[Sample.set] == [])
        #expect(values[Sample.failed] == .absent)
        #expect(values[Sample.threshold] == nil)
        #expect(!values[Sample.json])
        #expect(!values.isGiven(Sample.jobs))
    }

    @Test(arguments: ["--jobs 4", "--jobs=4", "-j 4", "-j4", "-j=4", "-qj4", "-qj 4"])
    func `An option can be written in many ways`(option: String) throws {
        let values = try Sample.values("run \(option) road_sign")
        #expect(values[Sample.jobs] == 4)
        #expect(values.isGiven(Sample.jobs))
        #expect(values[Sample.pipeline] == "road_sign")
    }

    @Test func `A repeated option keeps its order`() throws {
        let values = try Sample.values("run x --set b=2 --set=a==1 --set c=")
        #expect(
            values[Sample.set] == [
                Assignment(key: "b", value: "2"), Assignment(key: "a", value: "=1"), Assignment(key: "c", value: ""),
            ])
    }

    @Test func `An optional value is the next word unless that starts with a dash`() throws {
        #expect(try Sample.values("run x --failed")[Sample.failed] == .bare)
        #expect(try Sample.values("run x --failed --json")[Sample.failed] == .bare)
        #expect(try Sample.values("run x --failed last")[Sample.failed] == .given("last"))
        #expect(try Sample.values("run x --failed=last")[Sample.failed] == .given("last"))
    }

    @Test func `Global options stand at every level`() throws {
        for line in ["--json models export", "models --json export", "models export --json"] {
            let values = try Sample.values(line)
            #expect(values[Sample.json])
            #expect(values.command == ["models", "export"])
        }
    }

    @Test func `Commands nest`() throws {
        let values = try Sample.values("models alias set champion --reason better")
        #expect(values.command == ["models", "alias", "set"])
        #expect(values[Sample.alias] == "champion")
        #expect(values[Sample.reason] == "better")
    }

    @Test func `A group runs its default command, with that command's options`() throws {
        #expect(try Sample.values("runs").command == ["runs", "list"])
        let values = try Sample.values("runs --limit 5")
        #expect(values.command == ["runs", "list"])
        #expect(values[Sample.limit] == 5)
        #expect(try Sample.values("runs ls --limit 5").command == ["runs", "list"])
    }

    @Test func `Arguments may be optional and repeated`() throws {
        #expect(try Sample.values("logs last")[Sample.step] == nil)
        #expect(try Sample.values("logs last train")[Sample.step] == "train")
        #expect(try Sample.values("runs compare a b c")[Sample.runs] == ["a", "b", "c"])
        #expect(try Sample.values("completions")[Sample.shell] == .bash)
        #expect(try Sample.values("completions zsh")[Sample.shell] == .zsh)
    }

    @Test func `After two dashes every word is an argument`() throws {
        let values = try Sample.values("runs compare -- --json -q --")
        #expect(values[Sample.runs] == ["--json", "-q", "--"])
        #expect(!values[Sample.json])
    }

    @Test func `A negative number is a value and an argument`() throws {
        #expect(try Sample.values("run x --threshold -0.5")[Sample.threshold] == -0.5)
        #expect(try Sample.values("run x -t-0.5")[Sample.threshold] == -0.5)
        #expect(try Sample.values("runs compare -1")[Sample.runs] == ["-1"])
        #expect(try Sample.values("runs compare -")[Sample.runs] == ["-"])
    }

    @Test func `Enums, durations and sizes are read`() throws {
        #expect(try Sample.values("graph x --format dot")[Sample.format] == .dot)
        #expect(try Sample.values("gc --older-than 1h30m")[Sample.olderThan] == .seconds(5400))
        #expect(try Sample.values("gc --keep-size 1.5MiB")[Sample.keepSize] == 1_572_864)
    }

    @Test(arguments: [
        ("30d", 2_592_000_000), ("12h", 43_200_000), ("10m", 600_000), ("45s", 45_000), ("500ms", 500),
        ("2w", 1_209_600_000),
        ("1.5h", 5_400_000), ("0s", 0), ("1D", 86_400_000),
    ])
    func `A duration has units`(text: String, milliseconds: Int) throws {
        #expect(try Sample.values("gc --older-than \(text)")[Sample.olderThan] == .milliseconds(milliseconds))
    }

    @Test(arguments: [
        ("20GB", 20_000_000_000), ("1kB", 1000), ("1KiB", 1024), ("7B", 7), ("2tb", 2_000_000_000_000), ("0B", 0),
        ("1GiB", 1_073_741_824),
    ])
    func `A size has units`(text: String, bytes: Int) throws {
        #expect(try Sample.values("gc --keep-size \(text)")[Sample.keepSize] == bytes)
    }

    @Test func `A question of a completion script names the command and its arguments`() throws {
        let words = Sample.words("__complete steps --json run road_sign --jobs 4 --nonsense --force tr")
        guard case .complete(let request) = try Sample.interface.parse(words) else {
            Issue.record("not taken for a completion")
            return
        }
        #expect(request.source == "steps")
        #expect(request.command == ["run"])
        #expect(request.arguments == ["road_sign"])
        #expect(request.current == "tr")
    }

    @Test func `An action runs with the values`() async throws {
        let name = CommandParameter.argument("CODE", .integer(), help: "the code")
        let interface = CommandLineInterface(
            "exit", summary: "Exits.", examples: [],
            commands: [Command("with", summary: "Exits.", examples: [], parameters: [name]) { Int32($0[name]) }])
        guard case .run(let action, let values) = try interface.parse(["with", "7"]) else {
            Issue.record("not run")
            return
        }
        #expect(try await action(values) == 7)
    }
}

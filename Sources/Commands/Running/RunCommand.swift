internal import Arguments

/// `pipeline run`: runs what is not done yet.
struct RunCommand: Sendable {
    let session: Session

    static let jobs = CommandParameter.option(
        "jobs", short: "j", .integer("N", in: 1...),
        help: "run at most N steps at once (default: one for each processor)")
    static let failFast = CommandParameter.flag(
        "fail-fast",
        help: "when a step fails, end all others, and the sweep, instead of finishing what does not depend on it")
    static let ifRunning = CommandParameter.option(
        "if-running", .oneOf(RunningPolicy.self), default: .join,
        help: "what to do while another run of the pipeline goes on: work beside it, wait for its end, or fail")
    static let sandbox = CommandParameter.flag(
        "sandbox", help: "show each step what it declares and nothing else (bubblewrap; always with PIPELINE_SANDBOX=1)"
    )
    static let quiet = CommandParameter.flag("quiet", short: "q", help: "print warnings and errors only")

    private static let own: [any DeclaredParameter] = [
        jobs, failFast, DeadlineOption.parameter, ifRunning, sandbox, quiet,
    ]

    var command: Command {
        Command(
            "run", summary: "Run what is not done yet.",
            discussion: """
                Every step whose inputs, code and environment are what they were takes its earlier result from the cache. \
                A step that fails stops what depends on it; the rest goes on. Run again to go on where it failed.

                Two runs may go on side by side: what both need is done once, and the second one waits for it. \
                --if-running says otherwise. Nothing is ever left to unlock: a run that was killed holds up nobody.

                A run whose --deadline passes is ended as with Ctrl-C, and has failed: it exits with 124, and the same \
                command goes on where it ended. Each run of a sweep has the whole time.

                \(SweepOptions.discussion) A run that fails does not stop the others, unless --fail-fast does; \
                `pipeline runs sweep` shows the comparison again.
                """,
            examples: [
                .init("pipeline run road_sign"),
                .init("pipeline run road_sign --set images=~/GTSRB --set epochs=10"),
                .init("pipeline run road_sign --only evaluate --force evaluate", "runs one step again"),
                .init(
                    "pipeline run road_sign --sweep learning_rate=0.05,0.1 --sweep epochs=5,10",
                    "runs all four combinations and compares them"),
            ],
            parameters: RunOptions.all + SweepOptions.all + [SweepOptions.order] + Self.own,
            exclusions: RunOptions.exclusions + SweepOptions.exclusions + [["if-running", "sweep"]],
            action: { try await run($0) })
    }

    private func run(_ values: ParsedValues) async throws -> Int32 {
        let launch = Launch(
            session: session, jobs: values[Self.jobs] ?? Machine.cpus, failFast: values[Self.failFast],
            deadline: DeadlineOption.value(values), isSandboxed: values[Self.sandbox], isQuiet: values[Self.quiet],
            isJSON: values[GlobalOptions.json])
        if try SweepOptions.isAsked(values, isSortable: true) {
            return try await SweepLaunch(launch: launch).run(values)
        }
        return try await values[Self.ifRunning].run(by: launch) { try await RunRequest(values, session) }.code
    }
}

import Foundation
import ProgramTesting
import Testing

/// What is refused about schedules, and what the message says.
struct ScheduleMistakeTests {
    let place: Workplace
    let crontab: Crontab

    init() throws {
        place = try Workplace()
        crontab = try Crontab(in: place)
    }

    private func refusal(_ words: String..., environment: [String: String] = [:]) throws -> String {
        let outcome = try crontab.start(words, at: Night.evening, environment: environment).outcome()
        #expect(outcome.output == "")
        #expect(outcome.code != 0)
        // Nothing of a refused schedule is left.
        #expect(crontab.table == nil)
        return outcome.complaints
    }

    @Test func `All mistakes of a command line are told at once, with the place in the expression`() throws {
        #expect(
            try refusal("add", "words", "--cron", "0 25 * * *", "--timezone", "Europe/Berlni", "--name", "9 to 5")
                == """
                error: option '--cron': the hour 25 is not within 0 to 23
                  0 25 * * *
                    ^
                option '--timezone': there is no time zone 'Europe/Berlni'; did you mean 'Europe/Berlin'?
                option '--name': '9 to 5' can't be the name of a schedule: use letters, digits, '_', '-' and '.', and \
                begin with a letter
                see 'pipeline schedule add --help'

                """)
    }

    @Test func `A pipeline and its parameters are checked before anything is written`() throws {
        #expect(
            try refusal("add", "wordz", "--cron", "@daily")
                == "error: there is no pipeline 'wordz'; did you mean 'words'?\n")
        #expect(
            try refusal("add", "words", "--cron", "@daily", "--set", "epoch=3")
                == "error: 'words' has no parameter 'epoch'; did you mean 'epochs'?\n")
        #expect(!place.exists("project/registry"))
    }

    @Test func `A jitter that reaches the next time is refused`() throws {
        #expect(
            try refusal("add", "words", "--cron", "*/5 * * * *", "--jitter", "10m") == """
                error: a jitter of 10 min 00 s would reach the next time: '*/5 * * * *' comes again after 5 min 00 s

                """)
    }

    @Test func `Where cron is not installed, the message says how to install it`() throws {
        #expect(
            try refusal("add", "words", "--cron", "@daily", environment: ["PATH": "/nowhere"]) == """
                error: there is no program 'crontab' in PATH (/nowhere): install cron, on Debian and Ubuntu with \
                `apt-get install cron`

                """)
        #expect(try crontab.schedule("list", "--json").output == "[]\n")
    }

    @Test func `What crontab complains of is told, and no schedule is left`() throws {
        try crontab.install(
            """
            #!/bin/sh
            [ "$1" = -l ] && { echo "no crontab for tester" >&2; exit 1; }
            echo "/var/spool/cron: mkstemp: No space left on device" >&2
            exit 1

            """)
        #expect(
            try refusal("add", "words", "--cron", "@daily") == """
                error: the crontab could not be written: crontab exited with code 1: /var/spool/cron: mkstemp: No space \
                left on device

                """)
        try crontab.install(
            "#!/bin/sh\necho 'you (tester) are not allowed to use this program (crontab)' >&2; exit 1\n")
        #expect(
            try refusal("add", "words", "--cron", "@daily") == """
                error: the crontab could not be read: crontab exited with code 1: you (tester) are not allowed to use \
                this program (crontab)

                """)
        #expect(try crontab.schedule("list", "--json").output == "[]\n")
    }

    @Test func `An unknown schedule gets the closest name, and a known one is not added twice`() throws {
        #expect(
            try refusal("remove", "nightly")
                == "error: there is no schedule 'nightly': there are none; add one with `pipeline schedule add`\n")
        _ = try crontab.schedule("add", "words", "--cron", "@daily", "--name", "nightly")
        for command in ["remove", "pause", "resume", "run", "tick", "history"] {
            let outcome = try crontab.schedule(command, "nighty")
            #expect(outcome.complaints == "error: there is no schedule 'nighty'; did you mean 'nightly'?\n")
            #expect(outcome.code == 2)
        }
        #expect(
            try crontab.schedule("add", "words", "--cron", "@daily", "--name", "nightly").complaints == """
                error: there is a schedule 'nightly' already; remove it with `pipeline schedule remove nightly`, or give \
                this one another name with --name

                """)
    }

    @Test(.enabled(if: !FileManager.default.fileExists(atPath: "/run/systemd/system"), "systemd runs here"))
    func `Where systemd does not run, the message says what to use`() throws {
        #expect(
            try refusal("add", "words", "--cron", "@daily", "--systemd") == """
                error: systemd can't be used here: it does not run this machine (there is no /run/systemd/system); \
                leave out --systemd to use cron

                """)
    }

    @Test func `A line that outlived its registry is told from a schedule, and can be removed`() throws {
        _ = try crontab.schedule("add", "words", "--cron", "@daily")
        try place.remove("project/registry")
        let tick = try crontab.schedule("tick", "words")
        #expect(
            tick.complaints.plain(in: place) == """
                error: there is no registry 'PLACE/project/registry/registry.sqlite', so there is no schedule 'words'; \
                remove what calls for it with `pipeline schedule remove words`

                """)
        #expect(tick.code == 2)
        #expect(!place.exists("project/registry"))
        #expect(
            try crontab.schedule("remove", "words").output == "removed what was left of schedule words in the crontab\n"
        )
        #expect(crontab.table == nil)
    }

    @Test func `A clock of a test that is no time is refused`() throws {
        let outcome = try crontab.schedule("list", environment: ["PIPELINE_TEST_CLOCK": "noon"])
        #expect(
            outcome.complaints
                == "error: PIPELINE_TEST_CLOCK is 'noon', which is no time: write seconds since 1970, or unset it\n")
    }
}

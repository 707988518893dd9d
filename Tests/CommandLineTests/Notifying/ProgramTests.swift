import Foundation
import ProgramTesting
import Testing

/// Messages that a program takes: a command of the user's, or the machine's sendmail.
struct ProgramTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `A command reads the message and finds the rest in its environment`() throws {
        let script = try place.writeScript(
            "cat > \(place.path)/message\nenv | grep ^PIPELINE_ | sort > \(place.path)/environment\n", to: "tell.sh")
        try place.notify(
            "{\"command\": [\"\(script)\"], \"on\": [\"failure\"], \"template\": \"{step} of {pipeline}: {error}\"}",
            // Its secret is nobody else's business, though it is not told now.
            "{\"webhook\": \"http://nowhere.invalid\", \"secret_env\": \"PIPELINE_SECRET\", \"on\": [\"recovery\"]}")
        let run = try place.fixture(
            "run", "endings", "--set", "how=failure", environment: ["PIPELINE_SECRET": "canary"])
        #expect(run.complaints == "")
        #expect(run.code == 1)
        #expect(try place.read("message") == "act of endings: it was asked to fail\n")
        #expect(
            try place.read("environment").plain(in: place) == """
                PIPELINE_ERROR=it was asked to fail
                PIPELINE_EVENT=failure
                PIPELINE_LINK=PLACE/project/artifacts/runs/RUN
                PIPELINE_METRIC=
                PIPELINE_MODEL=
                PIPELINE_NAME=endings
                PIPELINE_RUN=RUN
                PIPELINE_STATUS=failed
                PIPELINE_STEP=act

                """)
    }

    @Test func `A command that fails, hangs or is not there is a warning`() throws {
        let failing = try place.writeScript("echo no signal >&2\nexit 7\n", to: "failing.sh")
        let hanging = try place.writeScript("exec sleep 1000\n", to: "hanging.sh")
        try place.notify(
            "{\"name\": \"a\", \"command\": [\"\(failing)\"], \"on\": [\"failure\"]}",
            "{\"name\": \"b\", \"command\": [\"\(hanging)\"], \"on\": [\"failure\"], \"timeout\": 0.2}",
            "{\"name\": \"c\", \"command\": [\"no-such-program\"], \"on\": [\"failure\"]}")
        let run = try place.fixture(
            "run", "endings", "--set", "how=failure", "--quiet", environment: ["PATH": "/usr/bin:/bin"])
        #expect(
            run.complaints.plain(in: place) == """
                error: 'act' failed: it was asked to fail
                warning: 'a' could not be told of the failure: 'PLACE/failing.sh' exited with code 7: no signal
                warning: 'b' could not be told of the failure: 'PLACE/hanging.sh' did not end within TIME, so it was ended
                warning: 'c' could not be told of the failure: no program is named 'no-such-program' in PATH (/usr/bin:/bin): \
                install it, or give its path

                """)
        #expect(run.code == 1)
        #expect(try place.told() == ["a failure 0 1", "b failure 0 1", "c failure 0 1"])
        let doctor = try place.fixture("doctor", environment: ["PATH": "/usr/bin:/bin"])
        #expect(doctor.output.contains("the program 'no-such-program' is not there\n"))
        #expect(doctor.code == 1)
    }

    @Test func `Everybody is told at the same time`() throws {
        // Each of the two waits for the other.
        for name in ["one", "two"] { #expect(mkfifo("\(place.path)/\(name)", 0o600) == 0) }
        func entry(_ mine: String, _ other: String) throws -> String {
            let script = try place.writeScript(
                "echo > \(place.path)/\(mine) & read line < \(place.path)/\(other) && wait\n", to: "\(mine).sh")
            return "{\"command\": [\"\(script)\"], \"on\": [\"failure\"]}"
        }
        try place.notify(try entry("one", "two"), try entry("two", "one"))
        let outcome = try place.fixture("notifications", "test")
        #expect(outcome.output == "one.sh  told\ntwo.sh  told\n")
    }

    @Test func `A mail is handed to sendmail, with a header that nothing can break`() throws {
        let sendmail = try place.writeScript(
            "echo \"$@\" > \(place.path)/arguments\ncat > \(place.path)/mail\n", to: "sendmail")
        try place.notify(
            """
            {"email": "ada@example.org", "sendmail": "\(sendmail)", "on": ["failure"],
             "template": "Größe: {error}\\n.\\nBcc: eve@example.org"}
            """)
        let run = try place.fixture("run", "endings", "--set", "how=failure")
        #expect(run.complaints == "")
        #expect(try place.read("arguments") == "-t -i\n")
        let mail = try place.read("mail").replacing(/Date: .*\n/, with: "Date: DATE\n")
        #expect(
            mail == """
                To: ada@example.org
                Subject: endings failed: act
                Date: DATE
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable
                Auto-Submitted: auto-generated

                Gr=C3=B6=C3=9Fe: it was asked to fail
                =2E
                Bcc: eve@example.org

                """)
    }

    @Test func `A sendmail that refuses, or is not there, is named`() throws {
        let refusing = try place.writeScript("echo queue is full\nexit 75\n", to: "sendmail")
        try place.notify(
            "{\"name\": \"a\", \"email\": \"ada@example.org\", \"sendmail\": \"\(refusing)\", \"on\": [\"failure\"]}",
            "{\"name\": \"b\", \"email\": \"ada@example.org\", \"sendmail\": \"/none/sendmail\", \"on\": [\"failure\"]}"
        )
        let outcome = try place.fixture("notifications", "test")
        #expect(
            outcome.output.plain(in: place) == """
                a  failed  'PLACE/sendmail' exited with code 75: queue is full
                b  failed  the program '/none/sendmail' is not there; mail needs a mail system: install one, \
                for example with: apt-get install msmtp-mta

                """)
        #expect(outcome.code == 1)
    }
}

import Foundation
import ProgramTesting
import Testing

/// Secrets of steps that tell them to everyone: they are in no file, on no screen and on no command line.
struct SecretTests {
    let place: Workplace

    /// What is looked for everywhere.
    private static let token = "canary-7f3a\"\\-token"
    /// As long as the first, so that what is told of it stays the same.
    private static let other = "canary-5b8d-another"
    private static let password = "canary-91c2-password"

    init() throws {
        place = try Workplace()
        try write(password: Self.password)
    }

    private func write(password: String, mode: Int = 0o600) throws {
        try place.write(password + "\n", to: "project/registry/secrets/password")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: passwordFile)
    }

    private var passwordFile: String { "\(place.project)/registry/secrets/password" }

    private func fixture(_ words: String..., token: String? = Self.token) throws -> Outcome {
        try place.run(.fixture, words, environment: environment(token))
    }

    private func environment(_ token: String? = Self.token) -> [String: String] {
        var environment = ["FIXTURE_GUARDING": "1"]
        environment["PIPELINE_SECRET_TOKEN"] = token
        return environment
    }

    /// The files of the project and of the tests' own records that have a part of a secret in them.
    private func filesWithSecrets() throws -> [String] {
        let found = try Outcome.of("/bin/grep", ["-rlaF", "canary", place.path])
        return found.output.split(separator: "\n").map(String.init).filter { $0 != passwordFile }
    }

    @Test func `A secret is in no record, no log, no message and no command line`() throws {
        let gate = try Gate(in: place)
        let run = try place.start(
            .fixture, ["run", "secretive", "--set", "gate=\(gate.path)"], environment: environment())
        _ = try gate.arrival()
        // The step has its secret, and has told it already.
        let lines = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int32($0) != nil }
            .compactMap { FileManager.default.contents(atPath: "/proc/\($0)/cmdline") }
            .map { String(decoding: $0, as: UTF8.self) }
        #expect(lines.contains { $0.contains(place.path) })
        // Their beginnings, which no form of writing them changes; another test has its own on a command line.
        for part in ["canary-7f3a", "canary-91c2"] { #expect(!lines.contains { $0.contains(part) }) }
        #expect(try filesWithSecrets() == [])
        gate.letThrough()
        let outcome = try run.outcome()
        #expect(outcome.code == 0, "\(outcome)")
        #expect(outcome.output.contains("tell  says  message ***\n"))
        #expect(outcome.complaints == "warning: tell: warning ***\n")
        for how in ["thrown", "returned", "crashing"] {
            #expect(try fixture("run", "secretive", "--json", "--set", "how=\(how)").code == 1)
        }
        for words in [
            ["runs", "show", "last", "--json"], ["runs", "list", "--json"], ["logs", "last"],
            ["why", "last", "tell", "--json"],
            ["graph", "secretive", "--format", "json"], ["plan", "secretive", "--json"],
            ["reproduce", "last", "--json"],
            ["list", "--json"], ["doctor", "--json"], ["metrics", "last", "--json"],
        ] {
            let outcome = try place.run(.fixture, words, environment: environment())
            #expect(!outcome.description.contains("canary"), "\(words)")
        }
        // The database with its log, the logs of the steps, what the programs printed, and a copy as backups make it.
        let copy = try Outcome.of(
            "/usr/bin/env",
            [
                "python3", "-c",
                "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', [sys.argv[2]])",
                "\(place.project)/registry/registry.sqlite", "\(place.path)/backup.sqlite",
            ])
        #expect(copy.code == 0 && place.exists("backup.sqlite"), "\(copy)")
        #expect(try filesWithSecrets() == [])
        let log = try place.fixture("logs", "last", "tell").output
        #expect(log.contains("revealed ***\nmessage ***\nwarning: warning ***\n"), "\(log)")
        #expect(log.contains("crashed with ***"), "\(log)")
    }

    @Test func `What a step shows of its secret is masked in its failure, and what it returns of it is refused`() throws
    {
        let thrown = try RunDocument(fixture("run", "secretive", "--json", "--set", "how=thrown"))
        #expect(try thrown.reason("tell") == "the server did not take '***'")
        let returned = try RunDocument(fixture("run", "secretive", "--json", "--set", "how=returned"))
        #expect(
            try returned.reason("tell")
                == "what it returns has a secret in it, and would be recorded; return nothing of a secret")
    }

    @Test func `A secret on the command line is refused, with where it belongs`() throws {
        let message = """
            error: `token` is a secret, and the command line is shown to everyone on this machine and kept in the shell's \
            history: set PIPELINE_SECRET_TOKEN, or write it to 'PLACE/project/registry/secrets/token' with the mode 600

            """
        for words in [
            ["run", "secretive", "--set", "token=canary-on-the-line"],
            ["plan", "secretive", "--sweep", "token=canary-on-the-line"],
            ["schedule", "add", "secretive", "--cron", "@daily", "--print", "--set", "token=canary-on-the-line"],
        ] {
            let outcome = try place.run(.fixture, words, environment: environment())
            #expect(outcome.code == 2)
            #expect(outcome.complaints.plain(in: place) == message)
        }
        #expect(try filesWithSecrets() == [])
    }

    @Test func `A secret that others can read, that is too short or that is nowhere keeps the run from starting`()
        throws
    {
        try write(password: Self.password, mode: 0o644)
        let open = try fixture("run", "secretive", token: nil)
        #expect(open.code == 2)
        #expect(
            open.complaints.plain(in: place) == """
                error: the secret `password`: 'PLACE/project/registry/secrets/password' is open to others than its owner (mode \
                644); close it with: chmod 600 'PLACE/project/registry/secrets/password'
                       the secret `token` is nowhere: set PIPELINE_SECRET_TOKEN, or write it to \
                'PLACE/project/registry/secrets/token' with the mode 600

                """)
        let doctor = try fixture("doctor")
        #expect(doctor.code == 1)
        #expect(doctor.output.contains("problem  secret password"))
        try write(password: Self.password)
        #expect(
            try fixture("run", "secretive", token: "short").complaints == """
                error: the secret `token` is shorter than 8 bytes: it could be guessed, and not be told from other text in a log; \
                use a longer one

                """)
        #expect(try place.fixture("runs", "list", "--json").json() as? [String] == [])
    }

    @Test func `Another secret runs its steps again, and says so; one that does not count runs nothing`() throws {
        #expect(try fixture("run", "secretive").code == 0)
        #expect(try RunDocument(fixture("run", "secretive", "--json")).steps("cached") == ["tell", "call"])
        try write(password: "another-password-of-the-next-month")
        #expect(try RunDocument(fixture("run", "secretive", "--json")).steps("cached") == ["tell", "call"])
        let changed = try RunDocument(fixture("run", "secretive", "--json", token: Self.other))
        #expect(changed.steps("succeeded") == ["tell", "call"])
        #expect(try changed.reason("call") == "`token` (a secret) changed")
        let why = try fixture("why", "last", "tell").output.plain(in: place)
        #expect(why.hasPrefix("tell succeeded in run RUN\n  because `token` (a secret) changed\n"))
        // Only the project's own key tells one secret from another.
        let key = try FileManager.default.attributesOfItem(atPath: "\(place.project)/registry/secret.key")
        #expect(key[.posixPermissions] as? Int == 0o600)
        try place.remove("project/registry/secret.key")
        let other = try RunDocument(fixture("run", "secretive", "--json", token: Self.other))
        #expect(other.steps("succeeded") == ["tell", "call"])
    }
}

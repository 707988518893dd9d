import Foundation
import ProgramTesting
import Testing

/// Promotion, rollback and what is kept of them, with real runs.
struct PromotionTests {
    let place: Workplace

    /// `words:1` with an error of 10, made by 10 epochs.
    init() throws {
        place = try Workplace()
        _ = try place.run(.fixture, ["run", "contest", "--quiet", "--set", "promote="])
    }

    private func models(_ words: String...) throws -> String {
        let outcome = try place.run(.fixture, ["models"] + words)
        return outcome.output.plain(in: place) + outcome.complaints.plain(in: place)
    }

    /// Trains with so many epochs and promotes the model: the error is 100 divided by them.
    private func run(epochs: Int, _ settings: String...) throws -> Outcome {
        let sets = (["epochs=\(epochs)"] + settings).flatMap { ["--set", $0] }
        return try place.run(.fixture, ["run", "contest"] + sets)
    }

    private func damage(_ model: String, isRemoved: Bool) throws {
        let document = try place.fixture("models", "show", model, "--json").json() as? [String: Any]
        let path = try #require(document?["path"] as? String)
        chmod(path, 0o644)
        guard !isRemoved else { return try FileManager.default.removeItem(atPath: path) }
        try Data("rubbish".utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test func `A run promotes what passes the gates, and warns of what does not`() throws {
        _ = try models(
            "policy", "words", "--gate", "metric error <= 10", "--gate",
            "not worse than champion in error on the same test set")
        let first = try run(epochs: 20)
        #expect(first.output.hasSuffix("words:2; see it with: pipeline models show words:2\nwords:2 is now champion\n"))
        let worse = try run(epochs: 16)
        #expect(worse.code == 0)
        #expect(
            worse.complaints
                == "warning: register: words:3 can't become champion: "
                + "gate 'not worse than champion in error on the same test set' failed: "
                + "error is 6.25, that of champion, which is words:2, is 5\n")
        #expect(!worse.output.contains("is now champion"))
        let document = try place.fixture("run", "contest", "--json", "--set", "epochs=25").json() as? [String: Any]
        let promotions = try #require(document?["promotions"] as? [[String: Any]])
        #expect(promotions.map { $0["alias"] as? String } == ["champion"])
        #expect(promotions.map { $0["version"] as? Int } == [4])
        #expect(promotions.map { $0["previous"] as? Int } == [2])
    }

    @Test func `After a rollback neither a cached nor a repeated registration promotes again`() throws {
        _ = try run(epochs: 10)
        _ = try run(epochs: 20)
        #expect(
            try models("rollback", "words", "champion", "-m", "fails at night")
                == "words:1 is champion again; before it was words:2\n")
        let cached = try run(epochs: 20)
        #expect(cached.output.contains("6 of 6 steps cached"))
        #expect(!cached.output.contains("is now champion"))
        let repeated = try run(epochs: 20, "salt=x")
        #expect(
            repeated.complaints
                == "warning: register: words:2 was champion before and is not any more, so a run does not make it champion "
                + "again; where it should be: pipeline models alias set words champion 2\n")
        #expect(try models("list").contains("champion → 1\n"))
    }

    @Test func `A rollback brings the previous model back byte for byte`() throws {
        _ = try run(epochs: 10)
        #expect(
            try models("export", "words@champion", "before").hasPrefix("exported words:1 to PLACE/project/before\n"))
        _ = try run(epochs: 20)
        _ = try models("export", "words@champion", "between")
        _ = try models("rollback", "words", "champion")
        _ = try models("export", "words@champion", "after")
        #expect(try place.read("project/before/model") == place.read("project/after/model"))
        #expect(try place.read("project/before/model") != place.read("project/between/model"))
        #expect(
            try models("rollback", "words", "champion")
                == "error: words@champion has nothing to go back to: it was at 1 only\n")
    }

    @Test(arguments: ["damaged", "missing"])
    func `A model whose file is damaged or gone is neither promoted nor rolled back to`(condition: String) throws {
        _ = try run(epochs: 10)
        _ = try run(epochs: 20)
        try damage("words:1", isRemoved: condition == "missing")
        let refusal = "its artifact SHORT is \(condition); make it anew with: pipeline reproduce RUN --run"
        let promotion = try place.fixture("models", "alias", "set", "words", "best", "1", "--force", "-m", "now")
        #expect(promotion.code == 1)
        #expect(promotion.complaints.plain(in: place) == "error: words:1 can't become best: \(refusal)\n")
        #expect(
            try models("rollback", "words", "champion")
                == "error: words@champion can't go back to words:1: \(refusal); there is no older one\n")
        #expect(try models("list").contains("champion → 2\n"))
    }

    @Test func `Of two processes that move an alias at once one wins, and the history has both`() throws {
        _ = try run(epochs: 20, "promote=")
        let programs = try ["1", "2"].map {
            try place.start(.fixture, ["models", "alias", "set", "words", "champion", $0, "--expect", "none"])
        }
        let outcomes = try programs.map { try $0.outcome() }
        #expect(outcomes.map(\.code).sorted { ($0 ?? -1) < ($1 ?? -1) } == [0, 1])
        let loser = try #require(outcomes.first { $0.code == 1 })
        #expect(
            loser.complaints.plain(in: place).replacing(/[12]/, with: "N")
                == "error: words@champion is at N, and was expected not to exist: tester set it to N on DATE UTC; "
                + "look again, and repeat with --expect N where it still should move\n")
        let history = try place.fixture("models", "history", "words", "--alias", "champion", "--json").json()
        let events = try #require(history as? [[String: Any]])
        // The one that was refused may have been the first to look at the clock.
        #expect(events.count { $0["refusal"] is String } == 1)
        #expect(Set(events.compactMap { $0["to"] as? Int }) == [1, 2])
    }

    @Test func `The gates are set, shown, asked and cleared`() throws {
        #expect(
            try models("policy", "words", "--gate", "metric error<=9", "--gate", "approved by a person", "-m", "strict")
                == """
                alias     gate
                champion  metric error <= 9
                champion  approved by a person

                """)
        let refused = try place.fixture("models", "alias", "set", "words", "champion", "1")
        #expect(refused.code == 1)
        #expect(
            refused.complaints
                == "error: words:1 can't become champion: gate 'metric error <= 9' failed: error is 10; "
                + "gate 'approved by a person' failed: it is pending: pipeline models approve words:1\n")
        #expect(
            try models("alias", "set", "words", "champion", "1", "--force")
                == "error: --force passes the gates by, so say why: --reason TEXT\n")
        #expect(
            try models("alias", "set", "words", "champion", "1", "--force", "-m", "a demo")
                == "words:1 is pending @champion\n")
        #expect(
            try models("history", "words", "--alias", "champion").narrow == """
                time  what  who  why
                DATE  @champion: set to 1  tester  a demo
                DATE  @champion: set to 1 refused  tester  words:1 can't become champion: gate 'metric error <= 9' failed: \
                error is 10; gate 'approved by a person' failed: it is pending: pipeline models approve words:1
                DATE  policy champion: metric error <= 9; approved by a person  tester  strict

                """)
        #expect(try models("policy", "words", "--clear").hasPrefix("words has no gates: "))
    }

    @Test func `A gate with a mistake is refused with a mark under it, and what may be mistyped is asked`() throws {
        #expect(
            try models("policy", "words", "--gate", "metric error => 3") == """
                error: option '--gate': '=>' is no comparison: use >=, >, <=, <, == or !=; did you mean '>='?
                  metric error => 3
                               ^
                see 'pipeline models policy --help'

                """)
        #expect(
            try models("policy", "word", "--gate", "metric error >= 3")
                .hasSuffix("warning: there is no model group 'word' yet; did you mean 'words'?\n"))
        #expect(
            try models("policy", "words", "--gate", "metric eror >= 3")
                .hasSuffix("warning: words:1 has no metric 'eror'; did you mean 'error'?\n"))
    }

    @Test func `What was champion at a time is shown`() throws {
        _ = try run(epochs: 10)
        _ = try run(epochs: 20)
        try place.changeRegistry("UPDATE alias_change SET time = 1793491200 WHERE to_version = 1")
        try place.changeRegistry("UPDATE alias_change SET time = 1793577600 WHERE to_version = 2")
        let shown = try place.fixture("models", "show", "words@champion", "--at", "2026-11-01T23:00-00:30").output
        #expect(
            shown.hasPrefix(
                """
                words@champion on 2026-11-01 23:30:00 UTC, since pipeline contest moved it on 2026-11-01 00:00:00 UTC:
                words:1 pending

                """))
        #expect(
            try place.fixture("models", "show", "words@champion", "--at", "2026-11-02").output.contains(
                "\nwords:2 pending"))
        let early = try place.fixture("models", "show", "words@champion", "--at", "2026-10-31")
        #expect(
            early.complaints
                == "error: words@champion did not exist on 2026-10-31 00:00:00 UTC: "
                + "pipeline contest first set it on 2026-11-01 00:00:00 UTC\n")
        #expect(early.code == 2)
        let wrong = try place.fixture("models", "show", "words", "--at", "2026-11-31")
        #expect(
            wrong.complaints == """
                error: option '--at': '2026-11-31' is no time: there is no day 31 in 2026-11; write 2026-11-01, \
                2026-11-01T14:30 (both in UTC) or 2026-11-01T14:30+01:00
                see 'pipeline models show --help'

                """)
        #expect(
            try models("show", "words:1", "--at", "2026-11-02")
                == "error: --at goes with GROUP or GROUP@ALIAS: 'words:1' is the same version at any time\n")
    }

    @Test func `Who decides is the user of the process where the environment names nobody`() throws {
        let name = String(cString: getpwuid(getuid()).pointee.pw_name)
        for (environment, who) in [(["USER": ""], name), (["USER": "", "LOGNAME": "night"], "night")] {
            let tag = ["models", "tag", "words", "by=\(who)"]
            #expect(try place.run(.fixture, tag, environment: environment).code == 0)
            let history = try place.fixture("models", "history", "words", "--json").json() as? [[String: Any]]
            #expect(history?.first?["who"] as? String == who)
            _ = try models("tag", "words", "--remove", "by")
        }
    }

    @Test func `A deleted version is out of sight until it is restored`() throws {
        _ = try run(epochs: 20)
        #expect(
            try models("delete", "words:2")
                == "error: words:2 is champion; move the alias first: pipeline models alias set words champion VERSION\n"
        )
        #expect(
            try models("delete", "words:1")
                == "deleted words:1; bring it back with: pipeline models restore words:1\n")
        #expect(
            try models("list", "words").narrow == """
                version  status  registered  metrics  aliases  tags
                words:2  pending  just now  error 5.000  champion

                """)
        #expect(try models("list", "words", "--all").contains("words:1  deleted"))
        #expect(try models("show", "words:1").hasPrefix("words:1 pending (deleted)\n"))
        #expect(
            try models("approve", "words:1")
                == "error: words:1 is deleted; bring it back with: pipeline models restore words:1\n")
        #expect(try models("restore", "words:1") == "restored words:1\n")
        #expect(try models("restore", "words:1") == "words:1 is not deleted\n")
        #expect(try models("tag", "words:1", "a=b", "c=d") == "words:1: a=b, c=d\n")
        #expect(try models("tag", "words:1", "--remove", "a") == "words:1: c=d\n")
        #expect(try models("show", "words:1").contains("\ntag c                 d\n"))
    }

    @Test func `A model that was deleted a month ago gives its space back`() throws {
        _ = try run(epochs: 20)
        _ = try models("delete", "words:1")
        let document = try place.fixture("models", "show", "words:1", "--json").json() as? [String: Any]
        let object = try #require(document?["path"] as? String)
        _ = try place.fixture("cache", "gc", "--keep-size", "1B")
        #expect(FileManager.default.fileExists(atPath: object))
        try place.changeRegistry("UPDATE model_version SET deleted = deleted - 31 * 86400 WHERE version = 1")
        // An object without a use is collected once it is an hour old; that of a result at once.
        _ = try run(epochs: 10, "promote=")
        _ = try place.fixture("cache", "gc", "--keep-size", "1B")
        #expect(!FileManager.default.fileExists(atPath: object))
        #expect(
            try models("restore", "words:1")
                == "error: words:1 can't be restored: its artifact is missing; "
                + "make it anew with: pipeline reproduce RUN --run\n"
        )
    }

    @Test func `Two versions are compared down to the step that was given something else`() throws {
        _ = try run(epochs: 20, "promote=")
        let text = try models("diff", "words:1", "words:2")
        #expect(
            text.narrow == """
                metric  words:1  words:2  difference
                error  10.00  5.000  -5.000

                parameter  words:1  words:2
                epochs  10  20

                step  what differs
                train  `epochs` 10 → 20
                evaluate  `train.model` SHORT → SHORT
                register  `evaluate.error` 10 → 5
                register  `train.model` SHORT → SHORT
                register  `evaluate.report` SHORT → SHORT

                """)
        #expect(
            try models("diff", "words:1", "words:1").hasSuffix("\nthe models are the same, byte for byte\n"))
        let document = try place.fixture("models", "diff", "words:1", "words:2", "--json").json() as? [String: Any]
        #expect((document?["causes"] as? [[String: Any]])?.first?["step"] as? String == "train")
    }

    @Test func `A lineage leads back to the dataset`() throws {
        let text = try models("lineage", "words:1").narrow
        #expect(text.contains("\ncommand  pipeline run contest --quiet --set promote=\n"))
        #expect(text.contains("\ndataset texts  SHORT  PLACE/project/data/texts\n"))
        #expect(text.contains("\nmetric error  10.00\n"))
        let steps = text.split(separator: "\n").suffix(6).map { $0.prefix { $0 != " " } }
        #expect(steps == ["split", "training_words", "train", "test_words", "evaluate", "register"])
        let document = try place.fixture("models", "lineage", "words:1", "--json").json() as? [String: Any]
        #expect((document?["datasets"] as? [[String: Any]])?.map { $0["parameter"] as? String } == ["texts"])
        #expect(document?["complete"] as? Bool == true)
    }
}

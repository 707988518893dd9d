import Foundation
import ProgramTesting
import Testing

/// The model registry on the command line.
struct ModelTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        _ = try place.runPipeline("words")
        _ = try place.runPipeline("words", "epochs=20")
    }

    private func models(_ words: String...) throws -> String {
        let outcome = try place.run(.fixture, ["models"] + words)
        return outcome.output.plain(in: place) + outcome.complaints.plain(in: place)
    }

    @Test func `Groups are listed with their latest version`() throws {
        #expect(
            try models("list") == """
                group  versions  latest   status   registered  aliases
                words         2  words:2  pending  just now

                """)
        let groups = try place.fixture("models", "--json").json() as? [[String: Any]]
        #expect(groups?.first?["group"] as? String == "words")
        #expect(groups?.first?["versions"] as? Int == 2)
        let latest = groups?.first?["latest"] as? [String: Any]
        #expect(latest?["version"] as? Int == 2)
        #expect(latest?["metrics"] as? [String: Double] == ["error": 5])
    }

    @Test func `A version is shown with where it comes from and how good it is`() throws {
        #expect(
            try models("show", "words:1") == """
                words:1 pending
                registered            DATE
                by run                RUN, step register
                made by               RUN, step train
                model                 PLACE/project/artifacts/objects/6a/49e24ab8097c9769e2a869b00e370ca05581ba2234be3987a9133f33dac3a0
                evaluation            PLACE/project/artifacts/objects/43/361fc545ff8d64a6fe8abe34a1a3856e8f53f96c791dcf1e4dfd203177fb25
                read train.model      SHORT
                read evaluate.report  SHORT
                error                 10.00

                other versions: 2

                """)
    }

    @Test func `A version is approved and rejected, with a history`() throws {
        #expect(try models("approve", "words:1", "--reason", "looked at it") == "words:1 is approved\n")
        #expect(try models("reject", "words", "-m", "not better") == "words:2 is rejected\n")
        #expect(
            try models("show", "words:1").contains("pending → approved by tester, just now: looked at it\n"))
        #expect(try models("show", "words:2").hasPrefix("words:2 rejected\n"))
    }

    @Test func `A version tells which aliases it had, and what its model was made from`() throws {
        _ = try models("alias", "set", "words", "champion", "1", "-m", "the first")
        _ = try models("alias", "set", "words", "champion", "2", "-m", "better")
        _ = try models("alias", "remove", "words", "champion")
        #expect(
            try models("show", "words:1").contains(
                """
                @champion: 1 → 2 by tester, just now: better
                @champion: set to 1 by tester, just now: the first

                """))
        #expect(try models("show", "words:2").contains("@champion: removed from 2 by tester, just now\n"))
        let document = try place.fixture("models", "show", "words:1", "--json").json() as? [String: Any]
        let history = try #require(document?["alias_history"] as? [[String: Any]])
        #expect(history.map { $0["from"] as? Int } == [1, nil])
        #expect(history.map { $0["to"] as? Int } == [2, 1])
        #expect(history.map { $0["why"] as? String } == ["better", "the first"])
        #expect(history.map { $0["who"] as? String } == ["tester", "tester"])
        let inputs = document?["inputs"] as? [[String: Any]]
        #expect(inputs?.map { $0["name"] as? String } == ["model", "report"])
        #expect(inputs?.map { $0["label"] as? String } == ["train.model", "evaluate.report"])
        #expect(try models("show", "words:1").contains("\nread train.model "))
        #expect(inputs?.first?["digest"] as? String == document?["model"] as? String)
        let maker = document?["made_by"] as? [String: Any]
        #expect(maker?["step"] as? String == "train")
        #expect((maker?["inputs"] as? [[String: Any]])?.map { $0["name"] as? String } == ["words"])
    }

    @Test func `An alias is set, moved and removed`() throws {
        #expect(try models("alias", "set", "words", "champion", "1") == "words:1 is pending @champion\n")
        #expect(try models("show", "words@champion").hasPrefix("words:1 pending @champion\n"))
        #expect(
            try models("alias", "set", "words", "champion", "2", "-m", "better") == "words:2 is pending @champion\n")
        #expect(try models("list").contains("champion → 2\n"))
        #expect(
            try models("show", "words@champoin") == "error: 'words' has no alias 'champoin'; did you mean 'champion'?\n"
        )
        #expect(try models("alias", "remove", "words", "champion") == "removed the alias champion of words\n")
        #expect(try models("list").contains("champion") == false)
    }
}

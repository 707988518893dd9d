import Foundation
import ProgramTesting
import Testing

/// Two runs side by side.
struct CompareTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `A folder that changed is told by its files`() throws {
        let first = try place.runPipeline("words")
        try place.write("red red\n", to: "project/data/texts/training/two.txt")
        try place.write("new\n", to: "project/data/texts/training/three.txt")
        _ = try place.runPipeline("words")
        let compared = try place.fixture("runs", "compare", first.run, "last").output.plain(in: place).narrow
        #expect(
            compared.contains(
                """

                files of texts
                  training/two.txt
                  training/three.txt

                output  RUN  RUN
                """))
        let document = try place.fixture("runs", "compare", first.run, "last", "--json").json() as? [String: Any]
        let parameters = document?["parameters"] as? [[String: Any]]
        #expect(parameters?.map { $0["files"] as? [String] } == [["training/two.txt", "training/three.txt"]])
        let outputs = document?["outputs"] as? [[String: Any]]
        let same = outputs?.filter { $0["same"] as? Bool == true }.compactMap { $0["name"] as? String }
        #expect(same == ["evaluate.error", "evaluate.report", "split.test", "test_words.counts"])
    }

    @Test func `A step's code and the surroundings are compared`() throws {
        let first = try place.runPipeline("words", environment: ["OMP_NUM_THREADS": "2"])
        _ = try place.runPipeline("words", environment: ["OMP_NUM_THREADS": "3"])
        try place.changeCode(of: "train", in: first.run)
        #expect(
            try place.fixture("runs", "compare", first.run, "last").output.plain(in: place).narrow == """
                code and declaration
                  train: code of `Learn` changed

                made with  RUN  RUN
                environment.OMP_NUM_THREADS  2  3

                """)
    }

    @Test func `Runs of different pipelines are compared by what has the same name`() throws {
        _ = try place.runPipeline("words")
        let words = try place.runPipeline("words", "epochs=20").run
        _ = try place.fixture("run", "squares", "--set", "journal=elsewhere")
        #expect(
            try place.fixture("runs", "compare", words, "last").output.plain(in: place).narrow == """
                the runs are of different pipelines, words and squares: only what has the same name in both is compared

                parameter  RUN  RUN
                journal  PLACE/journal  elsewhere

                """)
    }

    @Test func `A step that failed is told, as is a value that only one run has`() throws {
        let good = try place.runPipeline("words")
        let bad = try place.runPipeline("words", "max_error=1")
        #expect(
            try place.fixture("runs", "compare", good.run, bad.run).output.plain(in: place).narrow == """
                parameter  RUN  RUN
                max_error  12  1

                ended  RUN  RUN
                run  succeeded  failed
                register  succeeded  skipped
                reject  skipped  failed

                """)
    }
}

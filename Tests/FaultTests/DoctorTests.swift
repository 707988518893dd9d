import Foundation
import ProgramTesting
import Testing

/// What `doctor` finds, says to do, and puts right.
struct DoctorTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func object(_ digest: String) -> String {
        "\(place.project)/artifacts/objects/\(digest.prefix(2))/\(digest.dropFirst(2))"
    }

    private func model() throws -> String {
        let document = try place.fixture("models", "show", "words", "--json").json() as? [String: Any]
        return try #require(document?["model"] as? String)
    }

    @Test func `A run that was killed is told with what it left, and a repair puts that right`() throws {
        let gate = try Gate(in: place)
        let run = try place.start(.fixture, ["run", "gates", "--quiet", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        #expect(!(try place.fixture("doctor")).output.contains("note  leftovers"))
        run.send(SIGKILL)
        #expect(try run.outcome().code == nil)
        // No process has such a number.
        try place.write("", to: "project/registry/secret.key.2147483647.1.part")
        // This is a copy that somebody made.
        try place.write("mine", to: "project/registry/registry.sqlite.20261121.1")
        let doctor = try place.fixture("doctor").output.plain(in: place).narrow
        #expect(
            doctor.contains(
                "note  run RUN  its process is gone; the next run marks it as lost, or at once: "
                    + "pipeline doctor --repair\n"), "\(doctor)")
        let repair = try place.fixture("doctor", "--repair")
        #expect(repair.code == 0)
        #expect(
            repair.output.plain(in: place).narrow.hasPrefix(
                """
                mended  run RUN  marked as lost: its process is gone
                mended  leftovers  removed 2 folders and files that killed commands left

                """), "\(repair)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/staging") == [])
        #expect(try place.read("project/registry/registry.sqlite.20261121.1") == "mine")
        let runs = try place.fixture("runs", "--json").json() as? [[String: Any]]
        #expect(runs?.map { $0["status"] as? String } == ["lost"])
    }

    @Test func `A damaged object is put aside, its evidence is kept, and its step runs again`() throws {
        _ = try place.runPipeline("words")
        let digest = try model()
        chmod(object(digest), 0o644)
        // The same size: only reading it tells.
        try Data("11\nblue 1\ngreen 3\nred 1\n".utf8).write(to: URL(fileURLWithPath: object(digest)))
        #expect(try place.fixture("doctor").code == 0)
        let doctor = try place.fixture("doctor", "--deep")
        #expect(doctor.code == 1)
        let short = digest.prefix(12)
        #expect(
            doctor.output.narrow.contains(
                "problem  objects  1 object (\(short)) is damaged; put aside what is damaged with: "
                    + "pipeline doctor --deep --repair\n"))
        let repair = try place.fixture("doctor", "--deep", "--repair")
        #expect(
            repair.output.narrow.hasPrefix(
                "mended  objects  the damaged object \(short) is in artifacts/quarantine, and its step will run again\n"
            ))
        let evidence = try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/quarantine")
        #expect(evidence.count == 1)
        let content = try place.read("project/artifacts/quarantine/\(try #require(evidence.first))")
        #expect(content == "11\nblue 1\ngreen 3\nred 1\n")
        // The model itself is missing until then.
        #expect(repair.output.narrow.contains("note  models  the object \(short) of words:1 is not in the store; "))
        let run = try place.runPipeline("words")
        #expect(run.steps("succeeded") == ["train"])
        #expect(try run.reason("train") == "the object \(short) of its output 'model' was damaged and is in quarantine")
        #expect(try place.fixture("doctor", "--deep").code == 0)
    }

    @Test(arguments: [["cache", "verify"], ["doctor", "--deep", "--repair"]])
    func `A damaged object that a run makes anew meanwhile is not put aside`(words: [String]) throws {
        _ = try place.runPipeline("words")
        let digest = try model()
        chmod(object(digest), 0o644)
        try Data("11\nblue 1\ngreen 3\nred 1\n".utf8).write(to: URL(fileURLWithPath: object(digest)))
        let gate = try Gate(in: place)
        let repair = try place.start(
            .fixture, words, environment: ["PIPELINE_SYNC_POINT": "wait damage-found 1 \(gate.path)"])
        _ = try gate.arrival()
        #expect(try place.runPipeline("words").steps("succeeded") == ["train"])
        gate.letThrough()
        let outcome = try repair.outcome()
        #expect(outcome.code == 0, "\(outcome)")
        #expect(!outcome.output.contains("mended"), "\(outcome)")
        // The run has put aside what it found.
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/quarantine").count == 1)
        #expect(try place.runPipeline("words").steps("cached").count == 6)
    }

    @Test func `An object that can't be read is as good as none`() throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        chmod(object(try model()), 0)
        // Root may read everything, unless it gives up the right to.
        let asOthers =
            geteuid() == 0
            ? [
                "/usr/bin/setpriv", "--inh-caps=-dac_override,-dac_read_search",
                "--bounding-set=-dac_override,-dac_read_search",
            ]
            : []
        let words = asOthers + [Program.fixture.path, "run", "words", "--json", "--set", "journal=\(place.journal)"]
        let run = try RunDocument(place.run(.shell, ["-c", "exec \"$@\"", "sh"] + words))
        #expect(run.steps("succeeded") == ["train"])
        #expect(run.warnings.count == 1)
        #expect(try place.takeJournal() == ["train"])
    }

    @Test func `A model in use that is missing is a problem, and other losses are not`() throws {
        _ = try place.runPipeline("words")
        try FileManager.default.removeItem(atPath: object(try model()))
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 0)
        #expect(doctor.output.narrow.contains("note  objects  1 object ("))
        #expect(doctor.output.contains(") is missing; the steps that made them run again when they are needed\n"))
        try place.changeRegistry("INSERT INTO alias VALUES ('words', 'champion', 1)")
        let used = try place.fixture("doctor")
        #expect(used.code == 1)
        #expect(used.output.narrow.contains("problem  models  the object "))
        #expect(
            used.output.contains(
                " of words:1 is not in the store; make it anew with 'pipeline reproduce RUN --run', of the run that "
                    + "'pipeline models show' tells, or restore a backup\n"))
    }

    @Test func `A registry that was lost is told, and takes no result for garbage`() throws {
        _ = try place.runPipeline("words")
        try place.remove("project/registry")
        let later = ["PIPELINE_TEST_CLOCK": "\(Date().timeIntervalSince1970 + 7200)"]
        let refused = try place.fixture("cache", "gc", environment: later)
        #expect(refused.code == 1)
        #expect(
            refused.complaints.plain(in: place) == """
                error: the registry knows nothing of 1 run in 'PLACE/project/artifacts/runs', so that results and models would be \
                taken for garbage; move 'PLACE/project/registry/registry.sqlite' away and restore a backup, or, where nothing \
                of them is needed, remove 'PLACE/project/artifacts/runs'

                """)
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 1)
        #expect(
            doctor.output.plain(in: place).narrow.contains(
                "problem  runs  the registry knows nothing of 1 run in 'PLACE/project/artifacts/runs': it was lost, or is "
                    + "another one; move 'PLACE/project/registry/registry.sqlite' away and restore a backup, or, where "
                    + "nothing of them is needed, remove 'PLACE/project/artifacts/runs'\n"))
        // Nothing is lost that is made again.
        try place.remove("project/artifacts/runs")
        #expect(try place.fixture("cache", "gc", environment: later).code == 0)
    }

    @Test func `A clock behind the registry's records, and narrow limits, are told`() throws {
        _ = try place.runPipeline("crowd")
        let limited = try place.run(.shell, ["-c", "ulimit -n 100; exec \"$0\" doctor", Program.fixture.path])
        #expect(
            limited.output.narrow.contains(
                "note  open files  at most 100, which is little for many steps at once; allow more with: "
                    + "ulimit -n 1024\n"))
        // The first second of the year 2100.
        try place.changeRegistry("UPDATE run SET ended = 4102444800")
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 1)
        #expect(
            doctor.output.plain(in: place).narrow.contains(
                "problem  clock  it says DATE UTC, and the registry has a record of DATE UTC; set the clock, or what is "
                    + "removed by its age goes too late\n"))
    }
}

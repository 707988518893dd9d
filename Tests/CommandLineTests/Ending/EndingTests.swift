import Foundation
import ProgramTesting
import Testing

/// Steps that do not end as they should.
struct EndingTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(arguments: [
        ("failure", "it was asked to fail"),
        ("exit", "it exited with code 3 and left no result"),
        ("signal", "it was killed by signal 9 (KILL)"),
        ("omission", "it ended well but did not write its output 'file' (outputs/made.txt)"),
        (
            "escape",
            "its output 'file' is 'PLACE/elsewhere', which is not in the folder for outputs; "
                + "ask the context for the place: context.output(\"file\")"
        ),
        (
            "tampering",
            "its input 'file' was changed in the store while it ran; inputs are only for reading, "
                + "so let the step copy what it changes"
        ),
    ])
    func `A step that fails says how, stops what needs it, and lets the rest finish`(how: String, message: String)
        throws
    {
        let run = try place.runPipeline("endings", "how=\(how)", "elsewhere=\(place.path)/elsewhere")
        #expect(run.states == ["before succeeded", "act failed", "after upstream_failed", "beside succeeded"])
        #expect(try run.reason("act").plain(in: place) == message)
        #expect(try run.reason("after") == "'act' failed")
        #expect(run.code == 1)
        #expect(try place.takeJournal().sorted() == ["act", "before", "beside"])
        #expect(try place.fixture("logs", "last", "act").output.hasPrefix("acting: \(how)\n"))
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/staging")
        #expect(files == [])
    }

    @Test func `A failed run tells where to look and what to do`() throws {
        let run = try place.fixture("run", "endings", "--set", "how=signal", "--jobs", "1")
        #expect(
            run.output.plain(in: place).narrow == """
                run RUN of endings
                  before  started  it has not run before
                  before  succeeded  in TIME
                  act  started  it has not run before
                  act  failed  it was killed by signal 9 (KILL)
                  after  not run  'act' failed
                  beside  started  it has not run before
                  beside  succeeded  in TIME

                step  status  time
                before  succeeded  TIME  it has not run before
                act  failed  TIME  it was killed by signal 9 (KILL)
                after  not run  'act' failed
                beside  succeeded  TIME  it has not run before

                failed in TIME
                see what it wrote with: pipeline logs RUN act
                mend the cause and run the same command again: what succeeded is kept

                """)
        #expect(run.complaints == "")
        #expect(run.code == 1)
    }

    @Test func `A step that writes what it does not return is warned about it`() throws {
        let run = try place.runPipeline("endings", "how=excess")
        #expect(run.status == "succeeded")
        #expect(run.warnings == ["act: it wrote what it does not return, which is dropped: extra.txt"])
        #expect(run.complaints == "warning: act: it wrote what it does not return, which is dropped: extra.txt\n")
    }

    @Test func `A step that takes longer than its timeout is ended`() throws {
        let run = try RunDocument(try place.fixture("run", "hanging", "--json"))
        #expect(run.states == ["hang failed"])
        #expect(try run.reason("hang") == "it took longer than its timeout of 0.1 s")
        #expect(run.steps.map(\.failure) == ["timeout"])
        #expect(run.code == 1)
    }

    @Test func `A step that gives no sign of life is ended, and tried again where timeouts are`() throws {
        let run = try RunDocument(try place.fixture("run", "silent", "--json"))
        #expect(run.states == ["hang failed"])
        let message = "it gave no sign of life for 0.1 s: it wrote nothing, and told no progress"
        #expect(try run.reason("hang") == message)
        #expect(run.steps.map(\.failure) == ["silent_timeout"])
        #expect(run.steps.map(\.attempts) == [2])
        #expect(run.code == 1)
        #expect(
            try place.fixture("why", "last", "hang").output.plain(in: place)
                == """
                hang failed in run RUN
                  because \(message)
                  attempt 1 failed: \(message)
                  attempt 2 failed: \(message)

                """.plain(in: place))
    }

    @Test func `A step is tried again, until it works or has no attempt left`() throws {
        let run = try place.fixture("run", "flaky", "--set", "journal=\(place.journal)")
        #expect(
            run.output.plain(in: place).narrow == """
                run RUN of flaky
                  try  started  it has not run before
                  try  attempt 1 failed  attempt 1 of 3; tries again in TIME
                  try  started  attempt 2
                  try  attempt 2 failed  attempt 2 of 3; tries again in TIME
                  try  started  attempt 3
                  try  succeeded  in TIME

                step  status  time
                try  succeeded  TIME  it has not run before

                succeeded in TIME

                """)
        #expect(try place.takeJournal().count == 3)
        let failed = try place.runPipeline("flaky", "needed=9")
        #expect(failed.states == ["try failed"])
        #expect(failed.steps.map(\.attempts) == [3])
        #expect(try failed.reason("try") == "attempt 3 of 9")
    }

    @Test func `With --fail-fast a failure ends the others too`() throws {
        let patient = try place.runPipeline("endings", "how=failure", options: ["--jobs", "1"])
        #expect(patient.states == ["before succeeded", "act failed", "after upstream_failed", "beside succeeded"])
        let hasty = try place.runPipeline(
            "endings", "how=failure", "elsewhere=changed", options: ["--jobs", "1", "--fail-fast", "--force", "beside"])
        #expect(hasty.states.first == "before cached")
        #expect(hasty.status == "failed")
        #expect(hasty.code == 1)
        #expect(!hasty.states.contains("after succeeded"))
    }

    @Test func `A step that failed runs again when its cause is mended, and only it and what needs it`() throws {
        let marker = "\(place.path)/marker"
        let failed = try place.runPipeline("squares", "stumble=\(marker)")
        #expect(
            failed.states == [
                "list succeeded", "square[0] succeeded", "square[1] failed", "square[2] succeeded",
                "sum upstream_failed",
            ])
        #expect(try place.takeJournal().sorted() == ["list", "square 1", "square 3"])
        try place.write("", to: "marker")
        let mended = try RunDocument(try place.fixture("run", "squares", "--failed", "--json"))
        #expect(
            mended.states == [
                "list cached", "square[0] cached", "square[1] succeeded", "square[2] cached", "sum succeeded",
            ])
        #expect(try place.takeJournal() == ["square 2", "sum"])
        let nothing = try place.fixture("run", "words", "--failed")
        #expect(nothing.complaints == "error: no run of 'words' has failed\n")
        #expect(nothing.code == 2)
    }

    @Test func `A plain run mends a failed one as well`() throws {
        let marker = "\(place.path)/marker"
        _ = try place.runPipeline("squares", "stumble=\(marker)")
        _ = try place.takeJournal()
        try place.write("", to: "marker")
        #expect(try place.runPipeline("squares", "stumble=\(marker)").steps("succeeded") == ["square[1]", "sum"])
        #expect(try place.takeJournal() == ["square 2", "sum"])
    }

    @Test(.disabled(if: Sanitizer.needsRoom, "the sanitizer keeps a file of its own on the disk"))
    func `A full disk fails the step that met it, and the work goes on once there is room`() throws {
        let small = "\(place.path)/small"
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
        guard try Outcome.of("/bin/mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", small]).code == 0 else {
            print("not tested: a small disk can't be mounted here")
            return
        }
        defer { _ = try? Outcome.of("/bin/umount", ["-l", small]) }
        let environment = ["PIPELINE_HOME": small]
        _ = try place.runPipeline("endings", environment: environment)
        let full = try place.runPipeline("endings", "how=flood", environment: environment)
        #expect(full.states == ["before cached", "act failed", "after upstream_failed", "beside cached"])
        // Either the step itself meets the end of the disk, or the registry when it writes down that it did.
        let reason = try full.reason("act").plain(in: place)
        #expect(
            reason
                == "cannot use 'PLACE/small/artifacts/staging/RUN-act-1-SHORT/outputs/made.txt': No space left on device; "
                + "make room and run the same command again" || reason.contains("registry.sqlite: the disk is full"))
        #expect(try Outcome.of("/bin/mount", ["-o", "remount,size=16m", small]).code == 0)
        let mended = try place.runPipeline("endings", "how=flood", environment: environment)
        #expect(mended.states == ["before cached", "act succeeded", "after succeeded", "beside cached"])
    }
}

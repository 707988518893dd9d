import Foundation
import ProgramTesting
import Testing

/// Runs that may take so long and no longer.
struct DeadlineTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private static let late = "the run's deadline of 500ms passed before it was done"

    @Test func `A run whose deadline passes is ended, has failed and says so`() throws {
        try place.notify(
            "{\"name\": \"file\", \"command\": [\"sh\", \"-c\", \"cat >> told\"], \"on\": [\"failure\"], "
                + "\"template\": \"{event} of {pipeline}: {status} at {step}: {error}\"}")
        let run = try place.fixture("run", "overlong", "--deadline", "500ms")
        #expect(
            run.output.plain(in: place).narrow == """
                run RUN of overlong
                  hang  started  it has not run before
                the deadline of 500ms has passed: waiting for running steps to end
                  hang  failed  \(Self.late)
                  after  not run  'hang' failed

                step  status  time
                hang  failed  TIME  \(Self.late)
                after  not run  'hang' failed

                failed in TIME
                run the same command again to go on: what succeeded is kept

                """)
        #expect(run.complaints == "")
        #expect(run.code == 124)
        #expect(try place.read("project/registry/told") == "failure of overlong: failed at hang: \(Self.late)\n")
    }

    @Test func `What is shown of the run afterwards says so too`() throws {
        let run = try RunDocument(place.fixture("run", "overlong", "--deadline", "500ms", "--json"))
        #expect(run.status == "failed")
        #expect(run.steps.map(\.failure) == ["deadline", nil])
        #expect(try run.reason("hang") == Self.late)
        #expect(run.code == 124)
        let show = try place.fixture("runs", "show", "last", "--json").json() as? [String: Any]
        let steps = try #require(show?["steps"] as? [[String: Any]])
        #expect(steps.map { $0["failure"] as? String } == ["deadline", nil])
        #expect(steps.first?["reason"] as? String == Self.late)
        #expect(try place.fixture("runs", "show", "last").output.contains(Self.late))
        #expect(try place.fixture("why", "last", "hang").output.contains("  because \(Self.late)\n"))
    }

    @Test(arguments: [
        ("0s", "'0s' has passed before the run begins: give a time such as 2h or 90m"),
        (
            "2 hours",
            "'2 hours' is not a duration: write numbers with w, d, h, m, s or ms, such as 30d, 12h or 1h30m"
        ),
        ("-1h", "'-1h' is not a duration: write numbers with w, d, h, m, s or ms, such as 30d, 12h or 1h30m"),
    ])
    func `A deadline is a time to come`(deadline: String, message: String) throws {
        let run = try place.fixture("run", "crowd", "--deadline=\(deadline)")
        #expect(run.complaints == "error: option '--deadline': \(message)\nsee 'pipeline run --help'\n")
        #expect(run.code == 2)
    }

    @Test func `A run that ends before its deadline does not wait for it, and shares its cache with others`() throws {
        let run = try RunDocument(place.fixture("run", "crowd", "--deadline", "1h", "--json"))
        #expect(run.status == "succeeded")
        #expect(run.code == 0)
        let again = try RunDocument(place.fixture("run", "crowd", "--json"))
        #expect(again.steps("cached").count == again.steps.count)
    }

    @Test func `A schedule keeps the deadline of its runs, and ends them at it`() throws {
        let crontab = try Crontab(in: place)
        let added = try crontab.schedule(
            "add", "overlong", "--cron", "0 2 * * *", "--timezone", "UTC", "--name", "nightly", "--deadline", "500ms",
            at: Night.evening)
        #expect(
            added.output.hasPrefix("schedule nightly runs overlong --deadline 500ms at 0 2 * * * in UTC\n"), "\(added)")
        let tick = try crontab.schedule("tick", "nightly", at: Night.two() + 1)
        #expect(tick.output == "")
        #expect(tick.complaints == "")
        #expect(tick.code == 124)
        #expect(try crontab.results(of: "nightly") == ["2027-01-01T02:00:00Z started failed"])
        #expect(try place.read("project/artifacts/schedules/nightly.log").contains(Self.late))
    }

    @Test func `Each run of a sweep has the whole time, and one that fails for it ends no other`() throws {
        let sweep = try place.fixture(
            "run", "endings", "--deadline", "1ms", "--sweep", "how=well,failure", "--quiet")
        #expect(sweep.code == 124)
        let runs = try place.fixture("runs", "list", "--json").json() as? [[String: Any]]
        #expect(runs?.map { $0["status"] as? String } == ["failed", "failed"])
    }
}

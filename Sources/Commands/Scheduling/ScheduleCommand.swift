internal import Arguments

/// `pipeline schedule`: runs pipelines by the calendar.
struct ScheduleCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "schedule", summary: "Run pipelines by the calendar, through cron or systemd.",
            discussion: """
                The machine calls `pipeline schedule tick NAME` every minute, which starts a run once for each time that is \
                due: in the schedule's own time zone, whatever the clock was set to, and also where the machine slept \
                meanwhile.
                """,
            examples: [.init("pipeline schedule add road_sign --cron '0 2 * * *' --name nightly --if-changed")],
            subcommands: [
                ScheduleAddition(session: session).command,
                ScheduleListing(session: session).command,
                ScheduleHistory(session: session).command,
                ScheduleChanges(session: session).pause,
                ScheduleChanges(session: session).resume,
                ScheduleChanges(session: session).remove,
                RunBySchedule(session: session).command,
                ScheduleTick(session: session).command,
            ], defaultSubcommand: "list")
    }
}

import Testing
import Triggers

@Suite struct TimerUnitsTests {
    private let units = TimerUnits(
        MinutelyCall(
            name: "nightly", project: "/srv/signs", folder: "/srv/100% \"mine\"",
            environment: ["PATH": "/usr/bin:/bin", "PIPELINE_HOME": "/srv/$signs"],
            words: ["/opt/pipeline", "schedule", "tick", "nightly"]))

    @Test func `A timer calls every minute, and makes up for a time that the machine slept through`() {
        #expect(units.name == "pipeline-nightly-bca9ddda7ea8083a")
        #expect(
            units.timer == """
                [Unit]
                Description=pipeline schedule nightly of /srv/signs

                [Timer]
                OnCalendar=minutely
                AccuracySec=1s
                Persistent=true

                [Install]
                WantedBy=timers.target

                """)
    }

    @Test func `The service hands each call to a unit of its own, in words that systemd reads as they are`() {
        #expect(
            units.service == """
                [Unit]
                Description=pipeline schedule nightly of /srv/signs

                [Service]
                Type=oneshot
                ExecStart="/usr/bin/systemd-run" "--user" "--collect" "--quiet" \
                "--working-directory=/srv/100%% \\"mine\\"" "--setenv=PATH=/usr/bin:/bin" \
                "--setenv=PIPELINE_HOME=/srv/$$signs" "--" "/opt/pipeline" "schedule" "tick" "nightly"

                """)
    }
}

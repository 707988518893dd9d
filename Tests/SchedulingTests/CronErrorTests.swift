import Scheduling
import Testing

@Suite struct CronErrorTests {
    @Test(arguments: [
        (
            "61 2 * * *",
            """
            the minute 61 is not within 0 to 59
              61 2 * * *
              ^
            """
        ),
        (
            "0 24 * * *",
            """
            the hour 24 is not within 0 to 23
              0 24 * * *
                ^
            """
        ),
        (
            "0 2 1,32 * *",
            """
            the day of month 32 is not within 1 to 31
              0 2 1,32 * *
                    ^
            """
        ),
        (
            "0 2 0 * *",
            """
            the day of month 0 is not within 1 to 31
              0 2 0 * *
                  ^
            """
        ),
        (
            "0 2 * 1-13 *",
            """
            the month 13 is not within 1 to 12 or JAN to DEC
              0 2 * 1-13 *
                      ^
            """
        ),
        (
            "0 2 * * 8",
            """
            the day of week 8 is not within 0 to 7 or SUN to SAT
              0 2 * * 8
                      ^
            """
        ),
        (
            "0 99999999999999999999 * * *",
            """
            the number 99999999999999999999 is far too large
              0 99999999999999999999 * * *
                ^
            """
        ),
    ])
    func `A value out of its range is told with the range`(text: String, message: String) {
        expect(text, message)
    }

    @Test(arguments: [
        (
            "",
            """
            the cron expression is empty; it has five fields: minute, hour, day of month, month, day of week
              \("")
              ^
            """
        ),
        (
            "0 2 *",
            """
            there are 3 fields; a cron expression has five: minute, hour, day of month, month, day of week
              0 2 *
                   ^
            """
        ),
        (
            "daily",
            """
            there is 1 field; a cron expression has five: minute, hour, day of month, month, day of week
              daily
                   ^
            """
        ),
        (
            "0 0 2 * * *",
            """
            a sixth field; the five are minute, hour, day of month, month, day of week, without seconds, years or a \
            command
              0 0 2 * * *
                        ^
            """
        ),
        (
            "CRON_TZ=Europe/Berlin 0 2 * * *",
            """
            a setting such as CRON_TZ=… is no part of a cron expression; give the time zone beside it
              CRON_TZ=Europe/Berlin 0 2 * * *
                     ^
            """
        ),
        (
            "0 2 * * *\n* * * * *",
            """
            a line break does not belong into a cron expression
              0 2 * * * * * * * *
                       ^
            """
        ),
    ])
    func `What has not five fields is told the five`(text: String, message: String) {
        expect(text, message)
    }

    @Test(arguments: [
        (
            "0 2 L * *",
            """
            'L' (the last day) is not known to cron; choose a day that every month has, such as 28
              0 2 L * *
                  ^
            """
        ),
        (
            "0 2 * * 5L",
            """
            'L' (the last day) is not known to cron; choose a day that every month has, such as 28
              0 2 * * 5L
                       ^
            """
        ),
        (
            "0 2 LW * *",
            """
            'LW' (the last working day) is not known to cron; choose a day that every month has, such as 28
              0 2 LW * *
                  ^
            """
        ),
        (
            "0 2 15W * *",
            """
            'W' (the nearest working day) is not known to cron; restrict the day of week, such as MON-FRI
              0 2 15W * *
                    ^
            """
        ),
        (
            "0 2 * * MON#2",
            """
            '#' (the nth such day of a month) is not known to cron; restrict the day of month or the day of week
              0 2 * * MON#2
                         ^
            """
        ),
        (
            "0 2 ? * MON",
            """
            '?' is not known to cron; write '*'
              0 2 ? * MON
                  ^
            """
        ),
        (
            "H 2 * * *",
            """
            'H' (a time chosen by a hash) is not known to cron; choose a time, and spread the load with a jitter
              H 2 * * *
              ^
            """
        ),
        (
            "0~30 2 * * *",
            """
            '~' (a random time) is not known to cron; choose a time, and spread the load with a jitter
              0~30 2 * * *
               ^
            """
        ),
        (
            "@reboot",
            """
            '@reboot' is the start of the machine, which is no time by the calendar
              @reboot
              ^
            """
        ),
        (
            "  @every 5m",
            """
            '@every' is not known to cron; write a step, such as '*/15 * * * *' or '0 */2 * * *'
                @every 5m
                ^
            """
        ),
    ])
    func `What other schedulers add is refused with what to write instead`(text: String, message: String) {
        expect(text, message)
    }

    @Test(arguments: [
        (
            "@dayly",
            """
            '@dayly' is not one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually; did you mean \
            '@daily'?
              @dayly
              ^
            """
        ),
        (
            "@sometimes",
            """
            '@sometimes' is not one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually
              @sometimes
              ^
            """
        ),
        (
            "@daily road_sign",
            """
            nothing can follow '@daily', which is a whole expression
              @daily road_sign
                     ^
            """
        ),
        (
            "0 2 * * Monday",
            """
            'Monday' is no day of week; did you mean 'MON'?
              0 2 * * Monday
                      ^
            """
        ),
        (
            "0 2 * JNA *",
            """
            'JNA' is no month; did you mean 'JAN'?
              0 2 * JNA *
                    ^
            """
        ),
        (
            "0 2 * whenever *",
            """
            'whenever' is no month; write 1 to 12 or JAN to DEC
              0 2 * whenever *
                    ^
            """
        ),
        (
            "0 noon * * *",
            """
            'noon' is no hour; write 0 to 23
              0 noon * * *
                ^
            """
        ),
    ])
    func `A wrong name is told the closest`(text: String, message: String) {
        expect(text, message)
    }

    @Test(arguments: [
        (
            "*/0 * * * *",
            """
            a step of 0 leads nowhere; write 1 or more
              */0 * * * *
                ^
            """
        ),
        (
            "*/90 * * * *",
            """
            the step 90 is longer than its range, which has 60 values
              */90 * * * *
                ^
            """
        ),
        (
            "0 9-17/12 * * *",
            """
            the step 12 is longer than its range, which has 9 values
              0 9-17/12 * * *
                     ^
            """
        ),
        (
            "5/15 * * * *",
            """
            a step needs a range to go through, such as 5-59/15
              5/15 * * * *
               ^
            """
        ),
        (
            "*/ * * * *",
            """
            the step of the minute is missing
              */ * * * *
                ^
            """
        ),
        (
            "*/x * * * *",
            """
            'x' has no meaning here in the minute
              */x * * * *
                ^
            """
        ),
        (
            "0 22-2 * * *",
            """
            the range 22-2 runs backwards; write 22-23,0-2
              0 22-2 * * *
                ^
            """
        ),
        (
            "0 2 * NOV-JAN *",
            """
            the range 11-1 runs backwards; write 11-12,1
              0 2 * NOV-JAN *
                    ^
            """
        ),
        (
            "0 2 * * SAT-MON",
            """
            the range 6-1 runs backwards; write 6,0-1
              0 2 * * SAT-MON
                      ^
            """
        ),
        (
            "1,,2 * * * *",
            """
            a value is missing in the minute
              1,,2 * * * *
                ^
            """
        ),
        (
            "1, 2 * * *",
            """
            a value is missing in the minute
              1, 2 * * *
                ^
            """
        ),
        (
            "-5 * * * *",
            """
            a value is missing in the minute
              -5 * * * *
              ^
            """
        ),
        (
            "1-2-3 * * * *",
            """
            '-' has no meaning here in the minute
              1-2-3 * * * *
                 ^
            """
        ),
        (
            "*5 * * * *",
            """
            '5' has no meaning here in the minute
              *5 * * * *
               ^
            """
        ),
        (
            "0 2:30 * * *",
            """
            ':' has no meaning here in the hour
              0 2:30 * * *
                 ^
            """
        ),
        (
            "٣ * * * *",
            """
            '٣' has no meaning here in the minute
              ٣ * * * *
              ^
            """
        ),
    ])
    func `A slip in a list, a range or a step is shown where it is`(text: String, message: String) {
        expect(text, message)
    }

    @Test(arguments: [
        (
            "0 2 30 2 *",
            """
            never occurs: no chosen month has a day 30
              0 2 30 2 *
                  ^
            """
        ),
        (
            "0 2 31 APR,JUN,SEP-NOV/2 *",
            """
            never occurs: no chosen month has a day 31
              0 2 31 APR,JUN,SEP-NOV/2 *
                  ^
            """
        ),
        (
            "0 2 30-31 FEB */2",
            """
            never occurs: no chosen month has a day 30
              0 2 30-31 FEB */2
                  ^
            """
        ),
    ])
    func `A day that never comes is refused`(text: String, message: String) {
        expect(text, message)
    }

    @Test func `An error tells its parts`() {
        #expect(throws: CronError(text: "0\t61 * * *", position: 2, reason: "the hour 61 is not within 0 to 23")) {
            try CronExpression("0\t61 * * *")
        }
    }

    private func expect(_ text: String, _ message: String) {
        do throws(CronError) {
            let expression = try CronExpression(text)
            Issue.record("'\(expression)' was read")
        } catch {
            #expect(error.description == message)
            #expect(error.text == text)
        }
    }
}

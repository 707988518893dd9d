/// A program that stands in for one of the machine's own, as a script for `sh`.
public enum StandIn {
    /// A `crontab` that keeps its table in the file `table` beside it.
    ///
    /// The real one edits the table of whoever runs the tests, where a test that is killed would leave a line that fires
    /// every minute; it is used by the tests of the real cron alone.
    public static let crontab = """
        #!/bin/sh
        table="${0%/*}/table"
        case "$1" in
            -l) [ -e "$table" ] || { echo "no crontab for tester" >&2; exit 1; }; exec cat "$table" ;;
            -r) exec rm "$table" ;;
            *) exec cp "$1" "$table" ;;
        esac

        """
}

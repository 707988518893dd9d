import Foundation
import ProgramTesting
import Testing

/// What an edit of the code runs again, once the program is built anew.
struct CodeChangeTests {
    @Test func `Only an edit of what a step does runs it again, and only a new result wakes others`() throws {
        let program = try BuiltProgram(in: Workplace())
        #expect(try program.buildAndRun().states == ["shout succeeded", "frame succeeded", "count succeeded"])

        // Comments and formatting, in steps and helpers alike.
        try program.edit(
            "Helper.swift", "{ text.uppercased() + mark }", "{\n    // loudly\n    text.uppercased()\n        + mark\n}"
        )
        try program.edit("Steps.swift", "struct Frame", "\n/// Puts stars around a text.\nstruct Frame")
        #expect(try program.buildAndRun().states == ["shout cached", "frame cached", "count cached"])

        // Another way to the same result.
        try program.edit("Helper.swift", "text.uppercased()", "String(text.map { Character($0.uppercased()) })")
        let same = try program.buildAndRun()
        #expect(same.states == ["shout succeeded", "frame cached", "count cached"])
        #expect(try same.reason("shout") == "code of `Shout` changed: `loud(_:)`")

        // Another result, from a value that the helper uses.
        try program.edit("Helper.swift", "\"!\"", "\"!!\"")
        let louder = try program.buildAndRun()
        #expect(louder.states == ["shout succeeded", "frame succeeded", "count cached"])
        #expect(try louder.reason("shout") == "code of `Shout` changed: `mark`")
        #expect(try louder.reason("frame") == "`shout.text` \"HELLO!\" → \"HELLO!!\"")

        // The code of one step, then the way back: the older result is still there.
        try program.edit("Steps.swift", "length: text.count", "length: text.count + 1")
        let counted = try program.buildAndRun()
        #expect(counted.states == ["shout cached", "frame cached", "count succeeded"])
        let why = try program.run("why", "last", "count").output.plain(in: program.place)
        #expect(
            why == """
                count succeeded in run RUN
                  because code of `Count` changed: `Count`

                changed since run RUN:
                  code of `Count` changed: `Count`

                """)
        try program.edit("Steps.swift", "length: text.count + 1", "length: text.count")
        #expect(try program.buildAndRun().states == ["shout cached", "frame cached", "count cached"])
    }
}

import Foundation
import Imaging
import SignRenderer
import Testing

struct RenderSignsTests {
    @Test func `Options change what is rendered`() throws {
        let command = try RenderSigns([
            "out", "--seed", "5", "--tracks", "2", "--frames", "3", "--tests", "4", "--sheet", "a.png",
        ])
        #expect(command.output == "out")
        #expect(command.dataset.seed == 5)
        #expect(command.dataset.tracks == 2)
        #expect(command.dataset.frames == 3)
        #expect(command.dataset.tests == 4)
        #expect(command.sheet == "a.png")
    }

    @Test(arguments: [
        ([], "the folder OUTPUT is missing"),
        (["a", "b"], "unexpected argument 'b'"),
        (["a", "--size", "3"], "unknown option '--size'"),
        (["a", "--seed"], "--seed needs a value"),
        (["a", "--tracks", "0"], "--tracks is '0'; it takes a whole number from 1 to 99999"),
        (["a", "--frames", "x"], "--frames is 'x'; it takes a whole number from 1 to 99999"),
    ])
    func `A mistake in the arguments is named`(arguments: [String], message: String) {
        let failure = #expect(throws: RenderSigns.Failure.self) { try RenderSigns(arguments) }
        #expect(failure?.description == message)
    }

    @Test func `Files and the contact sheet are written`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let sheet = folder.appending(path: "sheet.png")
        try RenderSigns([
            folder.path, "--tracks", "1", "--frames", "1", "--tests", "0", "--sheet", sheet.path,
        ]).run()
        let picture = folder.appending(path: "GTSRB/Final_Training/Images/00042/00000_00000.ppm")
        #expect(try Image(file: picture.path).width > 15)
        let size = try ImageHeader(of: [UInt8](Data(contentsOf: sheet)))
        #expect(size.width == 2 * 48)
        #expect(size.height == 22 * 48)
    }

    @Test func `A folder that cannot be made is named`() throws {
        #expect {
            try RenderSigns(["/dev/null/signs"]).run()
        } throws: {
            "\($0)"
                == "cannot write /dev/null/signs/GTSRB/Final_Training/Images/00000/00000_00000.ppm: Not a directory"
        }
    }
}

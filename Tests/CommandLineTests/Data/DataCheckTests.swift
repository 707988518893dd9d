import Foundation
import ProgramTesting
import Testing

/// `data check`: what is told of a folder with images.
struct DataCheckTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// Writes a pixmap of 2 x 1 pixels, or what is left of it.
    private func write(_ samples: String, to name: String) throws {
        try place.write("P6 2 1 255\n" + samples, to: "project/signs/\(name)")
    }

    @Test func `Counts, balance and duplicates are told`() throws {
        try write("aaabbb", to: "stop/1.ppm")
        try write("aaaccc", to: "stop/2.ppm")
        try write("aaabbb", to: "yield/3.ppm")
        let outcome = try place.fixture("data", "check", "signs")
        #expect(outcome.complaints == "")
        #expect(outcome.code == 0)
        #expect(
            outcome.output == """
                layout   class_folders
                images   3 to train on
                classes  2
                tracks   3
                formats  3 PPM
                width    from 2 to 2 pixels, median 2
                height   from 1 to 1 pixels, median 1

                id  class  tracks  images
                 0  stop        2       2  ██████████████████████████████
                 1  yield       1       1  ███████████████···············

                broken: none

                same pixels: 1
                  stop/1.ppm = yield/3.ppm (of different classes)

                look alike: none

                """)
    }

    @Test func `Broken images are named, and the exit code is 1`() throws {
        try write("aaabbb", to: "stop/1.ppm")
        try write("aaab", to: "stop/2.ppm")
        let outcome = try place.fixture("data", "check", "signs", "--json")
        #expect(outcome.code == 1)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(
            document["broken"] as? [[String: String]] == [
                ["path": "stop/2.ppm", "reason": "truncated PPM image: 2 x 1 pixels need 6 bytes, there are 4"]
            ])
        #expect(document["training"] as? Int == 2)
        let text = try place.fixture("data", "check", "signs")
        #expect(text.code == 1)
        #expect(
            text.output.contains(
                "\nbroken: 1\n  stop/2.ppm: truncated PPM image: 2 x 1 pixels need 6 bytes, there are 4\n"))
    }

    @Test func `A mistake in the table is told with file and line`() throws {
        try place.write("path,label\na.png,\n", to: "project/signs/labels.csv")
        let outcome = try place.fixture("data", "check", "signs")
        #expect(outcome.code == 1)
        #expect(outcome.complaints == "error: labels.csv:2: the label is empty\n")
    }

    @Test func `A layout and a pattern that are none are mistakes of the command line`() throws {
        let layout = try place.fixture("data", "check", "signs", "--layout", "class_folder")
        #expect(layout.code == 2)
        #expect(layout.complaints.contains("'class_folder' is not "))
        #expect(layout.complaints.contains("did you mean 'class_folders'?"))
        let pattern = try place.fixture("data", "check", "signs", "--pattern", "*.png")
        #expect(pattern.code == 2)
        #expect(
            pattern.complaints
                == "error: the pattern '*.png' is wrong at character 6: it names no label in braces; write such as "
                + "'*_{fingers}{hand}.png'\n")
    }
}

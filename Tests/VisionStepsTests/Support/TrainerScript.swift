import Foundation
import PipelineTesting

/// A script in the place of the trainer, so that steps can be tested where libtorch isn't.
///
/// The script finds the command in `$1`, the file of the job in `$2`, and its output in `$output`.
struct TrainerScript {
    let path: String

    init(_ body: String, in folder: TemporaryFolder) throws {
        let text = try folder.write(
            """
            #!/bin/sh
            output=$(sed -n 's/.*"output" *: *"\\([^"]*\\)".*/\\1/p' "$2")
            \(body)
            """, to: "trainer.txt")
        path = "\(folder.path)/trainer.sh"
        // By another process: what another test starts at this moment would hold a file open that is written here, and the
        // system would not execute it.
        let copy = Process()
        copy.executableURL = URL(filePath: "/usr/bin/install")
        copy.arguments = ["-m", "755", text, path]
        try copy.run()
        copy.waitUntilExit()
    }
}

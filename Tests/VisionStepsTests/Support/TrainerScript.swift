import Foundation
import PipelineTesting

/// A script in the place of the trainer, so that steps can be tested where libtorch isn't.
///
/// The script finds the command in `$1`, the file of the job in `$2`, and its output in `$output`.
struct TrainerScript {
    let path: String

    init(_ body: String, in folder: TemporaryFolder) throws {
        path = try folder.write(
            """
            #!/bin/sh
            output=$(sed -n 's/.*"output" *: *"\\([^"]*\\)".*/\\1/p' "$2")
            \(body)
            """, to: "trainer.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
}

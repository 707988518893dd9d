/// The program that trains and classifies with libtorch, as others start it.
public enum Trainer {
    /// The program's name: it is beside the program that starts it, or on the PATH.
    public static let program = "pipeline-trainer"

    /// What to do where the program is missing, as a clause.
    public static let help = "it needs libtorch, which `bin/pipeline --yes doctor` installs"

    /// The variable that has the digest of the sources that the program must have been built from, where that is known.
    ///
    /// What a step makes is kept under this digest, and a build may put another program in the place of the one that was there
    /// when the step was prepared.
    public static let sourcesVariable = "PIPELINE_TRAINER_SOURCES"

    /// What libtorch needs to be found and to know its processors, and nothing else.
    ///
    /// - Parameters:
    ///   - threads: The number of threads that compute.
    ///   - temporaryFolder: Where the program may leave what it needs for a moment.
    ///   - variable: The value of a variable where the program is started; nil where it is not set.
    /// - Returns: The whole environment of the program.
    public static func environment(
        threads: Int, temporaryFolder: String, variable: (String) -> String?
    ) -> [String: String] {
        var environment = [
            // Threads that spin while they wait make training several times slower as soon as anything else runs.
            "OMP_WAIT_POLICY": "passive", "OMP_NUM_THREADS": "\(threads)", "LANG": "C.UTF-8",
            "TMPDIR": temporaryFolder,
            // Without it older versions of libtorch warn at each product of matrices that CUDA's is not deterministic.
            "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
        ]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES"] { environment[name] = variable(name) }
        return environment
    }

    /// Reads what the program complained of.
    ///
    /// - Parameter log: What it wrote to standard error.
    /// - Returns: The error that it ended with and what follows, without empty lines; everything where it told none.
    public static func complaint(in log: String) -> String {
        let lines = log.split(separator: "\n")
        // Libraries may have warned of something before.
        guard let start = lines.lastIndex(where: { $0.hasPrefix("error: ") }) else {
            return lines.joined(separator: "\n")
        }
        return String(lines[start...].joined(separator: "\n").dropFirst(7))
    }
}

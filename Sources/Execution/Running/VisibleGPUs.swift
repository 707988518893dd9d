/// The graphics processors that a process may use, as CUDA finds them out.
///
/// See <https://docs.nvidia.com/cuda/cuda-c-programming-guide/#cuda-environment-variables>.
public enum VisibleGPUs {
    /// Reads the value of `CUDA_VISIBLE_DEVICES`.
    /// - Parameters:
    ///   - list: Numbers or names with commas between them, of which the first that is none, or is there twice, hides all that
    ///     follow; `nil` where the variable is not set, and hides none.
    ///   - count: How many graphics processors there are.
    /// - Returns: What those are called that are left, in the order of the list.
    public static func names(_ list: String?, of count: Int) -> [String] {
        guard let list else { return (0..<count).map { "\($0)" } }
        guard count > 0 else { return [] }
        var names: [String] = []
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            let name = part.filter { !$0.isWhitespace }
            let isOne = Int(name).map { (0..<count).contains($0) } ?? (name.hasPrefix("GPU-") || name.hasPrefix("MIG-"))
            guard isOne, !names.contains(name) else { break }
            names.append(name)
        }
        return names
    }
}

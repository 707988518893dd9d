internal import ContentHash
internal import Database
internal import Execution

extension Connection {
    /// What the step that made an evaluation read besides models; `nil` where no such step is known, or it read nothing.
    ///
    /// A champion that the model was compared with is no part of what it was tested on.
    mutating func testSet(model: Digest, evaluation: Digest?) throws -> Set<Digest>? {
        guard let evaluation else { return nil }
        let makers = try results(
            "WHERE result.id IN (SELECT result FROM result_artifact WHERE digest = ?) ORDER BY result.id", [evaluation])
        // Two models may be judged alike, to the byte: the step that judged this one has read or made it.
        let maker = makers.last { maker in (maker.inputs + maker.artifacts).contains { $0.digest == model } }
        var read = Set(maker?.inputs.map(\.digest) ?? []).subtracting([model])
        for digest in read {
            let versions: [Int] = try query("SELECT version FROM model_version WHERE model = ? LIMIT 1", digest) {
                try $0[0]
            }
            if !versions.isEmpty { read.remove(digest) }
        }
        return read.isEmpty ? nil : read
    }
}

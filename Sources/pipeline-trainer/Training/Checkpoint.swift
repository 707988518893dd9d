import TrainingJob

/// What is known after an epoch beside the state of the network, kept as `checkpoint.json` in the epoch's folder.
struct Checkpoint: JSONFile {
    static let fileName = "checkpoint.json"
    /// The state of the network, as libtorch writes it.
    static let stateFileName = "state.pt"
    /// The weights that a model gets; they are there where the epoch was the best so far.
    static let weightsFileName = ModelDescription.weightsFileName
    static let currentFormat = 1

    var format = Self.currentFormat
    /// Which training it belongs to.
    var work: TrainingWork
    /// The epoch, from 1, whose weights are the best so far.
    var bestEpoch: Int
    /// What was told of each epoch so far.
    var reports: [EpochReport]
    /// What the other files of the folder should contain, by name.
    var contents: [String: Fingerprint]
}

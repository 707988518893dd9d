/// The numbers that a network is trained with; weights are kept, and predictions made, with 32 bits in any case.
public enum Precision: String, Codable, CaseIterable, Sendable {
    /// `bfloat16` on a CUDA device, `float32` on a CPU.
    case auto
    /// 32 bits.
    case float32
    /// 16 bits, with the range of 32, for convolutions and products; the rest stays at 32. Only on a CUDA device.
    ///
    /// On a CPU it is no help: with AVX-512 BF16 a `small_cnn` took longer than with 32 bits, and where a machine
    /// offers AMX but its kernel does not let programs use it, libtorch crashes.
    case bfloat16
}

/// An image's turn in an epoch.
struct Draw: Hashable, Sendable {
    /// The position of the image among all.
    let image: Int
    /// How often the image had its turn in this epoch before; each time it is changed in another way.
    let turn: Int
}

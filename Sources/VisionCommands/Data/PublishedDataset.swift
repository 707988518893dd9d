/// A data set that somebody publishes as archives.
struct PublishedDataset: Sendable {
    /// An archive of a data set.
    struct Archive: Sendable {
        let file: String
        /// The MD5 of the file in hexadecimal digits, where its users have published one.
        let md5: String?
    }

    /// The word by which it is asked for, and its folder below `data/`.
    let name: String
    /// The address that the archives' names are appended to.
    let base: String
    let archives: [Archive]

    static let all = [
        // The digests are those that torchvision checks. It takes the images to train on from another archive, of which it
        // has one alone: for the official one no digest is published.
        PublishedDataset(
            name: "gtsrb", base: "https://sid.erda.dk/public/archives/daaeac0d7ce1152aea9b61d9f1e19370/",
            archives: [
                Archive(file: "GTSRB_Final_Training_Images.zip", md5: nil),
                Archive(file: "GTSRB_Final_Test_Images.zip", md5: "c7e4e6327067d32654124b0fe9e82185"),
                Archive(file: "GTSRB_Final_Test_GT.zip", md5: "fe31e9c9270bbcd7b84b7f21a9d9d9e5"),
            ])
    ]
}

import Glibc

/// A null-terminated array of C strings, as `execve` takes it, for as long as it lives.
struct CStrings: ~Copyable {
    private let storage: UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>

    init(_ texts: [String]) {
        storage = .allocate(capacity: texts.count + 1)
        _ = storage.initialize(from: texts.map { strdup($0) } + [nil])
    }

    deinit {
        for text in storage { free(text) }
        storage.deallocate()
    }

    /// The first element's address.
    ///
    /// `storage` is never empty, as it ends with a null.
    var pointer: UnsafePointer<UnsafeMutablePointer<CChar>?>? { UnsafePointer(storage.baseAddress) }
}

internal import Glibc

extension Session {
    /// Who is at the keyboard, as far as the machine knows: `USER`, else `LOGNAME`, else the name of the process's user.
    ///
    /// Under cron and in containers the environment often names nobody.
    var user: String {
        for variable in ["USER", "LOGNAME"] {
            if let name = environment[variable], !name.isEmpty { return name }
        }
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        let name = withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            let bytes = buffer.bindMemory(to: CChar.self)
            guard let start = bytes.baseAddress, getpwuid_r(getuid(), &entry, start, bytes.count, &found) == 0,
                let name = found?.pointee.pw_name
            else { return String?.none }
            return String(cString: name)
        }
        return name ?? "uid \(getuid())"
    }
}

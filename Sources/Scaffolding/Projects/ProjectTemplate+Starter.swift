extension ProjectTemplate {
    /// The script that runs the project's program, and builds it first where that is needed.
    var starter: TemplateFile {
        let sources: String
        switch package {
        case .repository:
            sources = "\"$root/Package.swift\" \"$root/Package.resolved\" \"$root/Sources\" \"$root/pipelines\""
        case .folder(let path):
            let place = path.hasPrefix("/") ? shellWord(path) : "\"$root\"/\(shellWord(path))"
            sources = """
                "$root/Package.swift" "$root/Sources" "$root/pipelines"
                    \(place)/Package.swift \(place)/Sources \(place)/Plugins
                """
        }
        return TemplateFile("bin/pipeline", isExecutable: true, script(sources: sources))
    }

    private func script(sources: String) -> String {
        """
        #!/usr/bin/env bash
        # Runs the pipelines of this project, from any folder; builds them first where a source has changed.
        set -u

        root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd) || exit 2
        binary="$root/.build/release/\(name.text)"
        stamp="$root/.build/\(name.text).stamp"
        sources=(\(sources))

        is_fresh() {
            [[ -x $binary && -e $stamp ]] || return 1
            # Scripts are read when they run, so only Swift is looked at, and folders, which tell of removed files.
            [[ -z $(find "${sources[@]}" -cnewer "$stamp" \\( -name 'Package.*' -o -name '*.swift' -o -type d \\) -print -quit 2>&1) ]]
        }

        has_header() { compgen -G "/usr/include/$1" >/dev/null || compgen -G "/usr/include/*-linux-gnu*/$1" >/dev/null; }

        build() {
            mkdir -p "$root/.build"
            # As old as the start of the build: what is edited meanwhile is built again before it runs, as it may have been
            # compiled after its digest was taken.
            touch "$stamp.new"
            [[ -x $binary ]] || echo "Building \(name.text); the first time takes a minute or two …" >&2
            if ! log=$(swift build --package-path "$root" -c release --static-swift-stdlib --product \(name.text) 2>&1); then
                printf '%s\\n' "$log" >&2
                has_header openssl/evp.h || echo "error: OpenSSL's headers are missing: sudo apt-get install libssl-dev" >&2
                has_header sqlite3.h || echo "error: SQLite's headers are missing: sudo apt-get install libsqlite3-dev" >&2
                has_header zlib.h || echo "error: zlib's headers are missing: sudo apt-get install zlib1g-dev" >&2
                exit 2
            fi
            mv "$stamp.new" "$stamp"
        }

        # A key press that asks for completions must not build.
        [[ ${1:-} == __complete && ! -x $binary ]] && exit 0
        [[ ${1:-} == __complete ]] || for _ in 1 2 3; do is_fresh && break; build; done
        exec "$binary" "$@"

        """
    }

    private func shellWord(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            return isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "/._-".utf8.contains(byte)
        }
        if isPlain { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

internal import Glibc
internal import Imaging

/// The command line of `render-signs`.
public struct RenderSigns {
    /// A mistake in the arguments, or a file that cannot be written.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public let description: String
    }

    /// How to call the program.
    public static let usage = """
        usage: render-signs OUTPUT [--seed N] [--tracks N] [--frames N] [--tests N] [--sheet FILE.png]

        Renders a data set of 43 classes of traffic signs in the layout of GTSRB into the folder OUTPUT.

          --seed N     where all random numbers come from (2011)
          --tracks N   tracks of each class for training (7)
          --frames N   frames of each track (4)
          --tests N    test pictures of each class (6)
          --sheet FILE also puts the last frame of every track and all test pictures into one PNG

        """

    /// The folder to write to.
    public private(set) var output = ""
    /// What to render.
    public private(set) var dataset = SampleDataset()
    /// Where to put the contact sheet, if anywhere.
    public private(set) var sheet: String?

    /// Runs the program with its arguments and returns its exit status: 0 done, 1 failed, 2 a mistake in the arguments.
    public static func main(_ arguments: [String]) -> Int32 {
        if arguments.contains("--help") || arguments.contains("-h") {
            print(usage, to: STDOUT_FILENO)
            return 0
        }
        let command: RenderSigns
        do {
            command = try RenderSigns(arguments)
        } catch {
            print("render-signs: \(error)\n\n\(usage)", to: STDERR_FILENO)
            return 2
        }
        do {
            try command.run()
            return 0
        } catch {
            print("render-signs: \(error)\n", to: STDERR_FILENO)
            return 1
        }
    }

    /// Reads the arguments without the program's name.
    ///
    /// - Throws: `Failure` that names the argument.
    public init(_ arguments: [String]) throws(Failure) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else {
                guard output.isEmpty else { throw Failure(description: "unexpected argument '\(argument)'") }
                output = argument
                continue
            }
            guard ["--seed", "--tracks", "--frames", "--tests", "--sheet"].contains(argument) else {
                throw Failure(description: "unknown option '\(argument)'")
            }
            guard let value = rest.popFirst() else { throw Failure(description: "\(argument) needs a value") }
            switch argument {
            case "--seed": dataset.seed = try Self.number(value, of: argument, in: 0...UInt64.max)
            case "--tracks": dataset.tracks = Int(try Self.number(value, of: argument, in: 1...99_999))
            case "--frames": dataset.frames = Int(try Self.number(value, of: argument, in: 1...99_999))
            case "--tests": dataset.tests = Int(try Self.number(value, of: argument, in: 0...2_000))
            default: sheet = value
            }
        }
        guard !output.isEmpty else { throw Failure(description: "the folder OUTPUT is missing") }
    }

    /// Renders and writes all files.
    ///
    /// - Throws: `Failure` that names the file.
    public func run() throws {
        var contact = ContactSheet(side: 48, columns: max(1, dataset.tracks + dataset.tests) * 2)
        let last = "_\(SampleDataset.fiveDigits(dataset.frames - 1)).ppm"
        try dataset.render { file in
            try Self.write(file.bytes, to: "\(output)/\(file.path)")
            if sheet != nil, file.path.hasSuffix(last) || file.path.contains("Final_Test") {
                contact.append(try Image(decoding: file.bytes))
            }
        }
        if let sheet, let image = contact.image { try Self.write(image.encodedPNG(), to: sheet) }
    }

    private static func number(
        _ text: String, of option: String, in range: ClosedRange<UInt64>
    ) throws(Failure) -> UInt64 {
        guard let value = UInt64(text), range.contains(value) else {
            throw Failure(
                description:
                    "\(option) is '\(text)'; it takes a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private static func print(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        var end = path.startIndex
        while let slash = path[end...].dropFirst().firstIndex(of: "/") {
            if mkdir(String(path[..<slash]), 0o755) != 0 && errno != EEXIST { throw failure(path) }
            end = slash
        }
        guard let file = fopen(path, "wb") else { throw failure(path) }
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count else { throw failure(path) }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(description: "cannot write \(path): \(strerror(errno).map { String(cString: $0) } ?? "unknown error")")
    }
}

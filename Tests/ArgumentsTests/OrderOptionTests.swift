import Arguments
import Testing

/// An option whose value may begin with a dash, as in `--sort -accuracy`.
@Suite struct OrderOptionTests {
    private static let sorting = CommandParameter.option("sort", .order("NAME"), help: "sort by this")
    private static let json = CommandParameter.flag("json", help: "print JSON")
    private let interface = CommandLineInterface(
        "tool", summary: "Does things.", examples: [.init("tool list")],
        commands: [
            Command(
                "list", summary: "Lists things.", examples: [.init("tool list")], parameters: [sorting, json],
                action: { _ in 0 })
        ])

    private func order(_ words: String...) throws -> String? {
        guard case .run(_, let values) = try interface.parse(["list"] + words) else { return nil }
        return values[Self.sorting]
    }

    @Test func `The value may begin with one dash`() throws {
        #expect(try order("--sort", "-accuracy") == "-accuracy")
        #expect(try order("--sort=-accuracy") == "-accuracy")
        #expect(try order("--sort", "accuracy", "--json") == "accuracy")
    }

    @Test func `With two dashes it is the next option, so that the value is missing`() {
        let mistake = #expect(throws: UsageError.self) { try order("--sort", "--json") }
        #expect(
            mistake?.description.hasPrefix(
                "option '--sort' needs a value, NAME (write --sort=NAME if it starts with a dash)") == true)
    }
}

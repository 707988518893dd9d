private let splitFile = "Vision/Split.swift"
private let trainFile = "Vision/Train.swift"
private let evaluateFile = "Vision/Evaluate.swift"
private let registerFile = "Vision/Register.swift"
private let helpersFile = "Vision/Helpers.swift"
private let imageFile = "Imaging/Image.swift"
private let additionsFile = "Imaging/Additions.swift"
private let scoringFile = "Imaging/Scoring.swift"

extension Edit {
    static let layout = [
        Edit(
            "a comment in a step says more", splitFile, "// The names, in order.", "// All names,\n/* in */ // order."),
        Edit("a documentation comment changes", splitFile, "/// Splits a folder.", "/// Cuts a folder\n/// in two."),
        Edit(
            "a statement is broken into lines", trainFile, "{ weight += value * rate }", "{\nweight\n+=\nvalue*rate\n}"),
        Edit(
            "a text of several lines moves to the right", splitFile,
            "            first\n            second\n            \"\"\"",
            "                first\n                second\n                \"\"\""),
        Edit("a text of several lines gets an indent", splitFile, "    second", "     second", changes: ["Split"]),
        Edit("blank lines are added", helpersFile, "\n", "\n\n"),
        Edit("a sum falls apart into two statements", helpersFile, "count + 1", "count\n+1", changes: ["Train"]),
        Edit(
            "a sign turns from infix to prefix", helpersFile, "{ count + 1 }", "{ count; return +1 }",
            changes: ["Train"]),
        Edit(
            "a call falls apart into two statements", splitFile, "{ content() }", "{ content\n() }", changes: ["Split"]),
        Edit("a local variable gets another name", trainFile, "weight", "mass", changes: ["Train"]),
    ]

    static let steps = [
        Edit("the body of a step changes", splitFile, "\"b\"", "\"c\"", changes: ["Split"]),
        Edit(
            "the body of a step whose output another uses changes", evaluateFile, "\"x\"", "\"y\"",
            changes: ["Evaluate"]),
        Edit(
            "the output type that two steps share changes", evaluateFile, "var score: Double", "var score: Double?",
            changes: ["Evaluate", "Register"]),
        Edit("the default of a step's input changes", trainFile, "rate = 0.1", "rate = 0.2", changes: ["Train"]),
        Edit(
            "another step is added", addingTo: "Vision/More.swift",
            "import PipelineKit\nstruct More: Step { var x = 1 }"),
        Edit(
            "a step gets a method in another file", addingTo: "Vision/More.swift",
            "extension Train { func rest() {} }", changes: ["Train"]),
        Edit(
            "an output type gets a method in another file", addingTo: "Vision/More.swift",
            "extension Evaluate.Output { func rest() {} }", changes: ["Evaluate", "Register"]),
    ]

    static let framework = [
        Edit("the contract's default for steps changes", "PipelineKit/Step.swift", "{ frameworkName }", "{ \"\" }"),
        Edit("a method of the context changes", "PipelineKit/Step.swift", "print(frameworkName, text)", "print(text)"),
        Edit("what only the contract uses changes", "PipelineKit/Step.swift", "\"framework\"", "\"frame\""),
        Edit(
            "a type of the framework that steps name changes", "PipelineKit/Reference.swift", "public var value: Value",
            "public var value: Value { didSet {} }", changes: ["Split", "Register"]),
        Edit(
            "a function of the framework that a step calls changes", "ContentHash/Hash.swift", "&* 7", "&* 9",
            changes: ["Evaluate"]),
        Edit("a function of the framework that nobody calls changes", "ContentHash/Hash.swift", "text.count", "-1"),
        Edit("an addition to all steps that nobody calls changes", helpersFile, "\"banner\"", "\"flag\""),
        Edit("an addition to the context that nobody calls changes", helpersFile, "\"note\"", "\"word\""),
        Edit(
            "an addition to all steps that one calls changes", helpersFile, "func nobody() -> Int { 1 }",
            "extension Step { func smooth(_ x: [Double]) -> [Double] { [] } }", changes: ["Train"]),
        Edit(
            "a target replaces a default of the contract", addingTo: "Vision/More.swift",
            "import PipelineKit\nextension Step { static var version: Int { 2 } }", changes: .everyStep),
    ]

    static let helpers = [
        Edit("a helper changes", helpersFile, "$0 / kernel()", "$0 * kernel()", changes: ["Train"]),
        Edit("a helper of a helper changes", helpersFile, "{ 3 }", "{ 4 }", changes: ["Train"]),
        Edit("a global constant changes", helpersFile, "scale = 1.5", "scale = 2.5", changes: ["Train"]),
        Edit("a default argument changes", helpersFile, "= (1, 2)", "= (2, 2)", changes: ["Train"]),
        Edit(
            "a default argument in another module changes", "ContentHash/Hash.swift", "= 31", "= 37",
            changes: ["Evaluate"]),
        Edit("a type alias changes", helpersFile, "Pair = (Int, Int)", "Pair = (Int8, Int8)", changes: ["Train"]),
        Edit("a generic constraint changes", helpersFile, "BinaryFloatingPoint", "FloatingPoint", changes: ["Train"]),
        Edit(
            "an override in a subclass changes", helpersFile, "2 * x + offset(x)", "3 * x + offset(x)",
            changes: ["Train"]
        ),
        Edit("a private helper changes", evaluateFile, "{ [$0] }", "{ [$0, 0] }", changes: ["Evaluate"]),
        Edit("a function that nobody calls changes", helpersFile, "nobody() -> Int { 1 }", "nobody() -> Int { 2 }"),
        Edit("a function that nobody calls is added", addingTo: helpersFile, "\nfunc never() {}"),
        Edit(
            "a private function elsewhere shares a helper's name", addingTo: "Vision/More.swift",
            "private func kernel() -> Double { 9 }"),
        Edit("an inactive clause changes", helpersFile, "{ 0.1 }", "{ 0.3 }", changes: ["Evaluate"]),
        Edit("the condition of an #if changes", helpersFile, "#if SLOW", "#if !SLOW", changes: ["Evaluate"]),
    ]

    static let types = [
        Edit(
            "a computed property changes", imageFile, "pixels.reduce(0, +) /", "pixels.reduce(1, +) /",
            changes: ["Train", "Evaluate"]),
        Edit(
            "a nested type gets a case", imageFile, "case ppm, png", "case ppm, png, jpeg",
            changes: ["Train", "Evaluate"]),
        Edit(
            "an enum gets a case", helpersFile, "case none, sign(Int)", "case none, other, sign(Int)",
            changes: ["Evaluate"]),
        Edit("a property wrapper changes", scoringFile, "min(max(wrappedValue, 0), 1)", "0", changes: ["Train"]),
        Edit("a result builder changes", scoringFile, "{ parts }", "{ parts + parts }", changes: ["Split"]),
        Edit("a protocol's default changes", scoringFile, "raw * 2", "raw * 3", changes: ["Evaluate"]),
        Edit("a value called as a function changes", helpersFile, "count + 1", "count + 2", changes: ["Train"]),
        Edit(
            "a type conforms in another file", addingTo: "Vision/More.swift",
            "extension Metrics: CustomStringConvertible { var description: String { \"m\" } }", changes: ["Evaluate"]),
        Edit(
            "a type of another module conforms here", addingTo: "Vision/More.swift",
            "import Imaging\nextension Image: CustomStringConvertible { public var description: String { \"i\" } }",
            changes: ["Train", "Evaluate"]),
        Edit(
            "a type is extended through an alias", addingTo: "Vision/More.swift",
            "typealias Score = Metrics\nextension Score { var raw2: Double { raw } }", changes: ["Evaluate"]),
        Edit(
            "a method wins over one of the standard library", addingTo: "Vision/More.swift",
            "extension Array { func filter(_ keep: (Element) -> Bool) -> Self { self } }", changes: ["Evaluate"]),
    ]
}

extension Edit {
    /// Code that takes effect where nothing spells its name.
    static let unspelled = [
        Edit(
            "an addition to String that a step uses changes", additionsFile, "separator: \"-\"", "separator: \"_\"",
            changes: ["Split"]),
        Edit("an addition to String that nobody uses changes", additionsFile, "{ uppercased() }", "{ lowercased() }"),
        Edit(
            "a subscript of an outside type changes", additionsFile, "self[index] : nil", "nil : nil",
            changes: .everyStep),
        Edit("an initializer of an outside type changes", additionsFile, "/ 100", "/ 1000", changes: .everyStep),
        Edit(
            "an outside type conforms to an outside protocol", addingTo: additionsFile,
            "\nextension Int: @retroactive Identifiable { public var id: Int { self } }", changes: .everyStep),
        Edit(
            "an outside type conforms to a protocol of ours", addingTo: additionsFile,
            "\nprotocol Titled { var title: String { get } }\nextension Int: Titled { var title: String { \"\" } }"),
        Edit(
            "an outside protocol gets a default", addingTo: additionsFile,
            "\nextension CustomStringConvertible { public var description: String { \"\" } }", changes: .everyStep),
        Edit(
            "interpolation gets a new form", addingTo: additionsFile,
            "\nextension DefaultStringInterpolation { mutating func appendInterpolation(hex: Int) {} }",
            changes: .everyStep),
        Edit(
            "literals become another type", addingTo: helpersFile, "\ntypealias IntegerLiteralType = Int32",
            changes: .everyStep),
        Edit(
            "a function is tied to a C name", addingTo: helpersFile, "\n@_cdecl(\"f\") func f() {}", changes: .everyStep
        ),
    ]

    static let operators = [
        Edit("an operator changes", helpersFile, "{ lhs + rhs }", "{ rhs + lhs }", changes: ["Split"]),
        Edit(
            "a precedence group changes", helpersFile, "higherThan: AdditionPrecedence", "associativity: left",
            changes: ["Split"]),
        Edit(
            "an operator joins another group", helpersFile, "<+>: Joining", "<+>: AdditionPrecedence",
            changes: ["Split"]),
        Edit(
            "the operator that sorting uses changes", registerFile, "lhs.number < rhs.number", "false",
            changes: ["Register"]),
        Edit(
            "pattern matching changes", helpersFile, "value > pattern.limit", "value < pattern.limit",
            changes: ["Evaluate"]
        ),
        Edit(
            "an operator gets an overload", addingTo: "Vision/More.swift",
            "func <+> (lhs: [String], rhs: [String?]) -> [String] { lhs }", changes: ["Split"]),
        Edit(
            "a type gets a private subscript", addingTo: trainFile,
            "\nprivate extension Model { subscript(x: Double) -> Double { x } }", changes: ["Train"]),
        Edit(
            "a private addition of another file changes nothing here", addingTo: evaluateFile,
            "\nprivate extension Model { func unseen() {} }"),
        Edit(
            "outside types get an operator that the standard library calls", addingTo: "Vision/More.swift",
            "func < (lhs: String, rhs: String) -> Bool { false }", changes: .everyStep),
    ]

    static let files = [
        Edit(
            "a new file has an overload that would win", addingTo: "Vision/More.swift",
            "func kernel() -> Float { 3 }", changes: ["Train"]),
        Edit(
            "a new file has a nested type that hides another", addingTo: "Vision/More.swift",
            "extension Evaluate { struct Metrics {} }", changes: ["Evaluate"]),
        Edit(
            "a file imports another module", trainFile, "import Imaging", "import Glibc\nimport Imaging",
            changes: ["Train"]
        ),
        Edit("a file doesn't parse", addingTo: "Imaging/More.swift", "func broken( {", changes: .everyStep),
        Edit(
            "a file can't be told apart from a macro's work", addingTo: helpersFile, "\n#generate(1)",
            changes: .everyStep),
        Edit(
            "a resource is added to a module that all use", addingTo: "Imaging/table.txt", "1 2 3", changes: .everyStep),
    ]
}

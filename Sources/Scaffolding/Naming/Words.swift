/// What Swift, the kit or the standard steps call something already, so that a type of that name would hide it.
private let takenTypeNames: Set<String> = [
    "Any", "Array", "Artifact", "Bool", "CachePolicy", "Character", "Codable", "Command", "CommandOutput", "Condition",
    "Data", "Date", "Declaration", "Dictionary", "Double", "Duration", "Error", "Fail", "FailureKind", "File", "Float",
    "Folder", "Graph", "GraphBuilder", "Input", "Int", "Never", "Optional", "Output", "Parameter", "ParameterType",
    "ParameterValue", "Pipeline", "Program", "Protocol", "Range", "Reference", "Resources", "Result", "RetryPolicy",
    "Script", "Secret", "Self", "Sendable", "Set", "Source", "Step", "StepContext", "StepEvent", "StepFailure",
    "StepNeeds",
    "StepOptions", "String", "Substring", "Task", "Text", "Type", "Unkeyed", "Void",
]

/// The words of a name in the form of a Swift type: `traffic-signs` and `traffic_signs` are `TrafficSigns`.
func typeName(of name: String) -> String {
    name.split { $0 == "_" || $0 == "-" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}

/// The name of a type that may stand beside those of the kit.
func freeTypeName(of name: String) -> String {
    let type = typeName(of: name)
    return takenTypeNames.contains(type) ? "\(type)Pipeline" : type
}

/// Whether a name is made of ASCII letters, digits and the characters given, and begins with a letter.
func isPlain(_ name: String, allowing others: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
        guard scalar.isASCII else { return false }
        let isDigit = ("0"..."9").contains(scalar)
        return isDigit || scalar.properties.isAlphabetic || others.unicodeScalars.contains(scalar)
    }
}

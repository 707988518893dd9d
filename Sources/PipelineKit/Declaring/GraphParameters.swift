internal import ContentHash

extension GraphBuilder {
    /// Declares a value that whoever starts the pipeline may choose; the help says in one sentence what it means.
    public mutating func parameter<Value: ParameterValue>(
        _ name: String, default value: Value, help: String = "", fileID: String = #fileID, line: Int = #line
    ) -> Reference<Value> {
        declare(name, value, help: help, location: SourceLocation(fileID: fileID, line: line))
    }

    /// Declares a number within bounds.
    public mutating func parameter<Value: ParameterValue & Comparable>(
        _ name: String, default value: Value, in range: ClosedRange<Value>, help: String = "",
        fileID: String = #fileID, line: Int = #line
    ) -> Reference<Value> {
        declare(name, value, range: range, help: help, location: SourceLocation(fileID: fileID, line: line))
    }

    /// Declares a list of which each item is a number within bounds.
    public mutating func parameter<Item: ParameterValue & Comparable>(
        _ name: String, default value: [Item], in range: ClosedRange<Item>, help: String = "",
        fileID: String = #fileID, line: Int = #line
    ) -> Reference<[Item]> {
        declare(name, value, range: range, help: help, location: SourceLocation(fileID: fileID, line: line))
    }

    /// Declares one of several listed values.
    public mutating func parameter<Value: ParameterValue>(
        _ name: String, default value: Value, choices: [Value], help: String = "",
        fileID: String = #fileID, line: Int = #line
    ) -> Reference<Value> {
        declare(name, value, choices: choices, help: help, location: SourceLocation(fileID: fileID, line: line))
    }

    private mutating func declare<Value: ParameterValue>(
        _ name: String, _ value: Value, choices: [Value]? = nil, help: String, location: SourceLocation
    ) -> Reference<Value> {
        declare(name, value, range: ClosedRange<Double>?.none, choices: choices, help: help, location: location)
    }

    private mutating func declare<Value: ParameterValue, Bound: Codable>(
        _ name: String, _ value: Value, range: ClosedRange<Bound>?, choices: [Value]? = nil, help: String,
        location: SourceLocation
    ) -> Reference<Value> {
        do {
            graph.parameters.append(
                Parameter(
                    name: name, type: Value.parameterType, defaultValue: try JSON(encoding: value),
                    minimum: try range.map { try JSON(encoding: $0.lowerBound) },
                    maximum: try range.map { try JSON(encoding: $0.upperBound) },
                    choices: try choices?.map { try JSON(encoding: $0) }, help: help, location: location))
        } catch {
            preconditionFailure("the parameter '\(name)' can't be encoded: \(error)")
        }
        return Reference(.parameter(name))
    }
}

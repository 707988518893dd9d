extension CommandLineInterface {
    /// A script for fish 3 and later.
    var fishScript: String {
        let nodes = completionNodes
        let function = "_" + nodes[0].function(of: root.name)
        let commands = nodes.dropFirst().map { $0.path.singleQuoted }
        return """
            # Completion of \(root.name) for fish; made by '\(root.name) completions fish'.

            # Whether the cursor stands behind a command: PATH [POSITION [on]]
            # With a position: at that argument of the command; with 'on': at that argument or a later one.
            function \(function)_at
                set -l path ''
                set -l position 0
                set -l takes ''
                for word in (commandline -opc)[2..-1]
                    if test "$takes" = value; or begin
                            test "$takes" = optional; and not string match -q -- '-*' $word
                        end
                        set takes ''
                        continue
                    end
                    set takes ''
                    switch "$path $word"
            \(fishCase(commands, "set path \"$path $word\""))\
            \(fishCase(optionPatterns(.option), "set takes value"))\
            \(fishCase(optionPatterns(.optionWithOptionalValue), "set takes optional"))\
                        case "$path -*"
                            # A flag, or an option with its value.
                        case '*'
                            set position (math $position + 1)
                    end
                end
                test "$path" = "$argv[1]"; or return 1
                test (count $argv) -gt 1; or return 0
                test $position -eq $argv[2]; or test "$argv[3]" = on -a $position -ge $argv[2]
            end

            # Prints what the program knows of a source: SOURCE
            function \(function)_source
                set -l words (commandline -opc)
                $words[1] __complete $argv[1] $words[2..-1] (commandline -ct) 2>/dev/null
            end

            complete -c \(root.name) -f
            \((globals.map { fishOption($0.declaration, nil) } + nodes.flatMap(fishLines)).joined(separator: "\n"))
            """
    }

    private func fishLines(_ node: CompletionNode) -> [String] {
        let function = "_" + completionNodes[0].function(of: root.name)
        let commands = node.subcommands.map { command in
            let condition = "\(function)_at '\(node.path)' 0".fishQuoted
            return "complete -c \(root.name) -n \(condition) -a \(command.name) -d \(command.summary.fishQuoted)"
        }
        let options = node.options.map { fishOption($0, node.path) }
        let arguments = node.arguments.enumerated().compactMap { index, argument -> String? in
            let condition = "\(function)_at '\(node.path)' \(index)\(argument.isRepeatable ? " on" : "")".fishQuoted
            let offer = argument.fishOffer(function)
            return offer.isEmpty ? nil : "complete -c \(root.name) -n \(condition) \(offer)"
        }
        return commands + options + arguments
    }

    private func fishOption(_ option: ParameterDeclaration, _ path: String?) -> String {
        let function = "_" + completionNodes[0].function(of: root.name)
        var words = ["complete", "-c", root.name]
        if let path { words += ["-n", "\(function)_at '\(path)'".fishQuoted] }
        words += ["-l", option.name]
        if let short = option.short { words += ["-s", String(short)] }
        if option.kind == .option { words.append("-r") }
        if option.takesValue {
            let offer = option.fishOffer(function)
            words.append(offer.isEmpty ? "-f" : offer)
        }
        return (words + ["-d", option.help.fishQuoted]).joined(separator: " ")
    }

    private func optionPatterns(_ kind: ParameterDeclaration.Kind) -> [String] {
        let own = completionNodes.flatMap { node in
            node.options.filter { $0.kind == kind }.flatMap(\.words).map { "\(node.path) \($0)".singleQuoted }
        }
        let shared = globals.map(\.declaration).filter { $0.kind == kind }.flatMap(\.words)
        return own + shared.map { "* \($0)".singleQuoted }
    }

    private func fishCase(_ patterns: [String], _ body: String) -> String {
        patterns.isEmpty ? "" : "            case \(patterns.joined(separator: " "))\n                \(body)\n"
    }
}

extension ParameterDeclaration {
    fileprivate func fishOffer(_ function: String) -> String {
        if !choices.isEmpty { return "-f -a '\(choices.joined(separator: " "))'" }
        return switch completion {
        case .nothing: ""
        case .files: "-F"
        case .folders: "-f -a '(__fish_complete_directories (commandline -ct))'"
        case .source(let source): "-f -a '(\(function)_source \(source))'"
        }
    }
}

extension String {
    /// The text as one word of fish, whose single quotes know two escapes.
    fileprivate var fishQuoted: String {
        let escaped = reduce(into: "") { text, character in
            if character == "'" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return "'\(escaped)'"
    }
}

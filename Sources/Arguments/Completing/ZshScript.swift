extension CommandLineInterface {
    /// A script for zsh's completion system, one function for each command.
    var zshScript: String {
        let nodes = completionNodes
        let function = nodes[0].function(of: root.name)
        return """
            #compdef \(root.name)
            # Completion of \(root.name) for zsh; made by '\(root.name) completions zsh'.

            # Offers what the program knows of a source: SOURCE.
            \(function)_source() {
                local line
                local -a candidates
                for line in "${(@f)$("${(@Q)_program}" __complete "$1" "${(@Q)_typed}" 2>/dev/null)}"; do
                    [[ -n $line ]] || continue
                    if [[ $line == *$'\\t'* ]]; then
                        candidates+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
                    else
                        candidates+=("${line//:/\\\\:}")
                    fi
                done
                if [[ ${#candidates} == 1 && $candidates[1] == *= ]]; then
                    compadd -S '' -- "$candidates[1]"
                else
                    _describe -t "$1" "$1" candidates
                fi
            }

            \(nodes.map(zshFunction).joined(separator: "\n\n"))

            \(function)() {
                local -a _program=("$words[1]") _typed=("${(@)words[2,CURRENT]}")
                \(function)__program
            }

            # The file is loaded as a function of its first completion, or sourced.
            if [[ $funcstack[1] == \(function) ]]; then
                \(function) "$@"
            else
                compdef \(function) \(root.name)
            fi
            """
    }

    private func zshFunction(_ node: CompletionNode) -> String {
        let function = node.function(of: root.name)
        let name = node.path.isEmpty ? "\(function)__program" : function
        let start = completionNodes[0].function(of: root.name)
        var specs = (node.options + globals.map(\.declaration)).map { $0.zshOption(start) }
        specs += node.arguments.map { $0.zshArgument(start) }
        guard !node.subcommands.isEmpty else {
            return """
                \(name)() {
                    _arguments -s -S \\
                        \(specs.joined(separator: " \\\n        "))
                }
                """
        }
        let commands = node.subcommands.map { "\($0.name):\($0.summary)".singleQuoted }
        let calls = node.subcommands.map {
            "\($0.name)) \(function)_\(String($0.name.map { $0.isLetter || $0.isNumber ? $0 : "_" })) ;;"
        }
        specs += ["'1:command:->command'", "'*::argument:->rest'"]
        return """
            \(name)() {
                local context state state_descr line curcontext="$curcontext"
                local -A opt_args
                local -a commands=(
                    \(commands.joined(separator: "\n        "))
                )
                _arguments -C -s -S \\
                    \(specs.joined(separator: " \\\n        ")) && return
                case $state in
                    command) _describe -t commands command commands ;;
                    rest)
                        case $line[1] in
                            \(calls.joined(separator: "\n                "))
                        esac
                        ;;
                esac
            }
            """
    }
}

extension ParameterDeclaration {
    /// The option as `_arguments` wants it: `'(-j --jobs)'{-j+,--jobs=}'[help]:N:'`.
    fileprivate func zshOption(_ start: String) -> String {
        let value = takesValue ? "\(kind == .option ? ":" : "::")\(placeholder.zshEscaped):\(zshAction(start))" : ""
        let text = "[\(help.zshEscaped)]\(value)".singleQuoted
        let long = takesValue ? "--\(name)=" : "--\(name)"
        guard let short else { return (isRepeatable ? "'*'" : "") + long + text }
        let forms = "{-\(short)\(takesValue ? "+" : ""),\(long)}"
        return (isRepeatable ? "'*'" : "'(-\(short) --\(name))'") + forms + text
    }

    fileprivate func zshArgument(_ start: String) -> String {
        let place = isRepeatable ? "*:" : isRequired ? ":" : "::"
        return "\(place)\(name.zshEscaped):\(zshAction(start))".singleQuoted
    }

    private func zshAction(_ start: String) -> String {
        if !choices.isEmpty { return "(\(choices.joined(separator: " ")))" }
        return switch completion {
        case .nothing: " "
        case .files: "_files"
        case .folders: "_files -/"
        case .source(let source): "{\(start)_source \(source)}"
        }
    }
}

extension String {
    fileprivate var zshEscaped: String {
        reduce(into: "") { text, character in
            if "\\[]:".contains(character) { text.append("\\") }
            text.append(character)
        }
    }
}

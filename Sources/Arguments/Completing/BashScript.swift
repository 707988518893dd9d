extension CommandLineInterface {
    /// A script for bash 4 and later, without the bash-completion package.
    var bashScript: String {
        let name = root.name
        let function = completionNodes[0].function(of: name)
        return """
            # Completion of \(name) for bash; made by '\(name) completions bash'.

            # Sets what follows a command: PATH.
            \(function)_command() {
                commands="" options=""
                case "$1" in
            \(commandCases)
                esac
            }

            # Sets whether an option takes a value, and what is offered for it: PATH OPTION.
            \(function)_option() {
                takes="" offers=""
                case "$1 $2" in
            \(optionCases)
                esac
            }

            # Sets what is offered for an argument: PATH POSITION.
            \(function)_argument() {
                offers=""
                case "$1 $2" in
            \(argumentCases)
                esac
            }

            # Adds to the replies what an offer stands for: OFFER TEXT.
            \(function)_reply() {
                local candidate
                case "$1" in
                    "source "*)
                        while IFS= read -r candidate; do
                            candidate=${candidate%%$'\\t'*}
                            [[ -n $candidate && $candidate == "$2"* ]] && COMPREPLY+=("$candidate")
                        done < <("$program" __complete "${1#source }" "${words[@]}" "$current" 2>/dev/null)
                        ;;
                    "words "*)
                        for candidate in ${1#words }; do
                            [[ $candidate == "$2"* ]] && COMPREPLY+=("$candidate")
                        done
                        ;;
                    files | folders)
                        local action=file
                        [[ $1 == folders ]] && action=directory
                        compopt -o filenames 2>/dev/null
                        while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -A "$action" -- "$2")
                        ;;
                esac
            }

            \(function)() {
                local program=$1 line=${COMP_LINE:0:COMP_POINT} IFS=$' \\t\\n'
                local -a words=()
                local word current path="" commands options takes="" offers="" position=0 ended="" prefix
                # COMP_WORDS is split at '=' and ':', which are parts of our words.
                read -ra words <<<"$line"
                [[ $line == *[[:space:]] ]] && words+=("")
                current=${words[${#words[@]} - 1]}
                words=("${words[@]:1:${#words[@]} - 2}")
                COMPREPLY=()

                \(function)_command "$path"
                for word in "${words[@]}"; do
                    if [[ $takes == value || ($takes == optional && $word != -*) ]]; then
                        takes=""
                    elif [[ -z $ended && $word == -- ]]; then
                        ended=yes
                    elif [[ -z $ended && $word == --*=* ]]; then
                        takes=""
                    elif [[ -z $ended && $word == -* ]]; then
                        \(function)_option "$path" "$word"
                    elif [[ " $commands " == *" $word "* ]]; then
                        path+=" $word" takes=""
                        \(function)_command "$path"
                    else
                        position=$((position + 1)) takes=""
                    fi
                done

                if [[ -z $ended && $current == --*=* ]]; then
                    \(function)_option "$path" "${current%%=*}"
                    \(function)_reply "$offers" "${current#*=}"
                    prefix=${current%%=*}=
                    COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
                elif [[ $takes == value || ($takes == optional && $current != -*) ]]; then
                    \(function)_reply "$offers" "$current"
                elif [[ -z $ended && $current == -* ]]; then
                    \(function)_reply "words $options" "$current"
                elif [[ -n $commands ]]; then
                    \(function)_reply "words $commands" "$current"
                else
                    \(function)_argument "$path" "$position"
                    \(function)_reply "$offers" "$current"
                fi

                # Readline replaces only what stands behind the last '=' or ':'.
                if [[ $current == *[:=]* && $COMP_WORDBREAKS == *[:=]* ]]; then
                    prefix=${current%"${current##*[:=]}"}
                    COMPREPLY=("${COMPREPLY[@]#"$prefix"}")
                fi
                # A key waits for its value on the same word.
                [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
                return 0
            }

            complete -F \(function) \(name)
            """
    }

    private var commandCases: String {
        cases(
            completionNodes.map { node in
                let commands = node.subcommands.map(\.name).joined(separator: " ")
                let options = (node.options + globals.map(\.declaration)).flatMap(\.words).joined(separator: " ")
                return (["\"\(node.path)\""], "commands=\"\(commands)\" options=\"\(options)\"")
            })
    }

    private var optionCases: String {
        func line(_ option: ParameterDeclaration, _ path: String) -> (patterns: [String], body: String)? {
            guard option.takesValue else { return nil }
            let takes = option.kind == .optionWithOptionalValue ? "optional" : "value"
            return (option.words.map { "\(path)\" \($0)\"" }, "takes=\(takes) offers=\"\(option.offer)\"")
        }
        let own = completionNodes.flatMap { node in
            node.options.compactMap { option in
                line(option, "").map { ($0.patterns.map { "\"\(node.path)\($0.dropFirst())" }, $0.body) }
            }
        }
        return cases(own + globals.compactMap { line($0.declaration, "*") })
    }

    private var argumentCases: String {
        cases(
            completionNodes.flatMap { node in
                node.arguments.enumerated().map { index, argument in
                    let position = argument.isRepeatable ? "\"\(node.path) \"*" : "\"\(node.path) \(index)\""
                    return ([position], "offers=\"\(argument.offer)\"")
                }
            })
    }

    private func cases(_ cases: [(patterns: [String], body: String)]) -> String {
        guard !cases.isEmpty else { return "        *) ;;" }
        return cases.map { "        \($0.patterns.joined(separator: " | "))) \($0.body) ;;" }.joined(separator: "\n")
    }
}

extension ParameterDeclaration {
    /// What bash offers for the value, as the script's functions write it.
    fileprivate var offer: String {
        if !choices.isEmpty { return "words \(choices.joined(separator: " "))" }
        return switch completion {
        case .nothing: ""
        case .files: "files"
        case .folders: "folders"
        case .source(let source): "source \(source)"
        }
    }
}

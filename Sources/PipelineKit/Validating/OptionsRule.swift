/// What is asked of the scheduler must be possible.
struct OptionsRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        graph.steps.flatMap { step in
            objections(step.options).map {
                Diagnostic(message: "'\(step.name)' \($0.0)", location: step.location, help: $0.1)
            }
        }
    }

    private func objections(_ options: StepOptions) -> [(String, String)] {
        var found: [(String, String)] = []
        let resources = options.resources
        if resources.cpus < 1 { found.append(("asks for \(resources.cpus) cpus", "ask for at least 1")) }
        for gpus in [resources.gpus, resources.optionalGPUs] where gpus < 0 {
            found.append(("asks for \(gpus) gpus", "ask for 0 or more"))
        }
        if resources.memory < .zero { found.append(("asks for less memory than none", "ask for 0 or more")) }
        found += objections(options.retry)
        if let timeout = options.timeout, !(timeout > 0) {
            found.append(("has a timeout of \(timeout) s", "give a positive duration"))
        }
        if let silent = options.silentTimeout {
            if !(silent > 0) {
                found.append(("has a silent timeout of \(silent) s", "give a positive duration"))
            } else if let timeout = options.timeout, timeout > 0, silent >= timeout {
                found.append(
                    (
                        "has a silent timeout of \(silent) s, before which its timeout of \(timeout) s ends it",
                        "give a shorter silent timeout, or leave it out"
                    ))
            }
        }
        if case .expires(let after) = options.cache, !(after > .zero) {
            found.append(("has results that expire after \(after.seconds) s", "give a positive duration, or .never"))
        }
        return found
    }

    private func objections(_ retry: RetryPolicy) -> [(String, String)] {
        var found: [(String, String)] = []
        if retry.attempts < 1 { found.append(("has \(retry.attempts) attempts", "give it at least 1")) }
        if !(0...1).contains(retry.jitter) {
            found.append(("has a jitter of \(retry.jitter)", "give a part from 0 to 1"))
        }
        let hasPauses = retry.interval >= 0 && retry.cap >= 0
        if !hasPauses { found.append(("has a pause of less than 0 s", "give intervals of 0 or more")) }
        if !(retry.backoff >= 1) { found.append(("has a backoff of \(retry.backoff)", "give 1 or more")) }
        guard let within = retry.within else { return found }
        if !(within > 0) {
            found.append(("begins its attempts within \(within) s", "give a positive duration"))
        } else if hasPauses, retry.isOver(after: 1, seconds: 0) {
            found.append(
                (
                    "begins its attempts within \(within) s, which the first pause of "
                        + "\(retry.pause(after: 1, random: 0)) s reaches beyond",
                    "give a shorter interval, or more time"
                ))
        }
        return found
    }
}

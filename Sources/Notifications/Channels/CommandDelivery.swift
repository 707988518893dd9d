/// Tells by a program of the user's, which reads the message from standard input and knows the rest from its environment.
struct CommandDelivery {
    let words: [String]
    let folder: String
    let environment: [String: String]

    func deliver(_ notice: Notice, _ text: String, timeout: Double) async -> DeliveryResult {
        let variables = [
            "PIPELINE_EVENT": notice.event, "PIPELINE_NAME": notice.pipeline, "PIPELINE_RUN": notice.run,
            "PIPELINE_STATUS": notice.status, "PIPELINE_STEP": notice.step, "PIPELINE_ERROR": notice.error,
            "PIPELINE_LINK": notice.link, "PIPELINE_MODEL": notice.model, "PIPELINE_METRIC": notice.metric,
        ]
        let program = HelperProgram(
            words: words, input: text + "\n", environment: environment.merging(variables) { _, new in new },
            folder: folder, timeout: timeout)
        do throws(DeliveryProblem) {
            let end = try await program.run()
            return DeliveryResult(attempts: 1, problem: end.problem(of: words[0], timeout: timeout))
        } catch {
            return DeliveryResult(attempts: 1, problem: error)
        }
    }
}
